"""What is unread, and who is named in it: the same as counted one by one from the log, at any time."""

from collections.abc import Iterable, Sequence
from importlib import import_module
from typing import Any
from uuid import UUID, uuid4

import asyncpg
import pytest

from events.account import AccountErased
from events.log import read
from events.reader import RoomRead
from events.room import (
    MemberAdded,
    MemberErased,
    MemberJoined,
    MemberLeft,
    MemberRemoved,
    MessageDeleted,
    MessageEdited,
    MessageErased,
    MessageSent,
    Role,
)
from events.stored import Recorded
from query.unread import MINE
from tests.projections.talk import Talk, core_running, eventually
from tests.support.logs import OpenLog

ASK = f"""
    select m.account_id, r.room_id, counted.unread, counted.mentions
    from rooms r join members m using (room_id) {MINE.format(rooms="$1", seqs="$2")}
"""
Counts = dict[tuple[UUID, UUID], tuple[int, int]]  # of an account in a room: unread, mentions


class _Said:
    def __init__(self, author: UUID, seq: int, names: Iterable[UUID]) -> None:
        self.author, self.seq, self.names = author, seq, set(names) - {author}


def one_by_one(events: Sequence[Recorded]) -> Counts:
    """Every member's counts in every room, by looking at each message."""
    members: dict[tuple[UUID, UUID], int] = {}
    marks: dict[tuple[UUID, UUID], int] = {}
    said: dict[tuple[UUID, UUID], _Said] = {}
    for recorded in events:
        room, who, seq = recorded.stream_id, recorded.actor_id, recorded.version
        match recorded.event:
            case MemberJoined(account_id=account) | MemberAdded(account_id=account):
                members[account, room] = seq
            case MemberLeft(account_id=account) | MemberRemoved(account_id=account) | MemberErased(account_id=account):
                members.pop((account, room), None)
            case MessageSent() as event:
                said[room, event.message_id] = _Said(who, seq, event.mentions)
                marks[who, room] = max(seq, marks.get((who, room), 0))
            case MessageEdited() as event:
                said[room, event.message_id].names = set(event.mentions) - {who}
            case MessageDeleted(message_id=message) | MessageErased(message_id=message):
                said.pop((room, message), None)  # its author may be gone already
            case RoomRead() as event:
                marks[who, event.room_id] = max(event.seq, marks.get((who, event.room_id), 0))
            case AccountErased():
                said = {key: one for key, one in said.items() if one.author != room}
    counts: Counts = {}
    for (account, room), since in members.items():
        beyond = max(since, marks.get((account, room), 0))
        unread = [one for (where, _), one in said.items() if where == room and one.seq > beyond]
        counts[account, room] = len(unread), sum(account in one.names for one in unread)
    return counts


async def counted(db: Any, rooms: Sequence[UUID] = (), seqs: Sequence[int] = ()) -> Counts:
    """What is answered to whoever asks."""
    rows = await db.fetch(ASK, rooms, seqs)
    return {(row["account_id"], row["room_id"]): (row["unread"], row["mentions"]) for row in rows}


async def opened(kept: OpenLog) -> list[Recorded]:
    return await kept.keyring.open(await read.after(kept.pool, 0, 100_000))


@pytest.mark.parametrize("seed", range(3))
async def test_what_is_unread_is_what_one_counts_message_by_message(
    kept: OpenLog, database_url: str, seed: int
) -> None:
    talk = Talk(kept, seed + 40)
    async with core_running(kept, database_url) as part:
        for _ in range(4):
            head = await talk.go_on(50)
            await eventually(lambda head=head: part.position == head)  # type: ignore[misc]
            expected = one_by_one(await opened(kept))
            assert await counted(kept.pool) == expected
    assert sum(unread for unread, _ in expected.values()) > 10
    assert sum(mentions for _, mentions in expected.values()) > 0


async def test_a_mention_comes_and_goes_with_the_words(kept: OpenLog, database_url: str) -> None:
    ann, ben = uuid4(), uuid4()
    room = await kept.room(ann, ben)
    async with core_running(kept, database_url) as part:

        async def then(*events: Any) -> tuple[int, int]:
            head = (await kept.accepted(room, *events, actor=ann)).position
            await eventually(lambda: part.position == head)
            return (await counted(kept.pool))[ben, room]

        one, two = uuid4(), uuid4()
        said = [MessageSent(message_id=one, body="Ben?", mentions=(ben, ann)), MessageSent(message_id=two, body="Well")]
        assert await then(*said) == (2, 1)
        assert await then(MessageEdited(message_id=two, body="Well, Ben", mentions=(ben,))) == (2, 2)
        assert await then(MessageEdited(message_id=one, body="Anybody?")) == (2, 1)
        assert await then(MessageDeleted(message_id=two)) == (1, 0)
        assert (await counted(kept.pool))[ann, room] == (0, 0)


async def test_who_comes_back_has_nothing_unread(kept: OpenLog, database_url: str) -> None:
    ann, ben = uuid4(), uuid4()
    room = await kept.room(ann, ben)
    await kept.say(room, ann, "1")
    await kept.accepted(room, MemberLeft(account_id=ben, role=Role.MEMBER), actor=ben)
    await kept.say(room, ann, "2")
    await kept.accepted(room, MemberJoined(account_id=ben, role=Role.MEMBER), actor=ben)
    await kept.say(room, ann, "3")
    async with core_running(kept, database_url) as part:
        last = (await kept.log.head()).position
        await eventually(lambda: part.position == last)
        assert await counted(kept.pool) == {(ann, room): (0, 0), (ben, room): (1, 0)}


async def test_of_an_erased_account_no_mark_is_left(kept: OpenLog, database_url: str) -> None:
    ann, ben = uuid4(), uuid4()
    room = await kept.room(ann, ben)
    await kept.say(room, ann, "1")
    await kept.accepted(uuid4(), RoomRead(room_id=room, seq=4), actor=ben)
    async with core_running(kept, database_url) as part:
        head = (await kept.log.head()).position
        await eventually(lambda: part.position == head)
        assert await kept.pool.fetchval("select count(*) from marks") == 2
        head = (await kept.accepted(ben, AccountErased(), actor=ben)).position
        await eventually(lambda: part.position == head)
        assert [row["account_id"] for row in await kept.pool.fetch("select account_id from marks")] == [ann]


async def test_what_was_marked_lately_counts_before_the_log_has_it(kept: OpenLog, database_url: str) -> None:
    ann, ben = uuid4(), uuid4()
    room = await kept.room(ann, ben)
    for body in ("1", "2", "3"):
        await kept.say(room, ann, body)
    async with core_running(kept, database_url) as part:
        head = (await kept.log.head()).position
        await eventually(lambda: part.position == head)
        assert (await counted(kept.pool, [room, uuid4()], [5, 1]))[ben, room] == (1, 0)
        assert (await counted(kept.pool, [room], [1]))[ben, room] == (3, 0)


async def test_an_upgrade_counts_what_was_said_before_it(kept: OpenLog, database_url: str) -> None:
    async with core_running(kept, database_url) as part:
        head = await Talk(kept, 3, marks=0).go_on(150)
        await eventually(lambda: part.position == head)
    tables = ("select * from marks order by 1, 2", "select * from mentions order by 1, 2, 3")
    projected = [await kept.pool.fetch(table) for table in tables]
    assert all(projected)
    db = await asyncpg.connect(database_url)
    await db.execute("truncate marks, mentions")
    await db.execute(import_module("migrations.versions.0012_unread").SO_FAR)
    assert [await db.fetch(table) for table in tables] == projected
    await db.close()
