"""People and rooms that the tests of the write side act with."""

from itertools import count
from uuid import UUID

from command.considered import Actor
from command.domain.account import EraseAccount, ImportAccount
from command.domain.house import CreateRoom
from command.domain.membership import JoinRoom
from command.handler import AnyCommand, handle
from command.keys import following_id
from command.writer import Writer
from events.ids import uuid7
from events.room import Visibility

_numbers = count(1)


async def somebody(writer: Writer, name: str = "Somebody") -> Actor:
    """An account that may act."""
    actor = Actor(following_id(writer.keys, "test account", UUID(int=next(_numbers))))
    await handle(writer, ImportAccount(command_id=uuid7(), display_name=name, source="tests"), actor)
    return actor


def erasing() -> EraseAccount:
    """The wish to be erased."""
    return EraseAccount(command_id=uuid7())


async def open_room(writer: Writer, owner: Actor, visibility: Visibility = Visibility.PUBLIC) -> UUID:
    room_id = uuid7()
    command = CreateRoom(command_id=uuid7(), room_id=room_id, name="A room", visibility=visibility)
    await handle(writer, command, owner)
    return room_id


async def join(writer: Writer, room_id: UUID, *actors: Actor) -> None:
    for actor in actors:
        await handle(writer, JoinRoom(command_id=uuid7(), room_id=room_id), actor)


async def refused(writer: Writer, command: AnyCommand, actor: Actor) -> type[Exception]:
    """Why a command was refused."""
    try:
        await handle(writer, command, actor)
    except Exception as error:
        return type(error)
    raise AssertionError("the command was accepted")
