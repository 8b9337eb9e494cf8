"""`parley projections retry`: what is parked, tried again."""

import sys
from uuid import UUID

import uvloop

from events.keyring import Keyring
from parley.commands.parked import NO_KEY, NOTHING, Key, line
from parley.terminal.explained import explained
from parley.terminal.reached import asking
from projections.core import core
from projections.engine.parked import Parked, parked
from projections.engine.retry import retry as retry_key
from projections.engine.retry import try_again
from projections.engine.session import SESSION
from runtime.postgres import Connection
from runtime.secrets import load
from runtime.settings import Settings


def retry(key: Key = None, /) -> None:
    """Apply all that a parked KEY has missed; without one, all that is parked, and let what has stopped try again.

    Ends with 1 where an event still cannot be applied: its key stays parked.
    """
    with explained():
        sys.exit(0 if uvloop.run(_retry(Settings(), key)) else 1)


async def _retry(settings: Settings, key: UUID | None) -> bool:
    async with asking(settings) as (reached, pool), pool.acquire() as db:
        await db.execute(SESSION)
        secrets = load(reached.secrets_folder)
        keyring = Keyring(pool, secrets.keks, secrets.current_kek)
        found = await parked(db, key)
        if not found:
            print(NO_KEY.format(key=key) if key else NOTHING)
        well = [await _one(db, keyring, one) for one in found]
        for name in () if key else await try_again(db):
            print(f"{name}: tries again.")
        return all(well) and bool(found or not key)


async def _one(db: Connection, keyring: Keyring, one: Parked) -> bool:
    [projection] = [each for each in core() if each.name == one.projection]
    if await retry_key(db, keyring, one.checkpoint, projection, one.key):
        print(f"{one.projection} {one.key}: has all that it missed.")
        return True
    print(*map(line, await parked(db, one.key)), sep="\n")
    return False
