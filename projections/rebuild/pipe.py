"""What the processes of a bulk load say to each other, on their pipes: a length, then MessagePack."""

from typing import Any, BinaryIO, TypeVar
from uuid import UUID

import msgspec
from msgspec import Struct

LENGTH = 8
Message = TypeVar("Message")


class Task(Struct, frozen=True):
    """Whom a worker works for."""

    url: str
    keks: dict[str, bytes]
    current_kek: str
    name: str
    schema: str
    attempt: UUID


class Range(Struct, frozen=True):
    """The events to load, and how many messages each room had before them."""

    after: int
    up_to: int
    said: dict[UUID, int]


class Loaded(Struct, frozen=True, tag=True):
    """The messages are in; what else the range changes is to be said to the database in the order of the ranges."""

    statements: list[tuple[str, list[Any]]]


class Failed(Struct, frozen=True, tag=True):
    """Why it cannot go on."""

    trouble: str


def packed(message: Struct) -> bytes:
    """As it goes over a pipe."""
    body = msgspec.msgpack.encode(message)
    return len(body).to_bytes(LENGTH) + body


def length(head: bytes) -> int:
    """How long the message is that follows."""
    return int.from_bytes(head)


def received(pipe: BinaryIO, type_: type[Message]) -> Message | None:
    """The next message; None when the other side is gone."""
    head = pipe.read(LENGTH)
    body = pipe.read(length(head))
    return msgspec.msgpack.decode(body, type=type_) if head and len(body) == length(head) else None
