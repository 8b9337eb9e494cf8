"""What goes on for ever beside the connections: a turn that fails is logged, and the next one comes all the same."""

from collections.abc import Awaitable, Callable
from traceback import format_exception

from events.log.looking import keep_looking
from query.problems import is_transient


async def keep_on(turn: Callable[[], Awaitable[None]], every: float, behind: str) -> None:
    """Take a turn every so many seconds until cancelled; the first of those in a row that fail is logged as `behind`.

    Whoever stopped here would end heartbeats, presence or what is read of the log, without a word and for everybody.
    """
    await keep_looking(turn, every, behind, _told)


def _told(error: Exception) -> str:
    """What is foreseen in a few words, and of anything else where in the code it was."""
    return repr(error) if isinstance(error, TimeoutError) or is_transient(error) else "".join(format_exception(error))
