"""What cannot be applied stops the runner loudly; what passes by itself does not."""

import asyncio
from uuid import uuid4

import pytest

from events.keyring import Keyring
from migrations.upgrade import upgrade
from parley.embedded.postgres import EmbeddedPostgres, address
from projections.engine.health import State
from projections.engine.troubles import Poisoned
from projections.status import status
from projections.verify import verify
from tests.projections.forging import forge
from tests.projections.talk import Talk, connecting, core_running, eventually
from tests.support.keys import SECRETS
from tests.support.logs import OpenLog, open_log
from tests.support.patience import PATIENCE


async def test_an_event_nobody_knows_stops_the_core_at_its_position(kept: OpenLog, database_url: str) -> None:
    before = await Talk(kept, 1).go_on(10)
    await forge(database_url, 1, "room_exploded")
    await kept.say(await kept.room(ann := uuid4()), ann, "after the explosion")
    async with core_running(kept, database_url) as part:
        await eventually(lambda: part.state is State.STOPPED)
        assert part.position == before
        assert part.trouble is not None
        assert f"event {before + 1} (room_exploded)" in part.trouble
        async with asyncio.timeout(PATIENCE):
            while (await status(kept.pool))[0].trouble != part.trouble:
                await asyncio.sleep(0.01)
    [core] = await status(kept.pool)
    assert (core.position, core.healthy, core.lag) == (before, False, 4)


async def test_a_gap_in_the_log_stops_the_core(kept: OpenLog, database_url: str) -> None:
    before = await Talk(kept, 1).go_on(3)
    await forge(database_url, 2, "message_sent")
    async with core_running(kept, database_url) as part:
        await eventually(lambda: part.state is State.STOPPED)
        assert part.trouble == f"the log has a gap: event {before + 1} is missing before {before + 2}"


async def test_a_rebuild_of_a_poisoned_log_fails_loudly(kept: OpenLog, database_url: str) -> None:
    head = await Talk(kept, 1).go_on(3)
    async with core_running(kept, database_url) as part:
        await eventually(lambda: part.position == head)
    await forge(database_url, 1, "room_exploded")
    await kept.pool.execute("update checkpoints set position = position + 1")
    with pytest.raises(Poisoned, match=f"event {head + 1} .room_exploded."):
        await verify(connecting(database_url), kept.keyring)


async def test_postgres_goes_away_and_comes_back(own_postgres: EmbeddedPostgres) -> None:
    url = address(own_postgres.folder)
    await upgrade(url)
    async with open_log(url) as kept:
        talk = Talk(kept, 4)
        async with core_running(kept, url) as part:
            before = await talk.go_on(10)
            await eventually(lambda: part.position == before)
            await own_postgres.stop()
            await eventually(lambda: part.state is State.WAITING)
            await own_postgres.start()
            head = await talk.go_on(10)
            await eventually(lambda: part.position == head)
            assert (part.state, part.trouble) == (State.RUNNING, None)
        keyring = Keyring(kept.pool, SECRETS.keks, SECRETS.current_kek)
        assert (await verify(connecting(url), keyring)).equal
