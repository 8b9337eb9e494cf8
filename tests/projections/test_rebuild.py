"""Read models built anew beside the live ones, put in their place, and taken back."""

import asyncio
from uuid import uuid4

import pytest

from projections.engine.health import State
from projections.engine.tasks import end
from projections.rebuild.forgetting import Forgetting
from projections.rebuild.kept import NothingKept, discard, rollback
from projections.rebuild.rebuild import rebuild
from query.view import CHECKPOINT, snapshot
from runtime.postgres import Pool
from tests.projections.rebuilding import is_equal, quietly, source
from tests.projections.talk import Talk, core_running, eventually
from tests.support.logs import OpenLog
from tests.support.patience import PATIENCE


@pytest.mark.parametrize("seed", range(3))
async def test_what_is_built_by_many_at_once_is_what_was_built_event_by_event(
    kept: OpenLog, database_url: str, seed: int
) -> None:
    talk = Talk(kept, seed)
    async with core_running(kept, database_url) as part:
        head = await talk.go_on(150)
        await eventually(lambda: part.position == head)
        built = await rebuild(source(database_url), quietly, each=37)
        assert built.equal, built
        assert (built.position, built.switched_at) == (head, head)
        assert {table.table: table.rows for table in built.tables}["messages"] > 50
        head = await talk.go_on(50)
        await eventually(lambda: part.position == head)
    assert await is_equal(kept, database_url)


async def test_one_goes_back_to_what_was_there_and_forth_again(kept: OpenLog, database_url: str) -> None:
    talk = Talk(kept, 7)
    async with core_running(kept, database_url) as part:
        head = await talk.go_on(60)
        await eventually(lambda: part.position == head)
        await kept.pool.execute("update people set display_name = 'only in the old ones'")
        assert (await rebuild(source(database_url), quietly, switch_anyway=True)).switched_at == head
        head = await talk.go_on(60)
        await eventually(lambda: part.position == head)
        assert await is_equal(kept, database_url)
        assert await rollback(source(database_url), quietly) == head
        assert await kept.pool.fetchval("select count(*) from people where display_name = 'only in the old ones'")
        assert await rollback(source(database_url), quietly) == head
        assert await is_equal(kept, database_url)


async def test_what_differs_is_shown_and_not_switched(kept: OpenLog, database_url: str) -> None:
    async with core_running(kept, database_url) as part:
        head = await Talk(kept, 3).go_on(40)
        await eventually(lambda: part.position == head)
        await kept.pool.execute("update rooms set topic = 'forged' where room_id = (select room_id from rooms limit 1)")
        built = await rebuild(source(database_url), quietly)
        assert built.switched_at is None
        [rooms] = [table for table in built.tables if not table.equal]
        assert "forged" in rooms.only_live[0]
        assert not await kept.pool.fetchval("select exists (select from core_next.rooms where topic = 'forged')")
        assert await kept.pool.fetchval("select exists (select from rooms where topic = 'forged')")
        with pytest.raises(NothingKept):
            await rollback(source(database_url), quietly)
        assert await discard(source(database_url))
        assert not await discard(source(database_url))


SAID = "select count(*) from events where position <= $1 and type = 'message_sent'"


async def keep_reading(pool: Pool, epoch: str) -> None:
    """Ask again and again, as queries do, whether what can be read is all that was said, and no more."""
    last = 0
    while True:
        async with snapshot(pool, CHECKPOINT, epoch, uuid4()) as view:
            position = view.position.number
            assert await view.db.fetchval("select count(*) from messages") == await view.db.fetchval(SAID, position)
            assert await view.db.fetchval("select coalesce(sum(last_n), 0) from rooms") == await view.db.fetchval(
                SAID, position
            )
        assert position >= last
        last = position


async def keep_talking(talk: Talk) -> None:
    while True:
        await talk.go_on(1)


async def test_readers_and_writers_notice_nothing_of_a_switch(kept: OpenLog, database_url: str) -> None:
    epoch = (await kept.log.head()).epoch
    talk = Talk(kept, 5)
    async with core_running(kept, database_url) as part:
        await eventually(lambda: part.state is State.RUNNING)
        await talk.go_on(30)
        busy = [asyncio.create_task(keep_reading(kept.pool, epoch)) for _ in range(4)]
        busy.append(asyncio.create_task(keep_talking(talk)))
        assert (await rebuild(source(database_url), quietly)).switched_at
        for _ in range(4):
            await rollback(source(database_url), quietly)
            assert part.state is State.RUNNING
        assert not any(task.done() for task in busy), [task.result() for task in busy if task.done()]
        await end(*busy)
        head = (await kept.log.head()).position
        await eventually(lambda: part.position == head)
    assert await is_equal(kept, database_url)


async def test_a_switch_waits_for_a_reader_and_nobody_waits_long_for_it(kept: OpenLog, database_url: str) -> None:
    epoch, talk = (await kept.log.head()).epoch, Talk(kept, 6)
    async with core_running(kept, database_url) as part:
        await talk.go_on(20)
        await rebuild(source(database_url), quietly)
        async with snapshot(kept.pool, CHECKPOINT, epoch, uuid4()) as view:
            before = await view.db.fetchval("select count(*) from messages")
            switching = asyncio.create_task(rollback(source(database_url), quietly))
            head = await talk.go_on(40)
            await eventually(lambda: part.position == head)
            assert not switching.done()
            assert await view.db.fetchval("select count(*) from messages") == before
        async with asyncio.timeout(PATIENCE):
            assert await switching == head


async def test_what_is_kept_forgets_whom_the_live_ones_forget(kept: OpenLog, database_url: str) -> None:
    talk = Talk(kept, 4)
    async with core_running(kept, database_url) as part:
        head = await talk.go_on(100)
        await eventually(lambda: part.position == head)
        await rebuild(source(database_url), quietly)
        for _ in range(3):
            await talk.erase()
        head = (await kept.log.head()).position
        await eventually(lambda: part.position == head)
        readable = """
            select count(*) from core_previous.messages join core_previous.people on account_id = author_id
            where body is not null and account_id in (select stream_id from events where type = 'account_erased')
        """
        assert await kept.pool.fetchval(readable)
        await Forgetting(kept.pool, kept.keyring).look()
        assert not await kept.pool.fetchval(readable)
        named = (
            "select count(*) from core_previous.people where display_name = 'erased' and username is null and erased"
        )
        assert await kept.pool.fetchval(named)
        await rollback(source(database_url), quietly)
        assert await is_equal(kept, database_url)
    sampled = "select attname from pg_stats where tablename in ('messages', 'people')"
    columns = {row["attname"] for row in await kept.pool.fetch(sampled)}
    assert "author_id" in columns  # the rebuild has had them analysed
    assert not columns & {"body", "html", "username", "display_name"}
