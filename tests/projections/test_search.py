"""Search has the words that messages have now, wherever its pages end, and none of what is gone."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from uuid import uuid4

import pytest

from events.account import AccountErased
from events.room import MessageDeleted, MessageEdited, MessageErased
from projections.engine.checkpoint import position_of
from projections.engine.duty import keep
from projections.engine.health import Part
from projections.engine.tasks import end
from projections.engine.wakeups import Wakeups
from projections.search.anew import begin_anew
from projections.search.search import NAME, Search
from projections.search.verify import verify
from tests.projections.talk import Talk, connecting, core_running, eventually
from tests.projections.test_parking import refusing, retried
from tests.support.logs import OpenLog
from tests.support.patience import PATIENCE

WORDS = "select array_agg(distinct word order by word) from searchable, unnest(tsvector_to_array(words)) word"


@asynccontextmanager
async def searching(kept: OpenLog, url: str, page: int = 5000) -> AsyncIterator[Wakeups]:
    """Search as one process runs it; it does not rest while somebody wishes for more."""
    part, wishes = Part(), Wakeups()
    task = asyncio.create_task(keep(NAME, connecting(url), Search(kept.pool, wishes, part, page).work, part))
    try:
        yield wishes
    finally:
        await end(task)


async def reaches(kept: OpenLog, wishes: Wakeups, head: int) -> None:
    """Wait until search has come to a position, wishing for it all the time."""
    async with asyncio.timeout(PATIENCE):
        while await position_of(kept.pool, NAME) != head:
            wishes.saw(head)
            await asyncio.sleep(0.02)


@pytest.mark.parametrize(("seed", "page"), [(0, 5000), (1, 3), (2, 1)])
async def test_any_cut_has_the_words_that_messages_have(kept: OpenLog, database_url: str, seed: int, page: int) -> None:
    async with core_running(kept, database_url) as part, searching(kept, database_url, page) as wishes:
        talk = Talk(kept, seed)
        for _ in range(3):
            await talk.go_on(25)
            assert (await verify(connecting(database_url))).table.equal  # wherever it stands
        await talk.erase()
        head = await talk.go_on(5)
        await eventually(lambda: part.position == head)
        await reaches(kept, wishes, head)
        verified = await verify(connecting(database_url))
        assert verified.table.equal, verified
        assert verified.position == head
        assert verified.table.rows > 20
        assert await begin_anew(database_url) == head
        await reaches(kept, wishes, head)
        assert (await verify(connecting(database_url))).table == verified.table


async def test_what_is_edited_deleted_or_erased_has_no_words_any_more(kept: OpenLog, database_url: str) -> None:
    ann, ben = uuid4(), uuid4()
    room = await kept.room(ann, ben)
    said = [await kept.say(room, ann, f"apple{n}") for n in range(4)]
    await kept.say(room, ben, "banana0")
    async with core_running(kept, database_url), searching(kept, database_url) as wishes:
        await reaches(kept, wishes, (await kept.log.head()).position)
        assert await kept.pool.fetchval(WORDS) == ["apple0", "apple1", "apple2", "apple3", "banana0"]
        await kept.accepted(room, MessageEdited(message_id=said[0], body="cherry0"), actor=ann)
        await kept.accepted(room, MessageDeleted(message_id=said[1]), actor=ann)
        await kept.accepted(room, MessageErased(message_id=said[2]), actor=ann)
        await kept.accepted(ben, AccountErased(), actor=ben)
        await reaches(kept, wishes, (await kept.log.head()).position)
        assert await kept.pool.fetchval(WORDS) == ["apple3", "cherry0"]


async def test_what_differs_is_named_without_its_words(kept: OpenLog, database_url: str) -> None:
    ann = uuid4()
    room = await kept.room(ann)
    for n in range(3):
        await kept.say(room, ann, f"apple{n}")
    async with core_running(kept, database_url), searching(kept, database_url) as wishes:
        await reaches(kept, wishes, (await kept.log.head()).position)
    await kept.pool.execute("update searchable set words = to_tsvector('simple', 'forged') where seq = 3")
    await kept.pool.execute("delete from searchable where seq = 4")
    found = (await verify(connecting(database_url))).table
    assert not found.equal
    assert found.only_live == (f"{room}, seq 3",)
    assert found.only_rebuilt == (f"{room}, seq 3", f"{room}, seq 4")


async def test_a_room_that_was_parked_is_found_once_it_is_whole(kept: OpenLog, database_url: str) -> None:
    ann = uuid4()
    room, other = await kept.room(ann), await kept.room(ann)
    async with core_running(kept, database_url) as part, searching(kept, database_url) as wishes:
        first = await kept.say(room, ann, "apple0")
        await reaches(kept, wishes, (await kept.log.head()).position)
        async with refusing(database_url, room):
            await kept.say(room, ann, "apple1")
            await kept.accepted(room, MessageEdited(message_id=first, body="cherry0"), actor=ann)
            await kept.say(other, ann, "banana0")
            head = (await kept.log.head()).position
            await eventually(lambda: part.position == head)
            await reaches(kept, wishes, head)
        assert await kept.pool.fetchval(WORDS) == ["apple0", "banana0"]
        assert (await verify(connecting(database_url))).table.equal
        assert await retried(kept, database_url, room)
        async with asyncio.timeout(PATIENCE):
            while await kept.pool.fetchval(WORDS) != ["apple1", "banana0", "cherry0"]:
                await asyncio.sleep(0.05)
        assert await kept.pool.fetchval("select count(*) from searchable_later") == 0
        assert (await verify(connecting(database_url))).table.equal
