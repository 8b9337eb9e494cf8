"""A room in which words are said, edited and deleted, and what a client shows of it."""

import asyncio
import random
from typing import Any
from uuid import UUID

from events.room import MessageDeleted, MessageEdited
from tests.query.house import House


async def talk(home: House, room: UUID, author: UUID, count: int, seed: int) -> None:
    """So many events: words, and now and then an edit or a deletion of earlier ones."""
    chance = random.Random(seed)
    said: list[UUID] = []
    for number in range(count):
        if said and chance.random() < 0.1:
            await home.kept.accepted(
                room, MessageEdited(message_id=chance.choice(said), body=f"*{number}*"), actor=author
            )
        elif said and chance.random() < 0.1:
            gone = said.pop(chance.randrange(len(said)))
            await home.kept.accepted(room, MessageDeleted(message_id=gone), actor=author)
        else:
            said.append(await home.kept.say(room, author, f"number {number}"))
        if chance.random() < 0.2:
            await asyncio.sleep(0.005)


def state(frames: list[dict[str, Any]]) -> dict[str, Any]:
    """What a client shows who has heard these frames: the last words of each message."""
    shown: dict[str, Any] = {}
    for frame in frames:
        message = frame["data"].get("message_id")
        if frame["type"] == "message_deleted":
            shown[message] = None
        elif "body" in frame["data"] and frame["data"]["body"] is not None:
            shown[message] = (frame["data"]["body"], frame.get("html"))
    return {message: words for message, words in shown.items() if words}
