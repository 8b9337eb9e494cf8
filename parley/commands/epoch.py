"""`parley epoch`: the log's incarnation, and a new one when the log may have lost its end."""

from collections.abc import Awaitable, Callable
from typing import TypeVar

import asyncpg
import uvloop
from cyclopts import App

from events.log.epoch import begin_epoch, epochs
from parley.database import with_database
from parley.terminal.agreed import agreed
from parley.terminal.explained import explained
from parley.terminal.remaking import NOT_YET, watch_remake
from projections.bus import remake
from runtime.logs import configure_logs
from runtime.postgres import Connection
from runtime.settings import Settings

app = App(name="epoch")

MEANS = """\
A new epoch is for a log that may have lost its end: restored from a backup, or on a standby that lagged behind.
  - Every position, page link and place in a room that was given out is refused: clients load anew what they hold.
  - Every process of Parley starts again, and every live connection with it.
  - The stream PARLEY_EVENTS is made anew from the log, and its consumers begin at its beginning.
Nothing of the log itself is changed."""
Answer = TypeVar("Answer")


@app.default
def show() -> None:
    """Print the log's epoch, the position it has come to, and the epochs it had before."""
    with explained():
        now = uvloop.run(_with_owner(Settings(), epochs))
    print(f"Epoch {now.epoch}, with {now.head} events.")
    if now.former:
        print(f"Before: {', '.join(now.former)}")


@app.command
def new(*, yes: bool = False) -> None:
    """Make a new epoch, after the log was restored: every cursor given out so far is refused from then on.

    Only the database's owner may (PARLEY_MIGRATION_URL). The stream is made anew, too; running processes start again.

    Parameters
    ----------
    yes
        Do not ask first.
    """
    print(MEANS, flush=True)  # where nobody can be told, nothing is done
    agreed("Make a new epoch?", "parley epoch new", yes=yes)
    configure_logs("warning", process="epoch")
    with explained():
        uvloop.run(_with_owner(Settings(), _new))


async def _with_owner(settings: Settings, ask: Callable[[Connection], Awaitable[Answer]]) -> Answer:
    async with with_database(settings, create=False) as reached:
        url = reached.migration_url or reached.database_url
        assert url
        db = await asyncpg.connect(url)
        try:
            return await ask(db)
        finally:
            await db.close()


async def _new(db: Connection) -> None:
    async with db.transaction():
        epoch = await begin_epoch(db)
        await remake.ask(db)
    print(f"The log's epoch is {epoch}.")
    print("The stream is made anew." if await watch_remake(db) else NOT_YET)
