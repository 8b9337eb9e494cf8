"""One message is erased: what it said is taken from everybody at once, and opens nowhere soon."""

import asyncio
from uuid import UUID

import pytest

from command.access import Access
from command.considered import Actor
from command.domain.rejections import MessageIsDeleted, NoSuchMessage
from command.domain.talk import DeleteMessage, EditMessage, SendMessage
from command.erasure import carrying_out
from command.erasure.finishing import Finisher
from command.erasure.words import MessageAt, erase, finish, unreadable
from command.handler import handle
from command.writer import Writer
from events.ids import uuid7
from events.keyring import Keyring
from events.log import read
from events.room import MessageErased
from events.sealing import ERASED
from events.stored import Recorded
from tests.command.people import erasing, join, open_room, refused, somebody
from tests.support.keys import SECRETS

OPERATOR = UUID(int=3)
LONG_AGO = "update subject_keys set retired_at = retired_at - interval '1 day'"


def keyring(here: Access) -> Keyring:
    """As a process has it that has never seen a key."""
    return Keyring(here.pool, SECRETS.keks, SECRETS.current_kek)


async def opened(here: Access, stream_id: UUID) -> list[Recorded]:
    return await keyring(here).open(await read.stream(here.pool, stream_id))


async def say(writer: Writer, room: UUID, who: Actor, body: str) -> MessageAt:
    message_id = uuid7()
    await handle(writer, SendMessage(command_id=message_id, room_id=room, body=body), who)
    return MessageAt(room, message_id)


async def said(here: Access, room: UUID) -> list[str]:
    return [each.event.body for each in await opened(here, room) if hasattr(each.event, "body")]


async def test_all_that_a_message_ever_said_goes_and_nothing_else(here: Access) -> None:
    writer = here.writer
    ann = await somebody(writer, "Ann")
    room = await open_room(writer, ann)
    message = await say(writer, room, ann, "one")
    edit = EditMessage(command_id=uuid7(), room_id=room, message_id=message.message_id, body="two")
    await handle(writer, edit, ann)
    await handle(writer, DeleteMessage(command_id=uuid7(), room_id=room, message_id=message.message_id), ann)
    await say(writer, room, ann, "three")
    await erase(writer, message, OPERATOR)
    last = (await opened(here, room))[-1]
    assert last.event == MessageErased(message_id=message.message_id)
    assert (last.actor_id, last.initiator_id) == (ann.account_id, OPERATOR)

    assert not await finish(here.pool, keyring(here), message)
    assert await said(here, room) == ["one", "two", "three"]
    await here.pool.execute(LONG_AGO)
    assert await finish(here.pool, keyring(here), message)
    assert await said(here, room) == [ERASED, ERASED, "three"]
    assert await unreadable(here.pool, message) == 2


async def test_erasing_a_message_again_changes_nothing(here: Access, there: Access) -> None:
    ann = await somebody(here.writer, "Ann")
    message = await say(here.writer, await open_room(here.writer, ann), ann, "one")
    accepted = [await erase(access.writer, message, OPERATOR) for access in (here, there)]
    assert accepted[0].position == accepted[1].position == (await here.writer.log.head()).position
    assert accepted[1].duplicate


async def test_nothing_is_done_with_an_erased_message(here: Access, there: Access) -> None:
    writer = here.writer
    ann = await somebody(writer, "Ann")
    room = await open_room(writer, ann)
    message = await say(writer, room, ann, "one")
    answer = SendMessage(command_id=uuid7(), room_id=room, body="to that", reply_to=message.message_id)
    await handle(there.writer, answer, ann)  # so that the other process remembers it
    await erase(writer, message, OPERATOR)
    edit = EditMessage(command_id=uuid7(), room_id=room, message_id=message.message_id, body="two")
    reply = SendMessage(command_id=uuid7(), room_id=room, body="to that", reply_to=message.message_id)
    for process in (writer, there.writer):
        assert await refused(process, edit, ann) is MessageIsDeleted
        assert await refused(process, reply, ann) is MessageIsDeleted
    head = (await writer.log.head()).position
    await handle(writer, DeleteMessage(command_id=uuid7(), room_id=room, message_id=message.message_id), ann)
    assert (await writer.log.head()).position == head


async def test_an_edit_that_overtakes_an_erasure_is_erased_with_it(here: Access, there: Access) -> None:
    ann = await somebody(here.writer, "Ann")
    room = await open_room(here.writer, ann)
    for _ in range(10):
        message = await say(here.writer, room, ann, "one")
        edit = EditMessage(command_id=uuid7(), room_id=room, message_id=message.message_id, body="two")
        await asyncio.gather(
            erase(here.writer, message, OPERATOR), handle(there.writer, edit, ann), return_exceptions=True
        )
        assert isinstance((await opened(here, room))[-1].event, MessageErased)


async def test_whose_author_is_gone_is_erased_all_the_same(here: Access) -> None:
    writer = here.writer
    ann, ben = await somebody(writer, "Ann"), await somebody(writer, "Ben")
    room = await open_room(writer, ben)
    await join(writer, room, ann)
    message = await say(writer, room, ann, "one")
    await carrying_out.erase(writer, erasing(), ann)
    await erase(writer, message, OPERATOR)
    assert await finish(here.pool, keyring(here), message)


async def test_there_must_be_such_a_message(writer: Writer) -> None:
    ann = await somebody(writer, "Ann")
    message = await say(writer, await open_room(writer, ann), ann, "one")
    for other in (MessageAt(message.room_id, uuid7()), MessageAt(uuid7(), message.message_id)):
        with pytest.raises(NoSuchMessage):
            await erase(writer, other, OPERATOR)


async def test_what_was_cut_off_any_process_finishes_once_nobody_uses_the_key(here: Access, there: Access) -> None:
    ann = await somebody(here.writer, "Ann")
    room = await open_room(here.writer, ann)
    messages = [await say(here.writer, room, ann, word) for word in ("one", "two", "three")]
    for message in messages[:2]:
        await erase(here.writer, message, OPERATOR)  # and no more: the process dies here
    finisher = Finisher(there.writer, keyring(there))
    await finisher.look()
    assert await said(here, room) == ["one", "two", "three"]
    await here.pool.execute(LONG_AGO)
    await finisher.look()
    assert await said(here, room) == [ERASED, ERASED, "three"]
    assert finisher.messages_settled == (await here.writer.log.head()).position
    assert await here.pool.fetchval("select count(*) from erased_messages") == 2
