"""How much one account, one address and one connection may ask of the live side of a process."""

from collections.abc import Hashable

from msgspec import Struct
from msgspec.structs import replace

from runtime.problems import OF_STATUS
from runtime.rates import Quota

MAX_FRAME_BYTES = 256 * 1024  # of what a client says at once
RETRY_AFTER = 10  # seconds: somebody must leave first
CROWDED = replace(
    OF_STATUS[429], detail="Too many live connections are open.", headers={"Retry-After": str(RETRY_AFTER)}
)


class Limits(Struct, frozen=True):
    """Connections, of which 0 is no limit, and frames of each."""

    sockets_per_account: int = 0
    sockets_per_address: int = 0
    frames: Quota | None = None


NO_LIMITS = Limits()


class Tally:
    """How many connections everybody has."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._counts: dict[Hashable, int] = {}
        self.refused = 0

    def full(self, key: Hashable) -> bool:
        """Whether one more is to be refused."""
        full = 0 < self._most <= self._counts.get(key, 0)
        self.refused += full
        return full

    def enter(self, key: Hashable) -> None:
        self._counts[key] = self._counts.get(key, 0) + 1

    def leave(self, key: Hashable) -> None:
        if self._counts[key] == 1:
            del self._counts[key]
        else:
            self._counts[key] -= 1
