"""Decides commands in rooms on the parts of a room they depend on."""

from uuid import UUID

from msgspec.structs import replace

from command import accounts, room_parts
from command.considered import Actor, Considered
from command.domain.decide import AnyRoomCommand, decide
from command.domain.house import CreateRoom, DescribeRoom
from command.domain.membership import AddMember, LeaveRoom, RemoveMember
from command.domain.rejections import NoSuchAccount
from command.domain.room import Room, evolve
from command.domain.talk import DeleteMessage, EditMessage, SendMessage
from command.room_parts import Asked, Known
from command.writer import Writer
from events.log.write import Expectation, exact, new_subject, untouched
from events.room import MemberAdded, RoomRenamed, RoomTopicChanged
from events.stored import Draft

ALONE = """
    select s.version, not exists (
        select from events came
        where came.stream_id = $1 and came.touches <> '{}' and came.subject_id <> $2
            and came.type in ('member_joined', 'member_added')
            and not exists (
                select from events went
                where went.stream_id = $1 and went.subject_id = came.subject_id and went.version > came.version
                    and went.type in ('member_left', 'member_removed', 'member_erased'))) as alone
    from streams s where s.stream_id = $1
"""


async def consider(writer: Writer, command: AnyRoomCommand, actor: Actor, *, fresh: bool) -> Considered:
    """Decide a command in a room, expecting that nothing of what it rests on has been touched."""
    me, room_id = actor.account_id, command.room_id
    mine = await accounts.known(writer, me, fresh=fresh)
    accounts.account_of(mine).admit(actor.session_id)
    asked = _asked(command, me)
    known = await room_parts.known(writer, room_id, asked, fresh=fresh)
    expectations = [*known.expected, untouched(me, me, mine.version)]
    if isinstance(command, LeaveRoom) and known.room.rules.owners == {me}:
        known, unchanged = await _alone(writer, known, room_id, me)
        expectations.append(unchanged)
    if isinstance(command, DescribeRoom):
        known = replace(known, room=await _described(writer, known.room, room_id))
    events = decide(known.room, command, me)
    if isinstance(command, SendMessage):
        expectations.append(new_subject(room_id, command.command_id))
    for event in events:
        if isinstance(event, MemberAdded):
            expectations.append(await _existing(writer, event.account_id, fresh=fresh))
    return Considered(
        room_id,
        [Draft(room_id, event) for event in events],
        expectations,
        lambda version: room_parts.remember(writer, room_id, known, events, me, version),
    )


def _asked(command: AnyRoomCommand, me: UUID) -> Asked:
    match command:
        case SendMessage(reply_to=None):
            return Asked((me,), subjects=(command.command_id,))
        case SendMessage(reply_to=UUID() as reply_to):
            return Asked((me,), (reply_to,), (command.command_id, reply_to))
        case EditMessage(message_id=message_id) | DeleteMessage(message_id=message_id):
            return Asked((me,), (message_id,), (message_id,), cached=False)  # its words are not kept in memory
        case AddMember(account_id=account) | RemoveMember(account_id=account):
            return Asked(tuple({me, account}))
        case DescribeRoom():
            return Asked((me,), cached=False)
        case CreateRoom():
            return Asked((me,), new=True)
        case _:
            return Asked((me,))


async def _described(writer: Writer, room: Room, room_id: UUID) -> Room:
    """The room as it is called now: names touch nothing, and however many there were the last one holds."""
    for recorded in await writer.log.newest(room_id, RoomRenamed, RoomTopicChanged):
        room = evolve(room, recorded.event, room_id, recorded.actor_id)
    return room


async def _alone(writer: Writer, known: Known, room_id: UUID, me: UUID) -> tuple[Known, Expectation]:
    """Is anybody else in the room? A newcomer touches only himself, so the whole stream must stay as it is."""
    row = await writer.log.db.fetchrow(ALONE, room_id, me)
    return replace(known, room=replace(known.room, alone=row["alone"])), exact(room_id, row["version"])


async def _existing(writer: Writer, account_id: UUID, *, fresh: bool) -> Expectation:
    seen = await accounts.known(writer, account_id, fresh=fresh)
    if not accounts.account_of(seen).there:
        raise NoSuchAccount
    return untouched(account_id, account_id, seen.version)
