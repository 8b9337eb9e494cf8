"""Signals as the sockets take them: what is told of a room at once is one chunk, made once for all of them."""

from collections.abc import Iterable
from uuid import UUID

import msgspec
from msgspec import Struct

from events.wire.server import Signal
from query.live.chunk import Chunk, LiveFrame
from query.live.outgoing import text

_encoder = msgspec.json.Encoder()


def signal_frames(room_id: UUID, type_: str, told: Iterable[Struct]) -> Chunk:
    """One signal of this type for each thing told."""
    return Chunk(LiveFrame(0, text(_encoder.encode(_signal(room_id, type_, one)))) for one in told)


def _signal(room_id: UUID, type_: str, one: Struct) -> Signal:
    return Signal(room=room_id, type=type_, data=msgspec.to_builtins(one))
