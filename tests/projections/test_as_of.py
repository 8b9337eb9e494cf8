"""A room as it was: at every position what the read models were then."""

from collections.abc import Collection
from functools import partial
from uuid import UUID, uuid4

from msgspec import Struct

from events.account import AccountRegistered, DisplayNameChanged
from events.keyring import Keyring
from events.log import read
from events.log.db import Db
from events.room import (
    MemberAdded,
    MemberJoined,
    MemberLeft,
    MemberRemoved,
    MemberRoleChanged,
    MessageDeleted,
    MessageEdited,
    MessageSent,
    Role,
    RoomArchived,
    RoomRenamed,
    RoomTopicChanged,
    Visibility,
)
from events.shredding import destroy_subject
from events.stored import Recorded
from projections.as_of import Member, Message, Room, room_as_of
from projections.core import core
from runtime.postgres import connect
from tests.projections.talk import Talk
from tests.support.keys import SECRETS
from tests.support.logs import OpenLog

ANN, BEN, CLEO = UUID(int=1), UUID(int=2), UUID(int=3)
ROOM = """
    select room_id, name, topic, visibility, history, archived, created_by, created_at, head
    from rooms where room_id = $1
"""
MEMBERS = """
    select account_id, coalesce(p.display_name, ''), m.role, m.since_seq, m.joined_at
    from members m left join people p using (account_id) where m.room_id = $1 order by m.since_seq
"""
MESSAGES = """
    select m.message_id, m.seq, m.author_id, coalesce(p.display_name, ''), m.body, m.reply_to, m.sent_at, m.edited_at,
        m.edited_seq, m.deleted_at, m.deleted_seq, m.erased
    from messages m left join people p on p.account_id = m.author_id where m.room_id = $1 order by m.seq
"""


class Seen(Struct):
    """All that is known of a room."""

    room: Room
    members: list[Member]
    messages: list[Message]


async def live(db: Db, room_id: UUID) -> Seen:
    """What the read models say."""
    return Seen(
        Room(*await db.fetchrow(ROOM, room_id)),
        [Member(*row) for row in await db.fetch(MEMBERS, room_id)],
        [Message(*row) for row in await db.fetch(MESSAGES, room_id)],
    )


class House:
    """The live read models, moved on one event at a time, and rooms as they were."""

    def __init__(self, kept: OpenLog, url: str) -> None:
        self.kept, self.url = kept, url
        self.keyring = Keyring(kept.pool, SECRETS.keks, SECRETS.current_kek)  # which has seen no key before

    async def apply(self, position: int) -> Recorded:
        [recorded] = await self.keyring.open(await read.after(self.kept.pool, position - 1, 1))
        async with self.kept.pool.acquire() as db, db.transaction():
            for projection in core():
                await projection.apply(db, [recorded])
        return recorded

    async def seen(self, room_id: UUID, position: int) -> Seen | None:
        async with room_as_of(partial(connect, self.url), room_id, position, self.keyring.open) as then:
            if then is None:
                return None
            messages = [message async for page in then.messages() for message in page]
            return Seen(then.room, await then.members(), messages)


async def told(kept: OpenLog) -> UUID:
    """Everything that can happen to a room, and something that does not concern it; the room."""
    for person in (ANN, BEN, CLEO):
        named = AccountRegistered(username=f"u{person.int}", display_name=f"Person {person.int}")
        await kept.accepted(person, named, actor=person)
    room = await kept.room(ANN, BEN, visibility=Visibility.PRIVATE)
    said = [await kept.say(room, author, f"{author.int}") for author in (ANN, BEN, ANN)]
    await kept.room(CLEO)
    await kept.accepted(BEN, DisplayNameChanged(display_name="Benjamin"), actor=BEN)
    for event in (
        MemberAdded(account_id=CLEO, role=Role.ADMIN),
        RoomRenamed(name="Cellar"),
        RoomTopicChanged(topic="wine"),
        MessageEdited(message_id=said[0], body="other words"),
        MemberRoleChanged(account_id=BEN, role=Role.MODERATOR, was=Role.MEMBER),
        MemberLeft(account_id=BEN, role=Role.MODERATOR),
        MessageDeleted(message_id=said[1]),
        MemberJoined(account_id=BEN, role=Role.MEMBER),
        MessageSent(message_id=uuid4(), body="an answer", reply_to=said[2]),
        MemberRemoved(account_id=CLEO, role=Role.ADMIN, reason="noise"),
        RoomArchived(),
    ):
        await kept.accepted(room, event, actor=ANN)
    return room


async def compare(house: House, rooms: Collection[UUID]) -> int:
    """Bring the read models up event by event, and look back at every room at every position; how often it was."""
    head, was = (await house.kept.log.head()).position, {}
    for position in range(1, head + 1):
        stream = (await house.apply(position)).stream_id
        if stream in rooms:
            was[stream, position] = await live(house.kept.pool, stream)
        else:  # what happens to a person may change how every room reads
            was |= {(room, position): await live(house.kept.pool, room) for room, _ in was}
    for (room, position), then in was.items():
        assert await house.seen(room, position) == then, (room, position)
    return len(was)


async def test_at_every_position_a_room_was_what_the_read_models_said_then(kept: OpenLog, database_url: str) -> None:
    assert await compare(House(kept, database_url), [await told(kept)]) == 20


async def test_so_it_was_after_whatever_else_may_happen(kept: OpenLog, database_url: str) -> None:
    talk = Talk(kept, 8)
    await talk.go_on(14)
    assert await compare(House(kept, database_url), talk.members) > 10


async def test_before_it_was_made_there_was_no_room(kept: OpenLog, database_url: str) -> None:
    room, house = await told(kept), House(kept, database_url)
    assert await house.seen(room, 3) is None
    assert await house.seen(room, 4)


async def test_what_was_deleted_or_edited_later_reads_as_it_did(kept: OpenLog, database_url: str) -> None:
    ann = uuid4()
    room, house = await kept.room(ann), House(kept, database_url)
    message = await kept.say(room, ann, "first words")
    said = (await kept.log.head()).position
    await kept.accepted(room, MessageEdited(message_id=message, body="second words"), actor=ann)
    await kept.accepted(room, MessageDeleted(message_id=message), actor=ann)
    bodies = [(await one_message(house, room, said + later)).body for later in range(3)]
    assert bodies == ["first words", "second words", None]


async def test_what_is_erased_cannot_be_read_at_any_time(kept: OpenLog, database_url: str) -> None:
    ann = uuid4()
    room, house = await kept.room(ann), House(kept, database_url)
    await kept.say(room, ann, "my secret")
    await destroy_subject(kept.pool, ann)
    message = await one_message(house, room, 3)
    assert (message.body, message.erased) == (None, True)


async def one_message(house: House, room: UUID, position: int) -> Message:
    seen = await house.seen(room, position)
    assert seen
    [message] = seen.messages
    return message
