"""A journey with the client that openapi-python-client generates: imported only once it has been."""

import asyncio
from typing import Any
from uuid import UUID, uuid4

from parley_client import AuthenticatedClient, Client
from parley_client.api.accounts import register
from parley_client.api.members import join_room, put_member
from parley_client.api.messages import delete_message, edit_message, room_messages, send_message
from parley_client.api.rooms import create_room, directory, room_events
from parley_client.api.sessions import sign_in, sign_out
from parley_client.models import (
    Credentials,
    Messages,
    NewAccount,
    NewBody,
    NewMessage,
    NewRoom,
    Opened,
    Problem,
    Registered,
    Sent,
    Session,
    Visibility,
)

PASSWORD = "correct horse battery staple"


async def somebody(url: str, name: str) -> tuple[UUID, AuthenticatedClient]:
    """Registered and signed in: their id and their client."""
    anybody = Client(url, raise_on_unexpected_status=True)
    username = f"{name}-{uuid4().hex[:8]}"
    account = await register.asyncio(client=anybody, body=NewAccount(username, PASSWORD, name.title()))
    assert isinstance(account, Registered)
    session = await sign_in.asyncio(client=anybody, body=Credentials(username, PASSWORD))
    assert isinstance(session, Session)
    assert session.account_id == account.account_id
    return account.account_id, AuthenticatedClient(url, session.access_token, raise_on_unexpected_status=True)


async def journey(url: str) -> list[str]:
    """Ann opens a room, Ben comes, they talk; what was said in the end."""
    (ann_id, ann), (ben_id, ben) = await somebody(url, "ann"), await somebody(url, "ben")
    key = str(uuid4())
    opened = await create_room.asyncio(client=ann, body=NewRoom("Kitchen", Visibility.PUBLIC), idempotency_key=key)
    again = await create_room.asyncio(client=ann, body=NewRoom("Kitchen", Visibility.PUBLIC), idempotency_key=key)
    assert isinstance(opened, Opened)
    assert isinstance(again, Opened)
    assert (again.room_id, opened.duplicate, again.duplicate) == (opened.room_id, False, True)
    room: UUID = opened.room_id

    await refused(send_message, room, client=ben, body=NewMessage("Hello?"), slug="not_a_member", status=403)
    assert not isinstance(await join_room.asyncio(room, client=ben), Problem)
    assert not isinstance(await put_member.asyncio(room, ben_id, client=ann), Problem)

    sent = [await said(ben if number % 2 else ann, room, f"Number {number}") for number in range(5)]
    assert isinstance(sent[1].message_id, UUID)
    await edit_message.asyncio(room, sent[1].message_id, client=ben, body=NewBody("Number *one*"))
    await refused(edit_message, room, sent[0].message_id, client=ben, body=NewBody("x"), slug="not_your_message")
    gone = await delete_message.asyncio(room, sent[2].message_id, client=ann)

    pages = await all_pages(ben, room, gone.position)
    assert [len(page.messages) for page in pages] == [2, 2, 1]
    talk = [message for page in reversed(pages) for message in page.messages]
    assert [message.author.account_id for message in talk] == [ann_id, ben_id, ann_id, ben_id, ann_id]
    assert [message.deleted for message in talk] == [False, False, True, False, False]
    events = await room_events.asyncio(room, client=ben)
    assert [event.seq for event in events.events] == list(range(1, len(events.events) + 1))
    assert any(found.room_id == room for found in (await directory.asyncio(client=ben, limit=200)).rooms)

    assert (await sign_out.asyncio_detailed(client=ben)).status_code == 204
    async with asyncio.timeout(10):  # everywhere within a second
        while not isinstance(await room_messages.asyncio(room, client=ben), Problem):
            await asyncio.sleep(0.02)
    await refused(room_messages, room, client=ben, slug="session_over", status=401)
    return [message.body or "" for message in talk]


async def said(who: AuthenticatedClient, room: UUID, body: str) -> Any:
    answer = await send_message.asyncio(room, client=who, body=NewMessage(body, message_id=uuid4()))
    assert isinstance(answer, Sent)
    return answer


async def all_pages(who: AuthenticatedClient, room: UUID, position: str) -> list[Any]:
    """From the last page back to the first."""
    found: list[Any] = [await room_messages.asyncio(room, client=who, limit=2, min_position=position)]
    while isinstance(found[-1], Messages) and found[-1].messages[0].body != "Number 0":
        found.append(await room_messages.asyncio(room, client=who, limit=2, before=found[-1].messages[0].seq))
    return found


async def refused(operation: Any, *of: UUID, slug: str, status: int = 403, **asked: Any) -> None:
    """What is wrong comes as a problem with its type, as any other answer does."""
    problem = await operation.asyncio(*of, **asked)
    assert isinstance(problem, Problem)
    assert (problem.type_, problem.status) == (f"/problems/{slug}", status)
    assert problem.title
