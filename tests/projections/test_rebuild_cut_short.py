"""A rebuild that is killed, that meets another one, or that meets an event it cannot apply, leaves the live ones be."""

import asyncio
import subprocess
import sys
from uuid import uuid4

import asyncpg
import psutil
import pytest

from projections.engine.troubles import Stopped
from projections.rebuild.ask import ask, working
from projections.rebuild.kept import rollback
from projections.rebuild.pipe import Range, Task, packed
from projections.rebuild.rebuild import rebuild
from projections.rebuild.site import UnderWay, site
from tests.projections.forging import forge
from tests.projections.rebuilding import is_equal, quietly, source
from tests.projections.talk import Talk, core_running, eventually
from tests.support.keys import SECRETS
from tests.support.logs import OpenLog
from tests.support.process import running

END_WHO_IS_READY = """
    select pg_terminate_backend(pid) from pg_stat_activity
    where datname = current_database() and application_name = 'parley rebuild' and query like 'set client_%'
        and state = 'idle'
"""


@pytest.mark.parametrize("stage", ["loading", "indexing", "comparing"])
async def test_a_killed_rebuild_leaves_nothing_in_the_way_of_the_next(
    kept: OpenLog, database_url: str, stage: str
) -> None:
    talk = Talk(kept, 9)
    async with core_running(kept, database_url) as part:
        head = await talk.go_on(100)
        await eventually(lambda: part.position == head)
        with running("tests.projections.rebuild_process", database_url) as process:
            assert process.stdout
            while process.stdout.readline().strip() != stage:
                assert process.poll() is None
            workers = psutil.Process(process.pid).children()
            process.kill()
        head = await talk.go_on(10)
        await eventually(lambda: part.position == head)
        assert (await rebuild(source(database_url), quietly)).switched_at == head
        assert await is_equal(kept, database_url)
        assert await rollback(source(database_url), quietly) == head
        assert await is_equal(kept, database_url)
    await eventually(lambda: not any(worker.is_running() for worker in workers))


async def test_the_second_of_two_rebuilds_is_told_so(kept: OpenLog, database_url: str) -> None:
    async with site(source(database_url)):
        with pytest.raises(UnderWay):
            await rebuild(source(database_url), quietly)


async def test_an_event_that_cannot_be_applied_ends_a_rebuild_loudly(kept: OpenLog, database_url: str) -> None:
    async with core_running(kept, database_url) as part:
        head = await Talk(kept, 2).go_on(30)
        await eventually(lambda: part.position == head)
    await forge(database_url, 1, "room_exploded")
    await kept.pool.execute("update checkpoints set position = position + 1")
    with pytest.raises(Stopped, match=f"event {head + 1} .room_exploded."):
        await rebuild(source(database_url), quietly)
    assert await kept.pool.fetchval("select to_regclass('core_previous.rooms')") is None
    assert await kept.pool.fetchval("select count(*) from messages")


def test_a_process_that_loads_says_in_a_line_that_postgres_is_away() -> None:
    nowhere = "postgresql://parley@127.0.0.1:1/parley"
    task = Task(nowhere, dict(SECRETS.keks), SECRETS.current_kek, "core", "core_next", uuid4())
    command = [sys.executable, "-m", "projections.rebuild.worker"]
    ended = subprocess.run(command, input=packed(task), capture_output=True, check=False)
    assert (ended.returncode, ended.stderr) == (1, b"Postgres cannot be asked: it does not run there.\n")


async def test_a_process_that_loads_says_that_postgres_died_under_it(kept: OpenLog, database_url: str) -> None:
    task = Task(database_url, dict(SECRETS.keks), SECRETS.current_kek, "core", "core_next", uuid4())
    owner = await asyncpg.connect(database_url)
    async with working(task) as process:
        while not await owner.fetchval(END_WHO_IS_READY):
            await asyncio.sleep(0.02)
        with pytest.raises(Stopped, match="Postgres cannot be asked: it ended the connection"):
            await ask(process, Range(0, 1, {}))
    await owner.close()
