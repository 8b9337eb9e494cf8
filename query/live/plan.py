"""What a follow begins with: the seqs that are sent, must be fetched, or may not be seen, and whether it goes on."""

from collections.abc import Sequence
from typing import Literal

from msgspec import Struct

from events.wire.client import Start
from events.wire.server import Range
from query.access import Access, Gone, Stretch

RESUME_AT_MOST = 5000  # events; who is further behind is told what to fetch


class Plan(Struct, frozen=True):
    """`sent` are the seqs to read and send; `reason` is why the follow ends with the head, "" when it goes on."""

    head: int
    sent: tuple[Stretch, ...]
    recovered: bool
    gap: Range | None = None
    hidden: Range | None = None
    reason: str = ""


def plan(access: Access, epoch: str, head: int, start: Start | Literal["head"]) -> Plan | None:
    """How to follow a room whose log stands at `head`; None for who may not know of the room."""
    if access.readable:
        reason = "archived" if access.archived_at is not None else ""
        return _from(access.readable, epoch, head, start, reason)
    if access.gone_at is None or not isinstance(start, Start) or start.seq is None:
        return None
    # Who was a member takes up where he was and learns how it ended: nothing said, and nothing of what came later.
    ending = Stretch(access.gone_at, access.gone_at)
    reason = "removed" if access.gone is Gone.REMOVED else "left"
    return _from((ending,), epoch, access.gone_at, start, reason, at_most=access.gone_at)  # one event, however far


def _from(
    readable: Sequence[Stretch],
    epoch: str,
    head: int,
    start: Start | Literal["head"],
    reason: str,
    at_most: int = RESUME_AT_MOST,
) -> Plan:
    after = asked_after(epoch, head, start)
    if after is None:  # of another log, or of no log at all: nothing the client holds can be relied on
        seen, hidden = _split(readable, 1, head)
        return Plan(head, (), False, _range(seen), _range(hidden), reason)
    if head - after > at_most:
        seen, hidden = _split(readable, after + 1, head)
        return Plan(head, (), False, _range(seen), _range(hidden), reason)
    seen, hidden = _split(readable, after + 1, head)
    if len(hidden) <= 1:
        return Plan(head, tuple(seen), True, None, _range(hidden), reason)
    out_of_reach = Stretch(hidden[0].first, hidden[-1].last)  # one range must tell: what lies between is fetched
    sent = tuple(one for one in seen if one.last < out_of_reach.first or one.first > out_of_reach.last)
    return Plan(head, sent, False, _range([out_of_reach]), _range([out_of_reach]), reason)


def asked_after(epoch: str, head: int, start: Start | Literal["head"]) -> int | None:
    """The seq after which somebody wants to hear; None where it makes no sense here."""
    if not isinstance(start, Start):
        return head
    if start.last is not None:
        return max(head - min(max(start.last, 0), RESUME_AT_MOST), 0)
    assert start.seq is not None
    return start.seq if start.epoch == epoch and 0 <= start.seq <= head else None


def _split(readable: Sequence[Stretch], first: int, last: int) -> tuple[list[Stretch], list[Stretch]]:
    """What of first … last may be read, and what not."""
    seen: list[Stretch] = []
    hidden: list[Stretch] = []
    at = first
    for stretch in readable:
        low, high = max(stretch.first, at), min(stretch.last, last)
        if low > high:
            continue
        if low > at:
            hidden.append(Stretch(at, low - 1))
        seen.append(Stretch(low, high))
        at = high + 1
    if at <= last:
        hidden.append(Stretch(at, last))
    return seen, hidden


def _range(stretches: Sequence[Stretch]) -> Range | None:
    return Range(first=stretches[0].first, last=stretches[-1].last) if stretches else None
