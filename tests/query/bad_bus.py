"""A bus that drops, repeats and reorders: frames from one NATS server brought badly to another."""

import asyncio
import random
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import nats
from nats.aio.msg import Msg

from events.live import SUBJECT


@asynccontextmanager
async def bad_bus(source: str, target: str, seed: int) -> AsyncIterator[None]:
    """Forward what is live, losing a tenth, saying a tenth twice, and some of it late."""
    chance = random.Random(seed)
    heard, said = await nats.connect(source), await nats.connect(target)
    late: list[Msg] = []

    async def forward(message: Msg) -> None:
        fate = chance.random()
        if fate < 0.1:
            return
        if fate < 0.3:
            late.append(message)
            return
        for one in [message] * (2 if fate < 0.4 else 1) + late:
            await said.publish(one.subject, one.data)
        late.clear()

    await heard.subscribe(SUBJECT + "*", cb=forward)
    await heard.flush()
    try:
        yield
    finally:
        await asyncio.gather(heard.close(), said.close())
