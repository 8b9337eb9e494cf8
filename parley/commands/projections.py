"""`parley projections`: where every projection stands, and whether what it keeps is true."""

import sys
from functools import partial

import uvloop
from cyclopts import App
from rich.console import Console
from rich.table import Table

from events.keyring import Keyring
from events.log.progress import Progress
from parley.terminal.bar import bar
from parley.terminal.compared import show as show_compared
from parley.terminal.explained import explained
from parley.terminal.reached import asking
from projections.search import verify as search
from projections.status import Status, status
from projections.verify import Verified, verify
from runtime import postgres
from runtime.secrets import load
from runtime.settings import Settings

app = App(name="projections")
app.command(
    "parley.commands.parked:parked",
    help="List what is parked; of one KEY, all that is known: the event, and where in the code it failed.",
)
app.command(
    "parley.commands.retry:retry",
    help="Apply all that a parked KEY has missed; without one, all that is parked, and let what has stopped try again.",
)
app.command(
    "parley.commands.versions:rebuild",
    help="Build read models anew, core beside the live ones, which are compared and switched; Parley may run "
    "meanwhile. NAME: core or search.",
)
app.command(
    "parley.commands.versions:rollback",
    help="Go back to the read models from before the last switch, brought up to date. NAME: core.",
)
app.command(
    "parley.commands.versions:discard",
    help="Free what rebuilds have left beside the live read models. NAME: core.",
)


@app.default
def show() -> None:
    """List every projection with its position, lag and health; ends with 1 when one of them is not well."""
    with explained():
        found = uvloop.run(_status(Settings()))
    table = Table("projection", "position", "lag", "parked", "health", "trouble")
    for one in found:
        health = "running" if one.running else "stopped" if one.trouble else "not running"
        table.add_row(one.name, str(one.position), str(one.lag), str(one.parked), health, one.trouble or "")
    Console().print(table)
    sys.exit(0 if found and all(one.healthy for one in found) else 1)


@app.command(name="verify")
def verify_() -> None:
    """Build the core read models anew beside the live ones and compare them, then what search has of their words.

    Ends with 1 when they differ.
    """
    with explained(), bar("Rebuilding") as progress:
        found, searched = uvloop.run(_verify(Settings(), progress))
    show_compared(found.tables, found.position)
    show_compared([searched.table], searched.position)
    sys.exit(0 if found.equal and searched.table.equal else 1)


async def _status(settings: Settings) -> list[Status]:
    async with asking(settings) as (_, pool):
        return await status(pool)


async def _verify(settings: Settings, progress: Progress) -> tuple[Verified, search.Verified]:
    async with asking(settings) as (reached, pool):
        assert reached.database_url
        secrets = load(reached.secrets_folder)
        keyring = Keyring(pool, secrets.keks, secrets.current_kek)
        connect = partial(postgres.connect, reached.database_url)
        return await verify(connect, keyring, progress), await search.verify(connect)
