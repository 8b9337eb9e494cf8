"""Records what one reader is told of a room, over HTTP and live, for the web client's reducer to be judged by."""

import asyncio
import json
from pathlib import Path
from typing import Any
from uuid import UUID

from tests.query.client import Client
from tests.query.house import House
from tests.support.patience import PATIENCE

Json = dict[str, Any]
ALL = 200


class Recorder:
    """One reader of one room. `seq` is how far the room was heard; `following` whether it is theirs to hear."""

    def __init__(self, home: House, who: UUID, room: UUID, folder: Path) -> None:
        self.home, self.who, self.room = home, who, room
        self.seq, self.position = 0, ""
        self.following = False
        self._file = (folder / f"{who}.jsonl").open("w")
        self._listening: asyncio.Task[None] | None = None
        self._write({"me": str(who), "room": str(room)})

    async def begin(self) -> None:
        """Forget everything, and begin with what HTTP says."""
        await self.cut()
        self.following = False
        answer = await self.home.get(self.who, f"/v1/rooms/{self.room}")
        if answer.status_code == 404:
            self._write({"barred": True})
            return
        told, self.position = answer.json(), answer.headers["parley-position"]
        self.seq, self.following = told["head"], True
        self._write({"told": told, "position": self.position, "anew": True})
        await self.again()

    async def again(self, overlap: int = 0) -> None:
        """The line breaks, wherever it is; some of what was heard may be heard again."""
        await self.cut()
        if self.following:
            self._listening = asyncio.create_task(self._listen(max(self.seq - overlap, 0)))

    async def cut(self) -> None:
        if self._listening is not None:
            self._listening.cancel()
            await asyncio.wait([self._listening])
            if not self._listening.cancelled():
                self._listening.result()
            self._listening = None

    async def page(self, limit: int = ALL, **where: int) -> Json | None:
        """A page of messages, answered while events go on coming."""
        if not self.following:
            return None
        seq = self.seq
        answer = await self._get("/messages", limit=limit, **where)
        if answer is None:
            return None
        found, link = answer
        sides = {"older": 'rel="prev"' in link, "newer": 'rel="next"' in link}
        page = {"room": str(self.room), "askedAt": seq, "where": where, "messages": found["messages"], **sides}
        self._write({"page": page})
        return page

    async def whole(self) -> None:
        """Page after page, until the beginning is known."""
        before: dict[str, int] = {}
        while (page := await self.page(**before)) and page["older"]:
            before = {"before": page["messages"][0]["seq"]}

    async def members(self) -> None:
        seq = self.seq
        if self.following and (answer := await self._get("/members")):
            self._write({"members": answer[0]["members"], "askedAt": seq})

    async def told(self) -> None:
        if self.following and (answer := await self._get("")):
            self._write({"told": answer[0], "position": self.position, "anew": False})

    def read(self, seq: int) -> None:
        if self.following:
            self._write({"read": seq})

    def looks(self, looks: bool) -> None:
        self._write({"looks": looks})

    async def end(self) -> None:
        """All there is has been heard: this is what HTTP says of it."""
        head = (await self.home.get(self.who, f"/v1/rooms/{self.room}")).json().get("head", 0)
        if self._listening:
            async with asyncio.timeout(PATIENCE):
                while not (self._listening.done() or 0 < head <= self.seq):  # of no room there is an end to be heard
                    await asyncio.sleep(0.01)
        await self.cut()
        if head and not self.following:  # who was put out and is back begins anew, as a client does
            await self.begin()
            await self.cut()
        end, members, messages = await self._snapshot()
        self._write({"end": end, "members": members, "messages": messages})
        self._file.close()

    async def _snapshot(self) -> tuple[Json | None, list[Json], list[Json]]:
        answer = await self.home.get(self.who, f"/v1/rooms/{self.room}")
        if answer.status_code == 404:
            return None, [], []
        members = (await self.home.get(self.who, f"/v1/rooms/{self.room}/members")).json()["members"]
        messages: list[Json] = []
        path = f"/v1/rooms/{self.room}/messages"
        while page := (
            await self.home.get(self.who, path, limit=ALL, after=messages[-1]["seq"] if messages else 0)
        ).json()["messages"]:
            messages += page
        return answer.json(), members, messages

    async def _get(self, path: str, **query: int) -> tuple[Json, str] | None:
        answer = await self.home.get(self.who, f"/v1/rooms/{self.room}{path}", min_position=self.position, **query)
        return (answer.json(), answer.headers.get("link", "")) if answer.status_code == 200 else None

    async def _listen(self, after: int) -> None:
        async with self.home.connected(self.who) as client:
            try:
                await self._hear(client, after)
            except asyncio.CancelledError:
                client.connection.transport.abort()
                raise

    async def _hear(self, client: Client, after: int) -> None:
        frame = await client.follow(self.room, {"epoch": self.home.epoch, "seq": after})
        hidden = frame.get("hidden")
        assert frame["frame"] == "followed", frame
        assert frame["recovered"]
        while True:
            self._write({"frame": frame})
            if frame["frame"] == "event" and frame["seq"] > self.seq:
                self.seq, self.position = frame["seq"], frame["position"]
            if hidden and hidden["from"] <= self.seq + 1 <= hidden["to"]:
                self.seq = hidden["to"]
            if frame["frame"] == "ended":
                self.following = frame["reason"] == "archived"
                return
            frame = await client.next()

    def _write(self, line: Json) -> None:
        self._file.write(json.dumps(line) + "\n")
