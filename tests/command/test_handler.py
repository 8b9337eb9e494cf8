"""Commands carried out on a real log, by processes that do not know what the others know."""

import asyncio
from uuid import UUID

import pytest

from command.considered import Actor
from command.domain.house import ArchiveRoom, CreateRoom
from command.domain.membership import AddMember, JoinRoom, LeaveRoom, RemoveMember
from command.domain.rejections import (
    LastOwner,
    MessageIdTaken,
    MessageIsDeleted,
    NoSuchAccount,
    NoSuchMessage,
    NoSuchRoom,
    NotAMember,
    Rejected,
    RoomIsArchived,
)
from command.domain.talk import DeleteMessage, EditMessage, SendMessage
from command.handler import Accepted, CommandIdReused, handle
from command.writer import Writer
from events.ids import uuid7
from events.room import MemberLeft, MessageDeleted, MessageEdited, MessageSent, Role, Visibility
from tests.command.people import join, open_room, refused, somebody


def say(room_id: UUID, body: str = "Hello", reply_to: UUID | None = None) -> SendMessage:
    return SendMessage(command_id=uuid7(), room_id=room_id, body=body, reply_to=reply_to)


async def test_a_message_is_said_once_and_a_repeat_gives_the_first_result(writer: Writer) -> None:
    ann = await somebody(writer)
    room = await open_room(writer, ann)
    message = say(room)
    first = await handle(writer, message, ann)
    again = await handle(writer, message, ann)
    assert not first.duplicate
    assert again == Accepted(first.position, first.seq, duplicate=True)


async def test_sending_reads_nothing_once_the_room_is_known(writer: Writer) -> None:
    ann = await somebody(writer)
    room = await open_room(writer, ann)
    await handle(writer, say(room), ann)

    class Silent:
        async def fetch(self, query: str, *args: object) -> None:
            raise AssertionError(f"a send asked the database: {query}")

        fetchrow = fetchval = fetch

    writer.log.db = Silent()  # type: ignore[assignment]
    assert (await handle(writer, say(room), ann)).seq == 4


async def test_who_joins_in_one_process_can_send_in_another_that_remembers_him_as_a_stranger(
    writer: Writer, other: Writer
) -> None:
    ann, ben = await somebody(writer), await somebody(writer)
    room = await open_room(writer, ann)
    assert await refused(other, say(room), ben) is NotAMember
    await join(writer, room, ben)
    assert (await handle(other, say(room), ben)).seq == 4


async def test_who_is_removed_in_one_process_cannot_send_in_another_that_remembers_him_as_a_member(
    writer: Writer, other: Writer
) -> None:
    ann, ben = await somebody(writer), await somebody(writer)
    room = await open_room(writer, ann)
    await join(other, room, ben)
    await handle(other, say(room), ben)
    await handle(writer, RemoveMember(command_id=uuid7(), room_id=room, account_id=ben.account_id), ann)
    assert await refused(other, say(room), ben) is NotAMember


async def test_nobody_talks_in_a_room_that_another_process_archived(writer: Writer, other: Writer) -> None:
    ann = await somebody(writer)
    room = await open_room(writer, ann)
    await handle(other, say(room), ann)
    await handle(writer, ArchiveRoom(command_id=uuid7(), room_id=room), ann)
    assert await refused(other, say(room), ann) is RoomIsArchived


async def test_an_edit_and_a_delete_at_once_never_leave_an_edit_after_the_delete(writer: Writer, other: Writer) -> None:
    ann = await somebody(writer)
    room = await open_room(writer, ann)
    for _ in range(20):
        message = say(room)
        await handle(writer, message, ann)
        edit = EditMessage(command_id=uuid7(), room_id=room, message_id=message.command_id, body="Other words")
        delete = DeleteMessage(command_id=uuid7(), room_id=room, message_id=message.command_id)
        edited, deleted = await asyncio.gather(
            handle(writer, edit, ann), handle(other, delete, ann), return_exceptions=True
        )
        assert isinstance(deleted, Accepted)
        assert isinstance(edited, MessageIsDeleted) or (isinstance(edited, Accepted) and edited.seq < deleted.seq)


