"""Why a live connection ends: close codes, the same in `goodbye` and in the WebSocket close frame."""

from collections.abc import Mapping
from enum import IntEnum


class Code(IntEnum):
    """Below 4000 as RFC 6455 has them; ours follow the HTTP status that says the same."""

    DONE = 1000
    PROTOCOL_ERROR = 1002
    WRONG_KIND = 1003
    NOT_UTF8 = 1007
    TOO_BIG = 1009
    RESTARTING = 1012
    TRY_LATER = 1013
    BAD_FRAME = 4400
    UNAUTHORIZED = 4401
    OTHER_ACCOUNT = 4403
    TOO_SLOW = 4408
    TOO_MANY = 4429


MEANS: Mapping[Code, str] = {
    Code.DONE: "The client closed the connection.",
    Code.PROTOCOL_ERROR: "What came was no WebSocket.",
    Code.WRONG_KIND: "A frame of the other kind came: `parley.v1.json` is text, `parley.v1.msgpack` binary.",
    Code.NOT_UTF8: "A text frame was not UTF-8.",
    Code.TOO_BIG: "A frame was longer than `max_frame_bytes`.",
    Code.RESTARTING: "The server restarts: come back after `after_ms`.",
    Code.TRY_LATER: "Nobody can be let in right now: come back after `after_ms`.",
    Code.BAD_FRAME: "The first frame was no `connect`, or none that can be read.",
    Code.UNAUTHORIZED: "The token does not hold, or its session has ended: `retry` says whether a new one helps.",
    Code.OTHER_ACCOUNT: "A token of another account came on a connection that has one.",
    Code.TOO_SLOW: "No `connect` came in time, a `ping` was not answered, or a personal stream was read too slowly.",
    Code.TOO_MANY: "Too many frames came, or the account has too many live connections.",
}
