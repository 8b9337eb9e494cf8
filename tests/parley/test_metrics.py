"""What a scrape tells of the log and its readers."""

import asyncio
import os
import signal
from functools import partial
from uuid import uuid4

import pytest
from prometheus_client.parser import text_string_to_metric_families

from command.domain.house import ArchiveRoom
from command.domain.rejections import RoomIsArchived
from command.domain.talk import SendMessage
from command.handler import handle
from events.account import AccountRegistered
from events.ids import uuid7
from migrations.upgrade import upgrade
from parley.embedded.postgres import EmbeddedPostgres, address
from parley.glance import Glance
from parley.metrics import of_the_commands, of_the_log
from projections.standing import Standing, standing
from runtime.postgres import open_pool
from tests.command.people import open_room, refused, somebody
from tests.command.processes import process
from tests.projections.talk import Talk, core_running, eventually
from tests.support.logs import OpenLog
from tests.support.patience import PATIENCE

Samples = dict[tuple[str, str], float]
AWAY: Samples = {("parley_postgres_up", ""): 0}


async def scraped(glance: Glance[Standing]) -> Samples:
    """Each sample's value by its name and its projection."""
    return read(of_the_log(await glance.now()))


def read(text: bytes) -> Samples:
    families = text_string_to_metric_families(text.decode())
    samples = [sample for family in families for sample in family.samples]
    return {(sample.name, sample.labels.get("projection", "")): sample.value for sample in samples}


async def test_position_lag_and_parked_keys_of_each_projection_are_told(kept: OpenLog, database_url: str) -> None:
    async with core_running(kept, database_url) as part:
        room = await kept.room(ann := uuid4())
        await kept.say(room, ann, "\x00")
        head = await Talk(kept, 1).go_on(10)
        await eventually(lambda: part.position == head)
        glance = Glance(partial(standing, kept.pool))
        found = await scraped(glance)
        assert found["parley_postgres_up", ""] == 1
        assert found["parley_log_events_total", ""] == found["parley_projection_events_total", "core"] == head
        assert found["parley_projection_position", "core"] == head
        assert found["parley_projection_lag_events", "core"] == found["parley_projection_lag_seconds", "core"] == 0
        assert (found["parley_projection_alive", "core"], found["parley_projection_trouble", "core"]) == (1, 0)
        assert found["parley_projection_parked_keys", "history"] == 1
        assert found["parley_projection_parked_keys", "people"] == 0
    await kept.accepted(ben := uuid4(), AccountRegistered(username="ben", display_name="Ben"), actor=ben)
    found = await scraped(glance)
    assert found["parley_projection_lag_events", "core"] == 1
    assert found["parley_projection_lag_seconds", "core"] > 0
    assert found["parley_projection_alive", "core"] == 0


async def test_decisions_that_others_overtook_are_counted(database_url: str) -> None:
    async with process(database_url) as here, process(database_url) as there:
        ann = await somebody(here.writer)
        room = await open_room(here.writer, ann)
        await handle(there.writer, SendMessage(command_id=uuid7(), room_id=room, body="Hello"), ann)
        assert read(of_the_commands(there.writer.conflicts))["parley_command_conflicts_total", ""] == 0
        await handle(here.writer, ArchiveRoom(command_id=uuid7(), room_id=room), ann)
        late = SendMessage(command_id=uuid7(), room_id=room, body="Is anybody there?")
        assert await refused(there.writer, late, ann) is RoomIsArchived
        assert read(of_the_commands(there.writer.conflicts))["parley_command_conflicts_total", ""] == 1


async def test_a_scrape_is_answered_while_postgres_is_away_or_frozen(
    own_postgres: EmbeddedPostgres, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("parley.glance.PATIENCE", 0.5)
    await upgrade(address(own_postgres.folder))
    pool = await open_pool(address(own_postgres.folder), max_size=1)
    glance = Glance(partial(standing, pool))
    assert (await scraped(glance))["parley_postgres_up", ""] == 1
    backend = await pool.fetchval("select pg_backend_pid()")
    os.kill(backend, signal.SIGSTOP)
    try:
        assert await scraped(glance) == await scraped(glance) == AWAY
    finally:
        os.kill(backend, signal.SIGCONT)
    await comes_back(glance)
    await own_postgres.stop()
    assert await scraped(glance) == AWAY
    await own_postgres.start()
    await comes_back(glance)
    await pool.close()


async def comes_back(glance: Glance[Standing]) -> None:
    async with asyncio.timeout(PATIENCE):
        while await scraped(glance) == AWAY:
            await asyncio.sleep(0.05)