async def test_two_last_owners_leaving_at_once_leave_one_behind(writer: Writer, other: Writer) -> None:
    ann, ben, carol = [await somebody(writer) for _ in range(3)]
    room = await open_room(writer, ann)
    await join(writer, room, carol)
    add = AddMember(command_id=uuid7(), room_id=room, account_id=ben.account_id, role=Role.OWNER)
    await handle(writer, add, ann)
    leave = [LeaveRoom(command_id=uuid7(), room_id=room) for _ in range(2)]
    left = await asyncio.gather(handle(writer, leave[0], ann), handle(other, leave[1], ben), return_exceptions=True)
    assert sorted(type(each).__name__ for each in left) == ["Accepted", "LastOwner"]


async def test_the_only_member_may_leave_and_the_next_to_come_owns_the_room(writer: Writer) -> None:
    ann, ben = await somebody(writer), await somebody(writer)
    room = await open_room(writer, ann)
    await join(writer, room, ben)
    assert await refused(writer, LeaveRoom(command_id=uuid7(), room_id=room), ann) is LastOwner
    await handle(writer, LeaveRoom(command_id=uuid7(), room_id=room), ben)
    await handle(writer, LeaveRoom(command_id=uuid7(), room_id=room), ann)
    await join(writer, room, ben)
    await handle(writer, ArchiveRoom(command_id=uuid7(), room_id=room), ben)


async def test_a_last_owner_leaving_while_somebody_joins_never_leaves_a_room_without_an_owner(
    writer: Writer, other: Writer
) -> None:
    for _ in range(10):
        ann, ben = await somebody(writer), await somebody(writer)
        room = await open_room(writer, ann)
        await asyncio.gather(
            handle(writer, LeaveRoom(command_id=uuid7(), room_id=room), ann),
            handle(other, JoinRoom(command_id=uuid7(), room_id=room), ben),
            return_exceptions=True,
        )
        events = [recorded.event for recorded in await writer.log.stream(room)]
        ann_left = any(isinstance(event, MemberLeft) for event in events)
        ben_owns = events[-1].role is Role.OWNER if ann_left else False  # type: ignore[attr-defined]
        assert ben_owns is ann_left


async def test_five_hundred_people_join_a_room_in_which_sixty_four_talk_with_next_to_no_retries(
    writer: Writer, other: Writer
) -> None:
    ann = await somebody(writer)
    room = await open_room(writer, ann)
    senders = [await somebody(writer) for _ in range(64)]
    await join(writer, room, *senders)
    crowd = await asyncio.gather(*(somebody(writer) for _ in range(500)))
    writer.conflicts = other.conflicts = 0
    joins = [handle(other, JoinRoom(command_id=uuid7(), room_id=room), each) for each in crowd]

    async def talk(sender: Actor) -> None:
        for _ in range(10):
            await handle(writer, say(room), sender)

    await asyncio.gather(*joins, *(talk(sender) for sender in senders))
    assert writer.conflicts + other.conflicts <= 5
    assert (await handle(writer, say(room), ann)).seq == 2 + 64 + 500 + 640 + 1


async def test_a_repeat_gives_the_first_result_even_after_its_actor_was_removed(writer: Writer, other: Writer) -> None:
    ann, ben = await somebody(writer), await somebody(writer)
    room = await open_room(writer, ann)
    await join(writer, room, ben)
    message = say(room)
    first = await handle(writer, message, ben)
    await handle(writer, RemoveMember(command_id=uuid7(), room_id=room, account_id=ben.account_id), ann)
    assert await refused(writer, say(room), ben) is NotAMember
    for process in (writer, other):
        assert await handle(process, message, ben) == Accepted(first.position, first.seq, duplicate=True)


async def test_a_command_id_with_another_content_is_refused(writer: Writer, other: Writer) -> None:
    ann = await somebody(writer)
    room = await open_room(writer, ann)
    message = say(room, "One thing")
    await handle(writer, message, ann)
    changed = SendMessage(command_id=message.command_id, room_id=room, body="Another thing")
    elsewhere = SendMessage(command_id=message.command_id, room_id=uuid7(), body="One thing")
    for process in (writer, other):
        assert await refused(process, changed, ann) is CommandIdReused
        assert await refused(process, elsewhere, ann) is CommandIdReused


