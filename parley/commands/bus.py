"""`parley bus`: the copy of the log on JetStream."""

import sys
from collections.abc import Callable

import uvloop
from cyclopts import App
from rich.progress import Progress

from events.log import read
from parley.addresses import located
from projections.bus.verify import BusVerified, verify_bus
from runtime import nats, postgres
from runtime.logs import configure_logs
from runtime.settings import Settings

app = App(name="bus", help="The copy of the log on NATS JetStream.")


@app.command
def verify() -> None:
    """Compare the stream with the log, event by event; ends with 1 at the first difference."""
    configure_logs("warning", process="bus")
    with Progress(transient=True) as bar:
        comparing = bar.add_task("Comparing", total=None)
        found = uvloop.run(_verify(Settings(), lambda done, total: bar.update(comparing, completed=done, total=total)))
    if found.difference:
        print(f"Different at position {found.difference.position}: {found.difference.what}")
        print(f"  log:    {found.difference.log}")
        print(f"  stream: {found.difference.stream}")
    print(f"{found.compared} of {found.head} events compared: {'equal' if found.equal else 'DIFFERENT'}.")
    sys.exit(0 if found.equal else 1)


async def _verify(settings: Settings, progress: Callable[[int, int], None]) -> BusVerified:
    reached = located(settings)
    assert reached.database_url
    assert reached.nats_url
    pool = await postgres.open_pool(reached.database_url, max_size=1)
    client = await nats.connect(reached.nats_url, name="bus verify")
    try:
        return await verify_bus(pool, client, (await read.head(pool)).epoch, progress)
    finally:
        await nats.close(client)
        await pool.close()
