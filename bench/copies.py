"""Which copies of an imported log are made, and whose ids are whose in each of them."""

from collections.abc import Sequence
from hashlib import sha256
from itertools import islice
from uuid import UUID

import msgspec
from msgspec import Struct

from events.account import AccountEvent
from events.event import Event
from events.stored import StoredEvent
from parley.importing.importer import IMPORTER

ROOMS_A_PERSON = 8  # so many copies in a row have the same people
FIXED_BITS = 0xF << 76 | 0x3 << 62  # of a UUID: its version and variant


class Original(Struct, frozen=True):
    """A row of the log that is copied, and what it says once it is opened."""

    row: StoredEvent
    event: Event


class Copy(Struct, frozen=True):
    """One copy: its events' positions begin at `first`; it makes its people unless they are there already."""

    number: int
    first: int
    count: int

    @property
    def makes_people(self) -> bool:
        return self.number % ROOMS_A_PERSON == 0


def copies(log: Sequence[Original], events: int) -> list[Copy]:
    """As many copies as it takes from the end of a log to so many events; the last one may break off."""
    with_people, without = (len(copied(log, Copy(number, 0, len(log)))) for number in (0, 1))
    found: list[Copy] = []
    first = len(log) + 1
    while first <= events:
        number = len(found)
        whole = with_people if number % ROOMS_A_PERSON == 0 else without
        found.append(Copy(number, first, min(whole, events - first + 1)))
        first += whole
    return found


def copied(log: Sequence[Original], copy: Copy) -> list[Original]:
    """The events of a log that a copy repeats: never the importer's own account."""
    wanted = (
        original
        for original in log
        if original.row.stream_id != IMPORTER and (copy.makes_people or not isinstance(original.event, AccountEvent))
    )
    return list(islice(wanted, copy.count))


class Ids:
    """Every id of a log as it is in one copy."""

    def __init__(self, log: Sequence[Original], copy: Copy) -> None:
        self._people = {original.row.stream_id for original in log if isinstance(original.event, AccountEvent)}
        self._of_people = _mask(b"people", copy.number // ROOMS_A_PERSON)
        self._of_others = _mask(b"others", copy.number)

    def of(self, known: UUID) -> UUID:
        if known == IMPORTER:
            return known
        return UUID(int=known.int ^ (self._of_people if known in self._people else self._of_others))

    def optional(self, known: UUID | None) -> UUID | None:
        return known and self.of(known)

    def within(self, event: Event) -> Event:
        """The event with all the ids in it."""
        changed: dict[str, object] = {}
        for name in event.__struct_fields__:
            value = getattr(event, name)
            if isinstance(value, UUID):
                changed[name] = self.of(value)
            elif isinstance(value, tuple):
                changed[name] = tuple(self.of(each) for each in value)
        return msgspec.structs.replace(event, **changed)


def _mask(what: bytes, number: int) -> int:
    return int.from_bytes(sha256(b"%b %d" % (what, number)).digest()[:16]) & ~FIXED_BITS
