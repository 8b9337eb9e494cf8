"""Postgres or NATS away, or no database of ours, said in a sentence; the exit code is 1."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

import asyncpg
import nats.errors

from runtime.postgres import AWAY


@contextmanager
def reaching() -> Iterator[None]:
    """Turn what a server does not answer, or refuses, into a sentence."""
    try:
        yield
    except nats.errors.Error as error:
        sys.exit(f"NATS does not answer ({type(error).__name__}).")
    except asyncpg.InsufficientPrivilegeError:
        sys.exit("Only the database's owner may do this: set PARLEY_MIGRATION_URL.")
    except (asyncpg.UndefinedTableError, asyncpg.UndefinedColumnError, asyncpg.InvalidParameterValueError):
        sys.exit("The database is not Parley's or not up to date: run `parley migrate`.")
    except (*AWAY, asyncpg.PostgresError) as error:
        sys.exit(f"Postgres cannot be reached ({type(error).__name__}).")
