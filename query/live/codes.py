"""Why a live connection ends: close codes, the same in `goodbye` and in the WebSocket close frame."""

from enum import IntEnum


class Code(IntEnum):
    """Below 4000 as RFC 6455 has them; ours follow the HTTP status that says the same."""

    DONE = 1000
    PROTOCOL_ERROR = 1002
    NOT_TEXT = 1003
    NOT_UTF8 = 1007
    TOO_BIG = 1009
    RESTARTING = 1012
    TRY_LATER = 1013
    BAD_FRAME = 4400
    UNAUTHORIZED = 4401
    OTHER_ACCOUNT = 4403
    TOO_SLOW = 4408
    TOO_MANY = 4429