async def test_a_message_id_of_somebody_else_cannot_be_used_again(writer: Writer, other: Writer) -> None:
    ann, ben = await somebody(writer), await somebody(writer)
    room = await open_room(writer, ann)
    await join(writer, room, ben)
    message = say(room)
    await handle(writer, message, ann)
    for process in (writer, other):
        assert await refused(process, message, ben) is MessageIdTaken


@pytest.mark.parametrize("taken", ["room", "member"])
async def test_a_message_id_cannot_be_that_of_the_room_or_of_a_member(writer: Writer, taken: str) -> None:
    ann = await somebody(writer)
    room = await open_room(writer, ann)
    message_id = room if taken == "room" else ann.account_id
    assert await refused(writer, SendMessage(command_id=message_id, room_id=room, body="Hi"), ann) is MessageIdTaken


async def test_a_reply_answers_a_message_of_the_same_room_that_still_stands(writer: Writer) -> None:
    ann = await somebody(writer)
    room, elsewhere = await open_room(writer, ann), await open_room(writer, ann)
    message = say(room)
    await handle(writer, message, ann)
    answer = say(room, reply_to=message.command_id)
    await handle(writer, answer, ann)
    assert await refused(writer, say(elsewhere, reply_to=message.command_id), ann) is NoSuchMessage
    await handle(writer, DeleteMessage(command_id=uuid7(), room_id=room, message_id=message.command_id), ann)
    assert await refused(writer, say(room, reply_to=message.command_id), ann) is MessageIsDeleted
    events = [recorded.event for recorded in await writer.log.stream(room)]
    assert [event.reply_to for event in events if isinstance(event, MessageSent)] == [None, message.command_id]


async def test_an_edit_to_the_same_words_changes_nothing_and_is_remembered_all_the_same(writer: Writer) -> None:
    ann = await somebody(writer)
    room = await open_room(writer, ann)
    message = say(room, "Hello")
    await handle(writer, message, ann)
    edit = EditMessage(command_id=uuid7(), room_id=room, message_id=message.command_id, body="Hello")
    first = await handle(writer, edit, ann)
    assert (first.seq, first.duplicate) == (3, False)
    assert (await handle(writer, edit, ann)) == Accepted(first.position, first.seq, duplicate=True)
    kinds = [type(recorded.event) for recorded in await writer.log.stream(room)]
    assert MessageEdited not in kinds
    assert MessageDeleted not in kinds


async def test_anothers_private_room_is_no_room_at_all(writer: Writer) -> None:
    ann, ben = await somebody(writer), await somebody(writer)
    room = await open_room(writer, ann, Visibility.PRIVATE)
    commands = (
        JoinRoom(command_id=uuid7(), room_id=room),
        LeaveRoom(command_id=uuid7(), room_id=room),
        say(room),
        ArchiveRoom(command_id=uuid7(), room_id=room),
        AddMember(command_id=uuid7(), room_id=room, account_id=ben.account_id),
    )
    for command in commands:
        assert await refused(writer, command, ben) is NoSuchRoom


async def test_only_an_account_that_exists_may_act_or_be_added(writer: Writer) -> None:
    ann, nobody = await somebody(writer), Actor(uuid7())
    room = await open_room(writer, ann)
    assert await refused(writer, JoinRoom(command_id=uuid7(), room_id=room), nobody) is NoSuchAccount
    new = CreateRoom(command_id=uuid7(), room_id=uuid7(), name="Mine", visibility=Visibility.PUBLIC)
    assert await refused(writer, new, nobody) is NoSuchAccount
    add = AddMember(command_id=uuid7(), room_id=room, account_id=nobody.account_id)
    assert await refused(writer, add, ann) is NoSuchAccount


async def test_a_message_id_that_is_an_accounts_does_not_make_memory_lie_about_its_role(
    writer: Writer, other: Writer
) -> None:
    ann, ben = await somebody(writer), await somebody(writer)
    room = await open_room(writer, ann)
    await handle(writer, SendMessage(command_id=ben.account_id, room_id=room, body="A trap"), ann)
    await join(other, room, ben)
    await handle(other, say(room, reply_to=ben.account_id), ben)
    await handle(writer, RemoveMember(command_id=uuid7(), room_id=room, account_id=ben.account_id), ann)
    await handle(other, say(room, reply_to=ben.account_id), ann)
    assert issubclass(await refused(other, say(room, reply_to=ben.account_id), ben), Rejected)
