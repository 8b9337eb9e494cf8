"""Why a command cannot be carried out, as a sentence and an exit code."""

from collections.abc import Iterator
from contextlib import contextmanager

import asyncpg
import nats.errors

from parley.start_failed import StartFailed
from parley.terminal.leaving import leave
from projections.engine.troubles import Stopped
from runtime.away import why_away
from runtime.postgres import AWAY

REFUSED = (*AWAY, asyncpg.PostgresError)


@contextmanager
def explained() -> Iterator[None]:
    """Turn a server that is away, refuses or is too old, and an event this build cannot read, into a sentence and 1."""
    try:
        yield
    except nats.errors.Error as error:
        leave(1, f"NATS does not answer ({type(error).__name__}).")
    except REFUSED as error:
        leave(1, _sentence(error))
    except Stopped as error:
        leave(1, str(error))


@contextmanager
def reaching_postgres() -> Iterator[None]:
    """For what only begins so, and goes on to things of its own: `StartFailed` where Postgres is away or refuses."""
    try:
        yield
    except REFUSED as error:
        raise StartFailed(_sentence(error)) from error


def _sentence(error: BaseException) -> str:
    match error:
        case asyncpg.InsufficientPrivilegeError():
            return f"Only the owner of Parley's tables may do this ({error}): set PARLEY_MIGRATION_URL."
        case asyncpg.UndefinedTableError() | asyncpg.UndefinedColumnError():
            return f"The database is not up to date ({error}): run `parley migrate`."
        case _:
            return f"Postgres cannot be asked: {why_away(error)}."
