"""Commands over a live connection."""

from typing import Any
from uuid import UUID

import pytest

from command.considered import Actor
from command.domain.talk import SendMessage
from command.frames import execute
from command.handler import handle
from command.writer import Writer
from events.ids import uuid7
from events.wire.client import CommandFrame
from events.wire.server import Accepted, Rejected
from runtime.tokens import Claims
from tests.command.people import open_room, somebody


def claims(actor: Actor) -> Claims:
    return Claims(actor.account_id, uuid7(), 0)


def frame(room: UUID, type_: str, command_id: UUID | None = None, **data: Any) -> CommandFrame:
    return CommandFrame(command_id=command_id or uuid7(), room=room, type=type_, data=data, id=7)


async def test_a_message_is_sent_edited_and_deleted(writer: Writer) -> None:
    ann = await somebody(writer)
    room = await open_room(writer, ann)
    message_id = uuid7()
    frames = [
        frame(room, "send_message", message_id, body="Hello"),
        frame(room, "edit_message", message_id=str(message_id), body="Hello!"),
        frame(room, "delete_message", message_id=str(message_id)),
        frame(room, "send_message", message_id, body="Hello"),
    ]
    answers = [await execute(writer, "epoch", claims(ann), each) for each in frames]
    assert [(answer.seq, answer.duplicate, answer.id) for answer in answers if isinstance(answer, Accepted)] == [
        (3, False, 7),
        (4, False, 7),
        (5, False, 7),
        (3, True, 7),
    ]


async def test_a_command_means_the_same_over_http_and_over_a_live_connection(writer: Writer) -> None:
    ann = await somebody(writer)
    room = await open_room(writer, ann)
    message = SendMessage(command_id=uuid7(), room_id=room, body="Hello")
    first = await handle(writer, message, ann)
    answer = await execute(writer, "epoch", claims(ann), frame(room, "send_message", message.command_id, body="Hello"))
    assert answer == Accepted(position=f"epoch.{first.position}", seq=first.seq, duplicate=True, id=7)


@pytest.mark.parametrize(
    ("type_", "data", "slug"),
    [
        ("read_all", {"seq": 1}, "unknown_command"),
        ("", {}, "unknown_command"),
        ("send_message", {}, "invalid"),
        ("send_message", {"body": 5}, "invalid"),
        ("send_message", {"body": "Hello", "more": 1}, "invalid"),
        ("send_message", {"body": " "}, "unusable_body"),
        ("send_message", {"body": "a\x00b"}, "unusable_body"),
        ("edit_message", {"message_id": "x", "body": "Hello"}, "invalid"),
        ("delete_message", {"message_id": str(uuid7())}, "no_such_message"),
        ("mark_read", {"seq": 0}, "invalid"),
        ("mark_read", {"seq": 2**31}, "invalid"),
        ("mark_read", {"seq": 99}, "seq_ahead"),
    ],
)
async def test_what_cannot_be_done_is_answered_with_its_problem(
    writer: Writer, type_: str, data: dict[str, Any], slug: str
) -> None:
    ann = await somebody(writer)
    room = await open_room(writer, ann)
    answer = await execute(writer, "epoch", claims(ann), frame(room, type_, **data))
    assert isinstance(answer, Rejected)
    assert (answer.problem["type"], answer.id) == (f"/problems/{slug}", 7)


@pytest.mark.parametrize("type_", ["send_message", "edit_message"])
async def test_of_words_that_cannot_be_kept_it_is_said_why(writer: Writer, type_: str) -> None:
    ann = await somebody(writer)
    room, message_id = await open_room(writer, ann), uuid7()
    await execute(writer, "epoch", claims(ann), frame(room, "send_message", message_id, body="Hello"))
    about: dict[str, Any] = {"message_id": str(message_id)} if type_ == "edit_message" else {}
    answer = await execute(writer, "epoch", claims(ann), frame(room, type_, body="a\x00b", **about))
    assert isinstance(answer, Rejected)
    why = {"message": "The character U+0000 at offset 1 cannot be kept here.", "key": "body"}
    assert (answer.problem["type"], answer.problem["errors"]) == ("/problems/unusable_body", [why])
