"""What an auditor may call a moment of the log: a position, a position token or a time."""

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime

from events.cursor import BadPosition, parse
from events.log.db import Db
from events.log.read import Head
from parley.audit.refusals import Unanswerable

MOST_DIGITS = 18
RECORDED = "select recorded_at from events where position = $1"


async def last_at(db: Db, head: Head, moment: str) -> int:
    """The position of the last event at a moment: the position itself, or what was recorded by then."""
    position = position_of(head, moment)
    if position is not None:
        return position
    at = _time_of(moment)

    async def later(candidate: int) -> bool:
        return bool(await db.fetchval(RECORDED, candidate) > at)

    return await _first(head.position, later) - 1


async def first_at(db: Db, head: Head, moment: str) -> int:
    """The position of the first event from a moment on: the position itself, or what was recorded from then on."""
    position = position_of(head, moment)
    if position is not None:
        return position
    at = _time_of(moment)

    async def not_before(candidate: int) -> bool:
        return bool(await db.fetchval(RECORDED, candidate) >= at)

    return await _first(head.position, not_before)


def position_of(head: Head, moment: str) -> int | None:
    """The position that a text names, None where it names a time; raises `Unanswerable` for what the log never gave."""
    number = moment
    try:
        token = parse(moment)
    except BadPosition:
        token = None
    if token:
        if token.epoch != head.epoch:
            raise Unanswerable(f"{moment} is a position of another incarnation of the log; this one is {head.epoch}.")
        number = str(token.number)
    if not (number.isascii() and number.isdigit()):
        return None
    if len(number) > MOST_DIGITS or not 0 < int(number) <= head.position:
        raise Unanswerable(f"There is no position {number}: the log goes from 1 to {head.position}.")
    return int(number)


def _time_of(moment: str) -> datetime:
    try:
        at = datetime.fromisoformat(moment)
        return at.replace(tzinfo=UTC) if at.tzinfo is None else at.astimezone(UTC)
    except (ValueError, OverflowError):
        raise Unanswerable(
            f"{moment!r} is neither a position (17) nor a time (2026-11-22T18:00:00Z, or 2026-11-22 18:00 for UTC)."
        ) from None


async def _first(head: int, true: Callable[[int], Awaitable[bool]]) -> int:
    """The first position of which it is true; along the log recorded_at never goes back, so halving finds it."""
    low, high = 1, head + 1
    while low < high:
        middle = (low + high) // 2
        if await true(middle):
            high = middle
        else:
            low = middle + 1
    return low
