"""A process of a bulk load: loads the ranges of the log that it is told to, on a connection of its own."""

import asyncio
import gc
import os
import sys
from contextlib import suppress

import uvloop

from events.keyring import Keyring
from projections.engine.troubles import Stopped, without_values
from projections.rebuild.follow import enter
from projections.rebuild.one_range import load_range
from projections.rebuild.pipe import Failed, Loaded, Range, Task, packed, received
from projections.rebuild.version import Version
from runtime import postgres
from runtime.away import why_away
from runtime.postgres import AWAY, Connection, is_away


async def main() -> None:
    """Load what we are told to until nobody tells us any more."""
    task = received(sys.stdin.buffer, Task)
    assert task is not None
    db = await postgres.connect(task.url, application_name="parley rebuild")
    version, keyring = Version(task.name, task.schema, task.attempt), Keyring(db, task.keks, task.current_kek)
    await enter(db, version)
    gc.disable()  # nothing here goes round in circles
    os.nice(10)  # who talks and reads meanwhile comes first
    while range_ := await asyncio.to_thread(received, sys.stdin.buffer, Range):
        answer = packed(await _loaded(db, keyring, version, range_))
        with suppress(BrokenPipeError):  # whoever asked is gone, and so is our standard input
            sys.stdout.buffer.write(answer)
            sys.stdout.buffer.flush()


async def _loaded(db: Connection, keyring: Keyring, version: Version, range_: Range) -> Loaded | Failed:
    try:
        return await load_range(db, keyring, version, range_)
    except Stopped as trouble:
        return Failed(str(trouble))
    except Exception as error:
        return Failed(_told(error))


def _told(error: Exception) -> str:
    return f"Postgres cannot be asked: {why_away(error)}." if is_away(error) else without_values(error)


if __name__ == "__main__":
    try:
        uvloop.run(main())
    except AWAY as error:  # whoever asked says it in a sentence, on the same terminal
        sys.exit(_told(error))
