"""Where in a room a moment is: its first message at that time or after it."""

from datetime import UTC, datetime
from typing import Annotated
from uuid import UUID

import msgspec
from litestar.openapi.spec import Example
from litestar.params import QueryParameter
from msgspec import Meta

from query.access import READABLE
from query.problems import bad_request
from query.view import View

# Messages are in the order of their seqs, and so of their times: each step halves the seqs that are left, so that a
# room of any length costs a few looks into the index and needs none of times. Of each stay by itself. Where an import
# has made times go back, it is one of the places at which they pass the moment.
FIRST = (
    READABLE
    + """
    select min(first.seq) from readable r cross join lateral (
        with recursive halving (lo, hi, found) as (
            select r.lo, least(r.hi, (select head from rooms where room_id = $1)), null::int
            union all
            select case when said.sent_at < $3 then said.seq + 1 else left_.lo end,
                case when said.sent_at < $3 then left_.hi else left_.middle - 1 end,
                case when said.sent_at >= $3 then said.seq else left_.found end
            from (select *, lo + (hi - lo) / 2 as middle from halving where lo <= hi) left_
            left join lateral (
                select m.seq, m.sent_at from messages m
                where m.room_id = $1 and m.seq between left_.middle and left_.hi
                order by m.seq limit 1) said on true
        )
        select found as seq from halving where lo > hi) first
"""
)
EARLIEST, LATEST = datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)
AT = QueryParameter(
    description="Half of the page before this moment (RFC 3339), half from the first message at it or after it on; "
    "after all that was said, the last page.",
    examples=[Example(value="2026-11-22T09:30:00Z")],
    schema_extra={"format": "date-time"},
)
_Moment = Annotated[datetime, Meta(tz=True)]


def moment(text: str, name: str = "at") -> datetime:
    """A time that somebody asks for; raises `Refused`."""
    try:
        found = msgspec.convert(text, _Moment)
    except msgspec.ValidationError as error:
        raise bad_request(f"{name!r} is a time such as 2026-11-22T09:30:00Z; a plus is %2B in an address.") from error
    try:
        return found.astimezone(UTC)
    except OverflowError:  # in UTC it is out of the calendar
        return EARLIEST if found.year == EARLIEST.year else LATEST


async def first_at(view: View, room_id: UUID, at: datetime) -> int | None:
    """The seq of the first message at a moment or after it, among those that one may read."""
    found: int | None = await view.db.fetchval(FIRST, room_id, view.account_id, at)
    return found
