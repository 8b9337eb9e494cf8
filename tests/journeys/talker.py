"""Somebody who talks on whatever breaks: says each message again under its id until it is acknowledged."""

import asyncio
import time
from uuid import UUID, uuid4

import httpx
from msgspec import Struct

from tests.journeys.person import Person


class Said(Struct, frozen=True):
    """A message that the server has taken: when it was first sent, and when its acknowledgement came."""

    message_id: str
    sent: float
    acknowledged: float


class Talker:
    """Over HTTP. `said` are the messages the server has taken; `pause` are the seconds between one and the next."""

    def __init__(self, person: Person, room: str, pause: float = 0.0) -> None:
        self.person = person
        self._room = room
        self._pause = pause
        self.said: list[Said] = []
        self.again = 0
        self._stopping = False
        self._task = asyncio.create_task(self._talk(), name=f"{person.username} talks")

    @property
    def acknowledged(self) -> list[str]:
        return [one.message_id for one in self.said]

    async def stop(self) -> None:
        """Finish the message under way, and stop."""
        self._stopping = True
        await self._task

    async def _talk(self) -> None:
        while not self._stopping:
            message_id, sent = uuid4(), time.monotonic()
            while not await self._taken(message_id):
                self.again += 1
                await asyncio.sleep(0.05)
            self.said.append(Said(str(message_id), sent, time.monotonic()))
            await asyncio.sleep(self._pause)

    async def _taken(self, message_id: UUID) -> bool:
        message = {"message_id": str(message_id), "body": f"message {len(self.said)}"}
        try:
            answer = await self.person.http.post(f"/v1/rooms/{self._room}/messages", json=message)
        except httpx.TransportError:
            return False
        assert answer.is_success or answer.status_code == 503, f"{answer.status_code} {answer.text}"
        return answer.is_success
