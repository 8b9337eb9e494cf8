"""How often somebody may do something: so much at once, which comes back evenly within some time."""

import time
from collections import OrderedDict
from collections.abc import Callable, Hashable
from math import ceil

from msgspec import Struct
from msgspec.structs import replace

from runtime.problems import Problem, problem

MANY = 100_000  # who is remembered: some 20 MB, and whoever did nothing for longest is forgotten first
TOO_OFTEN = problem("rate_limited", 429, "That was too often: wait a little.")
OFF = "off"
PATTERN = r"^([1-9][0-9]{0,8}/[1-9][0-9]{0,8}|off)$"  # of a setting: 200/4 is 200 at once, back within 4 seconds


class Quota(Struct, frozen=True):
    """`most` at once, all of which come back within so many seconds."""

    most: int
    within: int


def quota(setting: str) -> Quota | None:
    """What a setting such as `200/4` says; None for `off`."""
    if setting == OFF:
        return None
    most, _, within = setting.partition("/")
    return Quota(int(most), int(within))


class Rate:
    """One kind of thing, counted for each key (an account, an address) by itself, in this process.

    Of each key only the time is kept at which it will have everything back (GCRA), so that nothing has to be refilled.
    """

    def __init__(
        self, name: str, quota: Quota | None, clock: Callable[[], float] = time.monotonic, keep: int = MANY
    ) -> None:
        self.name = name
        self._quota = quota
        self._clock = clock
        self._keep = keep
        self._each = quota.within / quota.most if quota else 0.0
        self._at_most = quota.within + self._each / 2 if quota else 0.0  # no rounding may refuse the last
        self._full_at: OrderedDict[Hashable, float] = OrderedDict()
        self.refused = 0

    def take(self, key: Hashable) -> Problem | None:
        """Count one; None if it may be done, else the problem to answer with."""
        if self._quota is None:
            return None
        now = self._clock()
        full_at = self._full_at.get(key, now)
        if full_at < now:
            full_at = now
        later = full_at + self._each
        if later - now > self._at_most:
            self.refused += 1
            return limited(self.name, self._quota, later - now - self._quota.within)
        self._full_at[key] = later
        self._full_at.move_to_end(key)
        if len(self._full_at) > self._keep:
            self._full_at.popitem(last=False)
        return None


def limited(name: str, quota: Quota, wait: float) -> Problem:
    """The refusal, with when to come again (draft-ietf-httpapi-ratelimit-headers for the two headers of that name)."""
    seconds = max(ceil(wait), 1)
    headers = {
        "Retry-After": str(seconds),
        "RateLimit-Policy": f'"{name}";q={quota.most};w={quota.within}',
        "RateLimit": f'"{name}";r=0;t={seconds}',
    }
    return replace(TOO_OFTEN, extra={"retry_after": max(ceil(wait * 1000), 1) / 1000}, headers=headers)


RATE_LIMITED = limited("sends", Quota(200, 4), 0.02)  # as the documents show it


class Allowance:
    """The same for one connection, which counts down and looks at the clock only when nothing is left."""

    __slots__ = ("_left", "_quota", "_since")

    def __init__(self, quota: Quota, now: float) -> None:
        self._quota = quota
        self._left = quota.most
        self._since = now

    def take(self, clock: Callable[[], float] = time.monotonic) -> bool:
        """Count one; False when it was one too many."""
        self._left -= 1
        if self._left >= 0:
            return True
        now = clock()
        back = int(min((now - self._since) / self._quota.within, 1.0) * self._quota.most)
        self._left, self._since = back - 1, now
        return back > 0
