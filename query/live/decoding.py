"""From a client's message to one of the frames we know."""

import msgspec

from events.fields import FrameId
from events.wire import client
from runtime.problems import Problem, problem

BAD_FRAME = problem("bad_frame", 400, "This is not a frame we know.")


class NotUnderstood(Exception):
    """The problem to answer with, and the `id` the frame had, as far as it could be read."""

    def __init__(self, found: Problem, frame_id: str | int | None) -> None:
        super().__init__(found.detail)
        self.problem = found
        self.frame_id = frame_id


class _Numbered(msgspec.Struct):
    """As much of a frame as ties a refusal to it."""

    id: FrameId = None


_frames = msgspec.json.Decoder(client.FromClient)
_packed_frames = msgspec.msgpack.Decoder(client.FromClient)
_numbered = msgspec.json.Decoder(_Numbered)
_packed_numbered = msgspec.msgpack.Decoder(_Numbered)
_UNREADABLE = (msgspec.MsgspecError, RecursionError, UnicodeDecodeError)


def decoded(message: bytes, packed: bool) -> client.FromClient:
    """The frame, of JSON or `packed` as MessagePack; raises `NotUnderstood`."""
    try:
        frame: client.FromClient = (_packed_frames if packed else _frames).decode(message)
    except _UNREADABLE as error:
        raise NotUnderstood(msgspec.structs.replace(BAD_FRAME, detail=str(error)), _id_of(message, packed)) from None
    return frame


def _id_of(message: bytes, packed: bool) -> str | int | None:
    try:
        return (_packed_numbered if packed else _numbered).decode(message).id
    except _UNREADABLE:
        return None
