"""What may be said, changed and taken back in a room."""

from uuid import UUID

import pytest

from command.domain.rejections import (
    MessageIdTaken,
    MessageIsDeleted,
    NoSuchMessage,
    NoSuchRoom,
    NotAllowed,
    NotAMember,
    NotYourMessage,
    RoomIsArchived,
    UnusableBody,
)
from command.domain.talk import DeleteMessage, EditMessage, SendMessage
from events.room import (
    History,
    MemberAdded,
    MemberJoined,
    MemberRemoved,
    MessageDeleted,
    MessageEdited,
    MessageSent,
    Role,
    RoomArchived,
    RoomCreated,
    Visibility,
)
from tests.command.domain.given import ANN, BEN, CAROL, COMMAND, ROOM, By, given

OPENED = RoomCreated(name="Tea", visibility=Visibility.PUBLIC, history=History.ALL)
ANN_OWNS = MemberJoined(account_id=ANN, role=Role.OWNER)
BEN_JOINED = MemberJoined(account_id=BEN, role=Role.MEMBER)
CAROL_JOINED = MemberJoined(account_id=CAROL, role=Role.MEMBER)
HELLO = UUID(int=50)
ANN_SAID = By(ANN, MessageSent(message_id=HELLO, body="Hello"))
BEN_SAID = By(BEN, MessageSent(message_id=HELLO, body="Hello"))
DELETED = MessageDeleted(message_id=HELLO)


def send(body: str = "Hello", reply_to: UUID | None = None) -> SendMessage:
    return SendMessage(command_id=COMMAND, room_id=ROOM, body=body, reply_to=reply_to)


def edit(body: str) -> EditMessage:
    return EditMessage(command_id=COMMAND, room_id=ROOM, message_id=HELLO, body=body)


DELETE = DeleteMessage(command_id=COMMAND, room_id=ROOM, message_id=HELLO)


def test_a_member_says_something_under_the_commands_own_id() -> None:
    given(OPENED, ANN_OWNS).when(send()).then(MessageSent(message_id=COMMAND, body="Hello"))


def test_words_are_kept_exactly_as_they_were_written() -> None:
    words = "  two\n\n  lines\t\u202e"
    given(OPENED, ANN_OWNS).when(send(words)).then(MessageSent(message_id=COMMAND, body=words))


def test_whom_a_message_mentions_is_decided_when_it_is_sent() -> None:
    words = f"<@{BEN}> and <@{CAROL}>, and <@{BEN}> again, but not <@nobody> or @{ANN}"
    given(OPENED, ANN_OWNS).when(send(words)).then(MessageSent(message_id=COMMAND, body=words, mentions=(BEN, CAROL)))


@pytest.mark.parametrize("body", ["", " \n\t", "a\x00b", "x" * 16_001, "\ud800"])
def test_not_everything_is_a_message(body: str) -> None:
    given(OPENED, ANN_OWNS).when(send(body)).refused(UnusableBody)
    given(OPENED, ANN_OWNS, ANN_SAID).when(edit(body)).refused(UnusableBody)


def test_only_members_talk() -> None:
    given(OPENED, ANN_OWNS).when(send(), BEN).refused(NotAMember)
    removed = MemberRemoved(account_id=BEN, role=Role.MEMBER)
    given(OPENED, ANN_OWNS, BEN_JOINED, removed).when(send(), BEN).refused(NotAMember)
    given().when(send()).refused(NoSuchRoom)


def test_nothing_more_is_said_in_an_archived_room() -> None:
    given(OPENED, ANN_OWNS, ANN_SAID, RoomArchived()).when(send()).refused(RoomIsArchived)
    given(OPENED, ANN_OWNS, ANN_SAID, RoomArchived()).when(edit("Other words")).refused(RoomIsArchived)


def test_words_can_still_be_taken_back_in_an_archived_room() -> None:
    given(OPENED, ANN_OWNS, ANN_SAID, RoomArchived()).when(DELETE).then(DELETED)


def test_a_reply_answers_a_message_that_stands() -> None:
    answered = MessageSent(message_id=COMMAND, body="Hello", reply_to=HELLO)
    given(OPENED, ANN_OWNS, ANN_SAID).when(send(reply_to=HELLO)).then(answered)
    given(OPENED, ANN_OWNS).when(send(reply_to=HELLO)).refused(NoSuchMessage)
    given(OPENED, ANN_OWNS, ANN_SAID, DELETED).when(send(reply_to=HELLO)).refused(MessageIsDeleted)


def test_an_id_that_the_room_has_used_is_taken() -> None:
    used = By(BEN, MessageSent(message_id=COMMAND, body="Mine"))
    given(OPENED, ANN_OWNS, used).when(send()).refused(MessageIdTaken)


def test_an_author_changes_his_words_and_nobody_else_does() -> None:
    edited = MessageEdited(message_id=HELLO, body=f"<@{BEN}>!", mentions=(BEN,))
    given(OPENED, ANN_OWNS, ANN_SAID).when(edit(f"<@{BEN}>!")).then(edited)
    given(OPENED, ANN_OWNS, BEN_JOINED, BEN_SAID).when(edit("Other words")).refused(NotYourMessage)


def test_the_same_words_change_nothing() -> None:
    given(OPENED, ANN_OWNS, ANN_SAID).when(edit("Hello")).then()


def test_a_deleted_message_is_not_edited_and_not_deleted_again() -> None:
    given(OPENED, ANN_OWNS, ANN_SAID, DELETED).when(edit("Other words")).refused(MessageIsDeleted)
    given(OPENED, ANN_OWNS, ANN_SAID, DELETED).when(DELETE).then()


def test_there_must_be_a_message() -> None:
    given(OPENED, ANN_OWNS).when(edit("Other words")).refused(NoSuchMessage)
    given(OPENED, ANN_OWNS).when(DELETE).refused(NoSuchMessage)


def test_authors_and_moderators_delete() -> None:
    talked = (OPENED, ANN_OWNS, BEN_JOINED, CAROL_JOINED, BEN_SAID)
    given(*talked).when(DELETE, BEN).then(DELETED)
    given(*talked).when(DELETE, CAROL).refused(NotAllowed)
    moderator = MemberAdded(account_id=CAROL, role=Role.MODERATOR)
    given(OPENED, ANN_OWNS, BEN_JOINED, moderator, BEN_SAID).when(DELETE, CAROL).then(DELETED)
