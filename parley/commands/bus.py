"""`parley bus`: the copy of the log on JetStream."""

import sys
from typing import Literal

import uvloop
from cyclopts import App

from events.log import read
from events.log.progress import Progress
from parley.addresses import NotRunning, located, nats_folder
from parley.embedded.nats_access import read_access
from parley.terminal.bar import bar
from parley.terminal.explained import explained
from parley.terminal.leaving import leave
from parley.terminal.reached import asking
from parley.terminal.remaking import NOT_YET, watch_remake
from projections.bus import remake
from projections.bus.verify import BusVerified, verify_bus
from runtime import nats, postgres
from runtime.logs import configure_logs
from runtime.settings import Settings

app = App(name="bus")


@app.command
def verify() -> None:
    """Compare the stream with the log, event by event; ends with 1 at the first difference."""
    configure_logs("error", process="bus")
    with explained(), bar("Comparing") as progress:
        found = uvloop.run(_verify(Settings(), progress))
    if found.difference:
        print(f"Different at position {found.difference.position}: {found.difference.what}")
        print(f"  log:    {found.difference.log}")
        print(f"  stream: {found.difference.stream}")
        if found.difference.mend:
            print(f"`{found.difference.mend}` mends it.")
    print(f"{found.compared} of {found.head} events compared: {'equal' if found.equal else 'DIFFERENT'}.")
    sys.exit(0 if found.equal else 1)


@app.command
def rebuild() -> None:
    """Make the stream anew from the log, while everything goes on; its consumers must be made again by whose they are.

    The relay of the running Parley does it, also when this command is ended; without one it does so when it starts.
    """
    with explained():
        done = uvloop.run(_rebuild(Settings()))
    if not done:
        leave(1, NOT_YET)
    print("The stream is made anew.")


@app.command
def url(user: Literal["analytics", "audit"], /) -> None:
    """Print the address of the embedded NATS for somebody who only reads the stream; it holds a password.

    Parameters
    ----------
    user
        `analytics` or `audit`: both may make consumers and acknowledge, and publish nothing.
    """
    settings = Settings()
    if settings.nats_url:
        raise NotRunning("PARLEY_NATS_URL names a NATS of your own: its users are made there.")
    access = read_access(nats_folder(settings))
    if access is None:
        raise NotRunning(f"Parley has never run on {settings.data_dir}: start it first, or set PARLEY_DATA_DIR.")
    print(access.url(user))


async def _rebuild(settings: Settings) -> bool:
    async with asking(settings) as (_, pool), pool.acquire() as db:
        await remake.ask(db)
        return await watch_remake(db)


async def _verify(settings: Settings, progress: Progress) -> BusVerified:
    reached = located(settings)
    assert reached.database_url
    assert reached.nats_url
    try:
        pool = await postgres.open_pool(reached.database_url, max_size=1)
    except (FileNotFoundError, ConnectionRefusedError):
        if settings.database_url:
            raise
        raise NotRunning(f"Parley does not run on {settings.data_dir}: start it first.") from None
    client = await nats.connect(reached.nats_url, name="bus verify")
    try:
        return await verify_bus(pool, client, (await read.head(pool)).epoch, progress)
    finally:
        await nats.close(client)
        await pool.close()
