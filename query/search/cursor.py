"""Where a page of what was found ends: the next one goes on behind it, whatever is said meanwhile."""

import re
from datetime import UTC, datetime, timedelta
from uuid import UUID

from msgspec import Struct

from query.problems import bad_request

PATTERN = r"^(-[0-9]{1,16}|[0-9]{1,17})\.[0-9a-f]{32}\.[0-9]{1,9}$"  # every text that looks like this is one
_EPOCH, _MICROSECOND = datetime(1970, 1, 1, tzinfo=UTC), timedelta(microseconds=1)


class Place(Struct, frozen=True, order=True):
    """A message in the order of search, which is that of time."""

    sent_at: datetime
    room_id: UUID = UUID(int=0)
    seq: int = 0


END = Place(datetime(9999, 12, 31, tzinfo=UTC))


def cursor_of(place: Place) -> str:
    """As clients hold it, opaque to them."""
    return f"{(place.sent_at - _EPOCH) // _MICROSECOND}.{place.room_id.hex}.{place.seq}"


def place_of(cursor: str) -> Place:
    """Read a cursor; raises `Refused`."""
    if not re.fullmatch(PATTERN, cursor, re.ASCII):
        raise bad_request("This cursor is none that a search gave.")
    at, room_id, seq = cursor.split(".")
    return Place(_EPOCH + int(at) * _MICROSECOND, UUID(room_id), int(seq))
