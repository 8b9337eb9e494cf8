"""Why an import ends early, as a sentence and an exit code."""

from collections.abc import Iterator
from contextlib import contextmanager

import asyncpg

from command.domain.rejections import UnusableName
from events.log.write import LogFull
from parley.importing.perform import LineRefused
from parley.importing.transcript import NotATranscript
from parley.terminal.leaving import leave


@contextmanager
def explained() -> Iterator[None]:
    """Turn an import's failures into sentences; 2 where what was asked for makes no sense, else 1."""
    try:
        yield
    except (NotATranscript, UnusableName) as wrong:
        leave(2, str(wrong))
    except LineRefused as refusal:
        leave(1, str(refusal))
    except KeyboardInterrupt:
        leave(130, "Stopped. Import again to go on from here: what is there already is not imported twice.")
    except LogFull:
        leave(1, "The disk is full. Make room and import again: what is there already is not imported twice.")
    except (asyncpg.UndefinedTableError, asyncpg.InvalidParameterValueError) as error:
        leave(1, f"The database is not Parley's or not up to date ({error}): run `parley migrate`.")
    except asyncpg.PostgresError as error:
        leave(1, f"Postgres refuses: {error}.")
