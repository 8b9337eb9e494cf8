"""Looking into a process of the read side, and holding it up."""

import asyncio

from tests.query.house import House
from tests.support.patience import PATIENCE

FROZEN = "lock table messages in exclusive mode"  # it can be read, but no projection writes it


def ringing(home: House) -> bytes:
    """All that the hub has at hand for whoever takes up a room."""
    return b"".join(frame.data for room in home.gateway.hub.rooms.values() for frame in room.ring)


async def nobody_left(home: House) -> None:
    """The server has forgotten every connection."""
    async with asyncio.timeout(PATIENCE):
        while home.gateway.wheel.connections or home.gateway.hub.rooms:
            await asyncio.sleep(0.01)
