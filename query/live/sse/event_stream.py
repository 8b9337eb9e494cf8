"""The connection carried by one HTTP answer that does not end: it asks once, and is told events."""

import asyncio
import random
from collections.abc import Callable

import msgspec
from litestar.types import Receive, Send

from events.wire.client import Follow
from events.wire.server import Followed, Goodbye
from query.live import outgoing
from query.live.connection import Connection
from query.live.form import PLAIN
from query.live.personal.beginning import FollowPersonal
from query.live.plan import RESUME_AT_MOST, asked_after
from query.live.socket import LOW, MAX_ANSWERS, MAX_QUEUED
from query.live.sse import encoding

COME_BACK = (500, 2000)  # milliseconds from … to, for a line that breaks without a goodbye
LAST = frozenset({"ended", "lagging", "rejected"})  # with what it asked for over, there is nothing more to carry
_followed = msgspec.json.Decoder(Followed)
_goodbyes = msgspec.json.Decoder(Goodbye)


class _Refusal(msgspec.Struct):
    status: int


class _Rejected(msgspec.Struct):
    problem: _Refusal


_rejected = msgspec.json.Decoder(_Rejected)


class EventStream:
    """A `Transport` of server-sent events, of what was `asked` for; `cut` ends the connection at once."""

    form = PLAIN

    def __init__(self, epoch: str, asked: Follow | FollowPersonal, cut: Callable[[], None]) -> None:
        self._epoch = epoch
        self._asked = asked
        self._cut = cut
        self._out: list[bytes] = [encoding.retry(random.randint(*COME_BACK))]  # noqa: S311 - it only spreads
        self._queued = 0
        self._ready = asyncio.Event()
        self._sent = asyncio.Event()
        self._began: asyncio.Future[int | None] = asyncio.get_running_loop().create_future()
        self._ready.set()
        self.place: Callable[[], str | None] = lambda: None  # up to where all was said, at a heartbeat
        self.closing = False
        self.code = 0
        self.stuck_since = 0.0

    async def begun(self) -> int | None:
        """Wait for the first thing said: None, or the status of the refusal that it is."""
        return await self._began

    def answer(self, data: bytes) -> None:
        if self._queued > MAX_QUEUED + MAX_ANSWERS:
            self.abort()
        for payload in outgoing.payloads(data):
            head = encoding.heads.decode(payload)
            early = head.frame == "ping" and not self._began.done()  # the answer may still be a refusal
            if head.frame != "hello" and not early and not self.closing:
                self._say(head, payload)

    def _say(self, head: encoding.Head, payload: bytes) -> None:
        if not self._began.done():
            self._began.set_result(_rejected.decode(payload).problem.status if head.frame == "rejected" else None)
        self._push(encoding.event(head.frame, payload, self._id_of(head, payload)))
        if head.frame == "goodbye" and (after_ms := _goodbyes.decode(payload).after_ms)[1]:
            self._push(encoding.retry(random.randint(*after_ms)))  # noqa: S311 - it only spreads
        if head.frame in LAST:
            self.close(0, "")

    def _id_of(self, head: encoding.Head, payload: bytes) -> str | None:
        match head.frame:
            case "followed":
                return self._resumes(payload)
            case "ping":
                return self.place()
            case _:
                return encoding.id_of(head, self._epoch)

    def _resumes(self, payload: bytes) -> str:
        """Where to come back to for whoever is cut off before the first event: before what is sent now."""
        head = _followed.decode(payload).head
        assert isinstance(self._asked, Follow)
        after = asked_after(self._epoch, head, self._asked.from_)
        return f"{self._epoch}.{head if after is None or head - after > RESUME_AT_MOST else after}"

    def offer(self, data: bytes) -> bool:
        events = encoding.events(data, self._epoch)
        if self._queued + len(events) > MAX_QUEUED:
            return self.closing
        self._push(events)
        return True

    def hint(self, data: bytes) -> bool:
        return self._queued + len(data) <= LOW and self.offer(data)

    def _push(self, data: bytes) -> None:
        if not self._began.done():
            self._began.set_result(None)
        if not self.closing:
            self._out.append(data)
            self._queued += len(data)
            self._ready.set()

    async def drained(self) -> None:
        while self._queued > LOW and not self.closing:
            self._sent.clear()
            await self._sent.wait()

    def hold_back(self, hold: bool) -> None:
        """Nothing is read from the client."""

    def close(self, code: int, reason: str) -> None:
        self.code = self.code if self.closing else code
        self.closing = True
        self._ready.set()
        self._sent.set()
        if not self._began.done():
            self._began.set_result(None)

    def abort(self) -> None:
        self.lost()
        self._cut()

    def lost(self) -> None:
        """Nobody reads any more."""
        self._out, self._queued = [], 0
        self.close(0, "")

    async def carry(self, connection: Connection, send: Send, receive: Receive) -> None:
        """Send until the end has been said, or the client is gone."""
        hearing = asyncio.create_task(self._hear(receive))
        try:
            while not self.closing or self._out:
                await self._ready.wait()
                self._ready.clear()
                out, self._out = self._out, []
                for events in out:
                    await self._send(send, events)
                    connection.heard = True  # what is taken off our hands is the answer to a ping
                self._sent.set()
            await send({"type": "http.response.body", "body": b"", "more_body": False})
        finally:
            self.lost()
            hearing.cancel()

    async def _send(self, send: Send, events: bytes) -> None:
        self.stuck_since = asyncio.get_running_loop().time()
        await send({"type": "http.response.body", "body": events, "more_body": True})
        self.stuck_since = 0.0
        self._queued -= len(events)

    async def _hear(self, receive: Receive) -> None:
        while (await receive())["type"] != "http.disconnect":
            continue
        self.lost()
