"""When a line was written: the day is the file's, the clock the line's own, as it stands, in UTC."""

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta

TIME = r"\[([01][0-9]|2[0-3]):([0-5][0-9])\]"
CLOCK = re.compile(rf"{TIME} ")
JITTER = timedelta(hours=1)  # a clock put back by less was corrected; by more, it has passed midnight


class Clock:
    """Reads one log's lines in order, and never goes back."""

    def __init__(self, day: date, lines: Iterable[str]) -> None:
        midnight = datetime(day.year, day.month, day.day, tzinfo=UTC)
        # What stands above the first line with a time happened then.
        self._now = next((then for line in lines if (then := _read(midnight, line))), midnight)

    def read(self, line: str) -> datetime:
        """The time of the next line; where its clock starts anew, on the next day."""
        then = _read(self._now, line)
        if then and self._now - then >= JITTER:
            then += timedelta(days=1)
        self._now = max(self._now, then or self._now)
        return self._now


def _read(day: datetime, line: str) -> datetime | None:
    found = CLOCK.match(line)
    return day.replace(hour=int(found[1]), minute=int(found[2])) if found else None
