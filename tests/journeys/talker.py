"""Somebody who talks on whatever breaks: says each message again under its id until it is acknowledged."""

import asyncio
from uuid import UUID, uuid4

import httpx

from tests.journeys.person import Person


class Talker:
    """`acknowledged` are the ids of the messages the server has taken."""

    def __init__(self, person: Person, room: str) -> None:
        self._person = person
        self._room = room
        self.acknowledged: list[str] = []
        self.again = 0
        self._stopping = False
        self._task = asyncio.create_task(self._talk(), name=f"{person.username} talks")

    async def stop(self) -> None:
        """Finish the message under way, and stop."""
        self._stopping = True
        await self._task

    async def _talk(self) -> None:
        while not self._stopping:
            message_id = uuid4()
            while not await self._said(message_id):
                self.again += 1
                await asyncio.sleep(0.05)
            self.acknowledged.append(str(message_id))

    async def _said(self, message_id: UUID) -> bool:
        message = {"message_id": str(message_id), "body": f"message {len(self.acknowledged)}"}
        try:
            answer = await self._person.http.post(f"/v1/rooms/{self._room}/messages", json=message)
        except httpx.TransportError:
            return False
        assert answer.is_success or answer.status_code == 503, f"{answer.status_code} {answer.text}"
        return answer.is_success
