"""What can go wrong in a runner: what passes by itself, what another owner means, and what stops it."""

import asyncpg

from events.registry import UnknownEvent
from runtime.postgres import is_away


def without_values(error: BaseException) -> str:
    """What went wrong, without the arguments that asyncpg and others quote: they may be somebody's words."""
    quotes = isinstance(error, asyncpg.DataError)  # what Postgres says of a value that it cannot take
    tells = isinstance(error, UnknownEvent | asyncpg.PostgresError) and not quotes
    return f"{type(error).__name__}: {str(error).splitlines()[0]}" if tells and str(error) else type(error).__name__


class OwnershipLost(Exception):
    """Somebody else has taken over; nothing of this transaction counts."""


class Stopped(Exception):
    """An operator must look at this: going on would make a read model or the bus wrong."""


class Poisoned(Stopped):
    """One event cannot be applied."""

    def __init__(self, name: str, position: int, type_: str, cause: Exception) -> None:
        super().__init__(f"{name} cannot apply event {position} ({type_}): {without_values(cause)}")
        self.position = position


class GapInLog(Stopped):
    """The log does not count on without a gap."""

    def __init__(self, expected: int, found: int) -> None:
        super().__init__(f"the log has a gap: event {expected} is missing before {found}")


# What Postgres does to us while it is there, and undoes by itself.
_PASSING = (
    asyncpg.TransactionRollbackError,  # a deadlock, or a promoted standby
    asyncpg.ObjectInUseError,
    asyncpg.LockNotAvailableError,
    asyncpg.InvalidTransactionStateError,  # a session that slept inside its transaction was ended
    asyncpg.InvalidAuthorizationSpecificationError,  # a password or a role is being changed
)


def passes(error: BaseException) -> bool:
    """True for what goes away by itself: Postgres is away, full, or ended our transaction."""
    return is_away(error) or isinstance(error, _PASSING)
