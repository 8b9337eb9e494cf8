"""What one room or account cannot be projected for is set aside, and nothing else waits for it."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from uuid import UUID, uuid4

import pytest

from events.account import AccountErased, AccountRegistered, DisplayNameChanged
from events.log.db import Db
from events.room import MessageDeleted, MessageEdited, RoomTopicChanged
from projections.core import NAME
from projections.engine.health import State
from projections.engine.parked import parked
from projections.engine.retry import retry
from projections.history import History
from projections.people import People
from projections.status import status
from projections.verify import verify
from tests.projections.talk import Talk, connecting, core_running, eventually
from tests.support.logs import OpenLog

UNSTORABLE = "\x00"  # JSON can say it and Postgres cannot keep it in a text
REFUSE = """
    create function refuse() returns trigger language plpgsql as $$ begin raise 'no room for this room'; end $$;
    create trigger refuse before insert on messages for each row when (new.room_id = '{room}') execute function refuse()
"""


@asynccontextmanager
async def refusing(url: str, room: UUID) -> AsyncIterator[None]:
    """Postgres takes no message of this room meanwhile."""
    owner = await connecting(url)()
    await owner.execute("set role none")
    await owner.execute(REFUSE.format(room=room))
    try:
        yield
        await owner.execute("drop function refuse cascade")
    finally:
        await owner.close()


async def words_in(db: Db, room: UUID) -> list[str]:
    return [row["body"] for row in await db.fetch("select body from messages where room_id = $1 order by n", room)]


async def retried(kept: OpenLog, url: str, key: UUID) -> bool:
    db = await connecting(url)()
    try:
        return await retry(db, kept.keyring, NAME, History(), key)
    finally:
        await db.close()


async def test_a_room_whose_history_fails_is_parked_and_all_else_goes_on(kept: OpenLog, database_url: str) -> None:
    ann = uuid4()
    room, other = await kept.room(ann), await kept.room(ann)
    async with core_running(kept, database_url) as part:
        await kept.say(room, ann, "before")
        await kept.say(room, ann, UNSTORABLE)
        at = (await kept.log.head()).position
        for _ in range(2):
            await kept.say(room, ann, "after")
            await kept.say(other, ann, "elsewhere")
        head = await Talk(kept, 1).go_on(20)
        await eventually(lambda: part.position == head)
        assert part.state is State.RUNNING
        assert await words_in(kept.pool, room) == ["before"]
        assert await words_in(kept.pool, other) == ["elsewhere", "elsewhere"]
        assert await kept.pool.fetchval("select head from rooms where room_id = $1", room) == 6
        [core] = await status(kept.pool)
        assert (core.running, core.healthy, core.parked) == (True, False, 1)
    [only] = await parked(kept.pool)
    assert (only.projection, only.key, only.position, only.type) == ("history", room, at, "message_sent")
    assert only.cause == "CharacterNotInRepertoireError"
    assert "history.py" in only.place


async def test_an_account_whose_name_fails_is_parked_alone(kept: OpenLog, database_url: str) -> None:
    ann, ben = uuid4(), uuid4()
    for who in (ann, ben):
        await kept.accepted(who, AccountRegistered(username=who.hex, display_name="First"), actor=who)
    await kept.accepted(ann, DisplayNameChanged(display_name=UNSTORABLE), actor=ann)
    async with core_running(kept, database_url) as part:
        await eventually(lambda: part.position == 3)
        for who in (ann, ben):
            await kept.accepted(who, DisplayNameChanged(display_name="Later"), actor=who)
        await eventually(lambda: part.position == 5)
    names = {row[0]: row[1] for row in await kept.pool.fetch("select account_id, display_name from people")}
    assert names == {ann: "First", ben: "Later"}
    assert [(one.projection, one.key) for one in await parked(kept.pool)] == [(People.name, ann)]


async def test_what_the_rules_of_rooms_rest_on_is_never_parked(kept: OpenLog, database_url: str) -> None:
    room = await kept.room(ann := uuid4())
    await kept.accepted(room, RoomTopicChanged(topic=UNSTORABLE), actor=ann)
    async with core_running(kept, database_url) as part:
        await eventually(lambda: part.state is State.STOPPED)
        assert part.position == 2
    assert await parked(kept.pool) == []


async def test_a_table_that_is_closed_to_us_stops_the_core_and_parks_nothing(kept: OpenLog, database_url: str) -> None:
    await kept.say(await kept.room(ann := uuid4()), ann, "hello")
    owner = await connecting(database_url)()
    await owner.execute("set role none; revoke insert on messages from parley_app")
    await owner.close()
    async with core_running(kept, database_url) as part:
        await eventually(lambda: part.state is State.STOPPED)
    assert await parked(kept.pool) == []


async def test_a_retried_room_has_all_that_it_missed(
    kept: OpenLog, database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("projections.engine.retry.PAGE", 2)
    ann = uuid4()
    room = await kept.room(ann)
    async with core_running(kept, database_url) as part:
        async with refusing(database_url, room):
            ids = [await kept.say(room, ann, f"{number}") for number in range(5)]
            await kept.accepted(room, MessageEdited(message_id=ids[0], body="zero"), actor=ann)
            await kept.accepted(room, MessageDeleted(message_id=ids[1]), actor=ann)
            head = await Talk(kept, 2).go_on(10)
            await eventually(lambda: part.position == head)
            before = (await parked(kept.pool))[0]
            assert before.cause == "RaiseError: no room for this room"
            assert not await retried(kept, database_url, room)
            [again] = await parked(kept.pool)
            assert (again.position, again.since) == (before.position, before.since)
        assert await retried(kept, database_url, room)
        assert await parked(kept.pool) == []
        assert await words_in(kept.pool, room) == ["zero", None, "2", "3", "4"]
        await kept.say(room, ann, "and on")
        head = (await kept.log.head()).position
        await eventually(lambda: part.position == head)
    assert (await verify(connecting(database_url), kept.keyring)).equal


async def test_two_retry_a_room_at_once_while_the_talk_in_it_goes_on(
    kept: OpenLog, database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("projections.engine.retry.PAGE", 3)
    room = await kept.room(ann := uuid4())
    async with core_running(kept, database_url) as part:
        async with refusing(database_url, room):
            for number in range(40):
                await kept.say(room, ann, f"{number}")
            await eventually(lambda: part.position == 42)
        retries = [asyncio.create_task(retried(kept, database_url, room)) for _ in range(2)]
        for number in range(40, 60):
            await kept.say(room, ann, f"{number}")
        assert await asyncio.gather(*retries) == [True, True]
        await kept.say(room, ann, "60")
        await eventually(lambda: part.position == 63)
    assert await parked(kept.pool) == []
    assert await words_in(kept.pool, room) == [str(number) for number in range(61)]
    assert (await verify(connecting(database_url), kept.keyring)).equal


async def test_a_retry_brings_nothing_back_of_who_was_erased_meanwhile(kept: OpenLog, database_url: str) -> None:
    room = await kept.room(ann := uuid4())
    async with core_running(kept, database_url) as part:
        async with refusing(database_url, room):
            await kept.say(room, ann, "my secret")
            await kept.accepted(ann, AccountErased(), actor=ann)
            await eventually(lambda: part.position == 4)
        assert await retried(kept, database_url, room)
        assert await words_in(kept.pool, room) == [None]
    assert (await verify(connecting(database_url), kept.keyring)).equal
