"""Why a command cannot be carried out, as a sentence and an exit code."""

from collections.abc import Iterator
from contextlib import contextmanager

import asyncpg
import nats.errors

from parley.terminal.leaving import leave
from projections.engine.troubles import Stopped
from runtime.postgres import AWAY


@contextmanager
def explained() -> Iterator[None]:
    """Turn a server that is away, refuses or is too old, and an event this build cannot read, into a sentence and 1."""
    try:
        yield
    except nats.errors.Error as error:
        leave(1, f"NATS does not answer ({type(error).__name__}).")
    except asyncpg.InsufficientPrivilegeError as error:
        leave(1, f"Only the owner of Parley's tables may do this ({error}): set PARLEY_MIGRATION_URL.")
    except (asyncpg.UndefinedTableError, asyncpg.UndefinedColumnError) as error:
        leave(1, f"The database is not up to date ({error}): run `parley migrate`.")
    except (*AWAY, asyncpg.PostgresError) as error:
        leave(1, f"Postgres cannot be asked: {str(error) or type(error).__name__}.")
    except Stopped as error:
        leave(1, str(error))
