"""Follows a room, misses nothing and says what is typed: `live_client.py URL USERNAME PASSWORD ROOM [EPOCH SEQ]`.

Every event is a line of JSON on standard output, once and in order, whatever becomes of connection and server; what
else happens is told on standard error. Needs only websockets; the rules it keeps to are in docs/protocol.md.
"""

import asyncio
import json
import random
import sys
import threading
import time
from contextlib import suppress
from logging import warning as tell
from typing import Any
from urllib.error import HTTPError
from urllib.request import Request, urlopen
from uuid import uuid4

from websockets.asyncio.client import connect
from websockets.exceptions import WebSocketException

PATIENCE = (429, 503)  # what is refused with one of these may be tried again
Json = dict[str, Any]


class Client:
    """Follows one room from after `seq` of `epoch` on, or from its beginning."""

    def __init__(self, api: str, username: str, password: str, room: str, epoch: str = "", seq: str = "0") -> None:
        self.api, self.who, self.room = api.rstrip("/"), {"username": username, "password": password}, room
        self.epoch, self.seq = epoch, int(seq)
        self.token, self.renew_at, self.ready = "", 0.0, False
        self.ranges: list[tuple[Json, bool]] = []  # seqs that are not sent, and whether they can be fetched
        self.unanswered: dict[str, Json] = {}
        self.tries, self.wait = 0, 0.0

    async def run(self) -> None:
        threading.Thread(target=self.listen, args=(asyncio.get_running_loop(),), daemon=True).start()
        while True:
            self.wait = random.uniform(0, min(30, 2**self.tries))  # noqa: S311 - full jitter
            self.tries, self.ready = self.tries + 1, False
            try:
                async with connect(self.api.replace("http", "ws", 1) + "/v1/live", max_size=None) as self.live:
                    async for text in self.live:
                        await self.hear(json.loads(text))
            except (OSError, WebSocketException) as error:
                tell("disconnected: %r", error)
            await asyncio.sleep(self.wait)

    def listen(self, loop: asyncio.AbstractEventLoop) -> None:
        for line in sys.stdin:
            asyncio.run_coroutine_threadsafe(self.say(line.rstrip("\n")), loop)

    async def say(self, body: str) -> None:
        """Said once, however often it must be sent: the same command_id until there is an answer."""
        command_id = str(uuid4())
        command = {"frame": "command", "id": command_id, "command_id": command_id, "room": self.room}
        self.unanswered[command_id] = command | {"type": "send_message", "data": {"body": body}}
        if self.ready:
            await self.send(self.unanswered[command_id])

    async def hear(self, frame: Json) -> None:
        match frame["frame"]:
            case "hello":
                if self.epoch not in ("", frame["epoch"]):  # the log was restored: nothing we hold can be relied on
                    self.seq = 0
                self.epoch = frame["epoch"]
                await self.connect()
            case "ready":
                self.ready = True
                await self.send(*self.unanswered.values())
            case "followed":
                self.tries = 0
                self.ranges = [(one, fetch) for one, fetch in ((frame["gap"], True), (frame["hidden"], False)) if one]
                await self.skip()
            case "event" if frame["seq"] == self.seq + 1:
                self.take(frame)
                await self.skip()
            case "event" if frame["seq"] > self.seq + 1:
                await self.connect()  # something was lost; what is not beyond our seq we have already
            case "ping":
                await self.send({"frame": "pong"}, *self.unanswered.values())
                if time.monotonic() > self.renew_at or frame["heads"].get(self.room, 0) > self.seq:
                    await self.connect()
            case "lagging":
                tell("lagging: fetching %d to %d", self.seq + 1, frame["head"])
                await self.fetch(frame["head"])
                await self.connect()
            case "accepted":
                self.unanswered.pop(frame["id"], None)
            case "rejected" if frame["problem"]["status"] in PATIENCE:
                if frame.get("id") not in self.unanswered:  # else it is sent again with the next ping
                    await self.live.close()
            case "rejected" if self.unanswered.pop(frame.get("id", ""), None):
                tell("refused: %s", frame["problem"]["detail"])
            case "goodbye" if frame["retry"]:
                tell("goodbye: %s", frame["reason"])
                self.wait = random.uniform(*frame["after_ms"]) / 1000  # noqa: S311
                self.renew_at = 0.0 if frame["code"] == 4401 else self.renew_at
            case "goodbye" | "ended" | "rejected":
                sys.exit(f"over: {frame.get('reason') or frame['problem']['detail']}")

    async def connect(self) -> None:  # first of all, to renew the token, and whenever something is missing
        if time.monotonic() > self.renew_at:
            session = await asyncio.to_thread(self.http, "/v1/sessions", self.who)
            self.token, self.renew_at = session["access_token"], time.monotonic() + 0.7 * session["expires_in"]
        resume = [{"room": self.room, "epoch": self.epoch, "seq": self.seq}]
        await self.send({"frame": "connect", "token": self.token, "resume": resume})

    async def send(self, *frames: Json) -> None:
        with suppress(WebSocketException):  # a connection that is lost is heard of where it is read
            for frame in frames:
                await self.live.send(json.dumps(frame))

    def take(self, event: Json) -> None:
        self.seq = event["seq"]
        print(json.dumps(event), flush=True)

    async def skip(self) -> None:
        """Go over the range that begins with the next seq: what must be fetched, or may not be seen."""
        for one, fetch in self.ranges * 2:
            if one["from"] <= self.seq + 1 <= one["to"]:
                await self.fetch(one["to"] if fetch else 0)
                self.seq = max(self.seq, one["to"])

    async def fetch(self, last: int) -> None:
        """The events up to a seq, over HTTP; those that one may not see are left out of the pages."""
        while self.seq < last:
            page = await asyncio.to_thread(self.http, f"/v1/rooms/{self.room}/events?after={self.seq}&limit=200")
            for event in page["events"]:
                self.take(event)
            self.seq = self.seq if page["events"] else last

    def http(self, path: str, body: Json | None = None) -> Json:
        headers = {"content-type": "application/json"} if body else {"authorization": f"Bearer {self.token}"}
        try:
            request = Request(self.api + path, json.dumps(body).encode() if body else None, headers)  # noqa: S310
            with urlopen(request, timeout=30) as answer:  # noqa: S310
                return dict(json.load(answer))
        except HTTPError as error:  # an OSError: the connection begins again later
            if body and error.code not in PATIENCE:
                sys.exit(f"over: {error}")
            raise


if __name__ == "__main__":
    with suppress(KeyboardInterrupt):
        asyncio.run(Client(*sys.argv[1:]).run())
