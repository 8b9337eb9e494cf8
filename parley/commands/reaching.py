"""What the commands of the bus and the epoch say where NATS does not answer, or the owner has to be asked."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

import asyncpg
import nats.errors

from parley.commands.reached import said


@contextmanager
def reaching() -> Iterator[None]:
    """Turn what a server does not answer, or refuses, into a sentence and a 1."""
    with said():
        try:
            yield
        except nats.errors.Error as error:
            sys.exit(f"NATS does not answer ({type(error).__name__}).")
        except asyncpg.InsufficientPrivilegeError:
            sys.exit("Only the database's owner may do this: set PARLEY_MIGRATION_URL.")
