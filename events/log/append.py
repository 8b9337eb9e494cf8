"""The appender: a group commit of everything that waits, one call at a time, with no delay of its own."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Sequence

import asyncpg
import structlog

from events.log.arguments import CALL, arguments
from events.log.batch import Pending, take
from events.log.write import LogFull, LogUnavailable, Outcome, Overloaded, Verdict, Write

# Planned freely on an empty table and kept for days, the function scans whole tables: pin the plans that look up.
PLANNER = {
    "plan_cache_mode": "force_generic_plan",
    "jit": "off",
    "enable_seqscan": "off",
    "enable_hashjoin": "off",
    "enable_mergejoin": "off",
    "enable_material": "off",
    "enable_bitmapscan": "off",
    "lock_timeout": "4s",
    "statement_timeout": "8s",
    "idle_in_transaction_session_timeout": "15s",
}
MAX_WAITING = 20_000
WORTH_HALVING = 32  # commands: two calls cost more than one
ANSWER_WITHIN = 10.0  # seconds for one call: longer than the server allows itself
GIVE_UP_AFTER = 10.0  # seconds after which a call without an answer is not sent again
FIRST_PAUSE, LAST_PAUSE = 0.05, 1.0  # seconds before a batch is sent again, doubling
REFUSED_WHOLE = (
    asyncpg.LockNotAvailableError,
    asyncpg.QueryCanceledError,
    asyncpg.InsufficientResourcesError,
    asyncpg.ReadOnlySQLTransactionError,
)
# The server may or may not have committed: only the same batch again tells.
UNKNOWN = (
    OSError,
    asyncpg.InterfaceError,
    asyncpg.InternalClientError,
    asyncpg.PostgresConnectionError,
    asyncpg.AdminShutdownError,
    asyncpg.CrashShutdownError,
    asyncpg.CannotConnectNowError,
    asyncpg.TooManyConnectionsError,
)
VERDICTS = tuple(Verdict)
log = structlog.get_logger(__name__)


def session(epoch: str) -> dict[str, str]:
    """The settings of an appender's connection: in another epoch of the log, what it appends is refused."""
    return PLANNER | {"parley.epoch": epoch}


class Appender:
    """One process's only way into the log. `connect` opens a connection with the settings of a `session`."""

    def __init__(self, connect: Callable[[], Awaitable[asyncpg.Connection[asyncpg.Record]]]) -> None:
        self._connect = connect
        self._connection: asyncpg.Connection[asyncpg.Record] | None = None
        self._waiting: deque[Pending] = deque()
        self._wake = asyncio.Event()
        self._closing = False
        self._away = False
        self._task = asyncio.create_task(self._run(), name="appender")

    async def append(self, write: Write) -> Outcome:
        """Queue a write and wait for what becomes of it; cancelling the caller does not stop the write.

        Raises `LogUnavailable`, `LogFull` or `Overloaded`; anything else is an error of this write alone.
        """
        if self._closing or len(self._waiting) >= MAX_WAITING:
            raise Overloaded
        pending = Pending(write, asyncio.get_running_loop().create_future())
        self._waiting.append(pending)
        self._wake.set()
        return await pending.outcome

    async def close(self) -> None:
        """Append what waits, then let go of the connection."""
        self._closing = True
        self._wake.set()
        await self._task
        self._drop_connection()

    async def _run(self) -> None:
        while self._waiting or not self._closing:
            if not self._waiting:
                self._wake.clear()
                await self._wake.wait()
                continue
            await self._settle(take(self._waiting))

    async def _settle(self, batch: Sequence[Pending]) -> None:
        """Give every write of a batch its outcome or its error; an unexpected error is found by halving."""
        try:
            outcomes = await self._send([pending.write for pending in batch])
        except asyncpg.DiskFullError:
            _fail(batch, LogFull())
        except (LogUnavailable, *REFUSED_WHOLE) as error:
            if isinstance(error, LogUnavailable):  # who waits behind has waited as long: not for another silence
                batch = [*batch, *self._waiting]
                self._waiting.clear()
            log.warning("append refused", commands=len(batch), error=repr(error))
            _fail(batch, LogUnavailable(str(error)))
        except Exception as error:
            if len(batch) == 1:
                log.error("append failed", error=repr(error))
                _fail(batch, error)
                return
            middle = len(batch) // 2
            await self._settle(batch[:middle])
            await self._settle(batch[middle:])
        else:
            answers = list(zip(batch, outcomes, strict=True))
            middle = len(answers) if self._waiting or len(answers) < WORTH_HALVING else len(answers) // 2
            _tell(answers[:middle])
            # Where nothing waits, what the first half's senders say next is on its way before the second half's are
            # heard: Postgres appends while we seal, where one batch of all would have each wait for the other.
            if rest := answers[middle:]:
                loop = asyncio.get_running_loop()
                loop.call_soon(loop.call_soon, _tell, rest)

    async def _send(self, writes: Sequence[Write]) -> list[Outcome]:
        """Send one batch until its outcome is known: what was committed answers as a duplicate the second time."""
        given = arguments(writes)
        deadline, pause = asyncio.get_running_loop().time() + GIVE_UP_AFTER, FIRST_PAUSE
        while True:
            try:
                if self._connection is None or self._connection.is_closed():
                    self._connection = await self._connect()
                row = await self._connection.fetchrow(CALL, *given, timeout=ANSWER_WITHIN)
            except UNKNOWN as error:
                self._drop_connection()
                if asyncio.get_running_loop().time() > deadline:
                    raise LogUnavailable(repr(error)) from error
                if not self._away:  # said once an outage, however many batches it lasts
                    log.warning("append outcome unknown, sending again", error=repr(error))
                self._away = True
                await asyncio.sleep(pause)
                pause = min(pause * 2, LAST_PAUSE)
            else:
                self._away = False
                assert row is not None
                columns = zip(row["verdicts"], row["positions"], row["versions"], strict=True)
                return [Outcome(VERDICTS[verdict], position, version) for verdict, position, version in columns]

    def _drop_connection(self) -> None:
        connection, self._connection = self._connection, None
        if connection is not None:
            connection.terminate()


def _tell(answers: Sequence[tuple[Pending, Outcome]]) -> None:
    for pending, outcome in answers:
        if not pending.outcome.done():
            pending.outcome.set_result(outcome)


def _fail(batch: Sequence[Pending], error: Exception) -> None:
    for pending in batch:
        if not pending.outcome.done():
            pending.outcome.set_exception(error)
