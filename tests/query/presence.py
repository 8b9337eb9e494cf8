"""A process that tells quickly who is here, and waiting until it has."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any
from uuid import UUID

from query.live.signals.pace import Pace
from tests.query.client import Client
from tests.query.house import House, house
from tests.support.logs import OpenLog

QUICK = Pace(tick=0.02, batch=0.05, beat=0.1, lives=1.0)


@asynccontextmanager
async def quick(kept: OpenLog, database_url: str, nats_url: str, **live: Any) -> AsyncIterator[House]:
    """A process that tells often."""
    async with house(kept, database_url, nats_url, **{"pace": QUICK, **live}) as home:
        yield home


async def told(client: Client, account: UUID) -> str:
    """What the next signal says about an account, whether it is about one or about all."""
    while True:
        data = await client.signal("presence")
        if data.get("account") == str(account):
            return str(data["state"])
        if "online" in data:
            return next((state for state in ("online", "idle") if str(account) in data[state]), "offline")


async def becomes(client: Client, account: UUID, state: str) -> None:
    while await told(client, account) != state:
        pass
