"""Having the relay make the stream anew, and watching it, for whoever asked for it at a terminal."""

import asyncio

from rich.progress import Progress

from events.log import read
from events.log.db import Db
from parley.terminal.leaving import leave
from projections.bus.remake import RELAY

LOOK_EVERY = 0.1  # seconds
PATIENCE = 20.0  # seconds without a step: longer than a process takes to start again
STANDING = "select position, remake is not null as waits, trouble from checkpoints where name = $1"
# Whoever could do it, at work or stopped by a trouble.
RUNNING = """
    select exists (select from pg_stat_activity
        where datname = current_database() and application_name = 'parley projections')
"""
NOT_YET = (
    "The relay has not made the stream anew yet: it goes on with that as soon as Parley runs and reaches its NATS."
)


async def watch_remake(db: Db) -> bool:
    """Show how far it has come, and return when it is done, or when nothing moves."""
    if not await db.fetchval(RUNNING):
        return False
    head = (await read.head(db)).position
    with Progress(transient=True) as bar:
        copying = bar.add_task("Making the stream anew", total=head)
        loop = asyncio.get_running_loop()
        last, deadline = None, loop.time() + PATIENCE
        while True:
            now = await db.fetchrow(STANDING, RELAY)
            if not now["waits"]:
                bar.update(copying, completed=now["position"])
                if now["position"] >= head:
                    return True
            if now["trouble"]:
                leave(1, f"The relay has stopped: {now['trouble']}.")
            if now != last:
                last, deadline = now, loop.time() + PATIENCE
            elif loop.time() > deadline:
                return False
            await asyncio.sleep(LOOK_EVERY)
