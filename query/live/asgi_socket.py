"""The socket under a server that frames messages itself: the same connection, by plain ASGI sends."""

import asyncio
from contextlib import suppress

from litestar import WebSocket
from litestar.exceptions import WebSocketDisconnect

from query.live import outgoing
from query.live.codes import Code
from query.live.form import Form
from query.live.gateway import Gateway
from query.live.limits import MAX_FRAME_BYTES
from query.live.socket import LOW, MAX_ANSWERS, MAX_QUEUED
from query.live.transport import Receiver


class AsgiSocket:
    """Queues what the connection says; `pump` sends it, so a slow reader is seen by how long that takes."""

    def __init__(self, socket: WebSocket, form: Form) -> None:  # type: ignore[type-arg]
        self.form = form
        self._socket = socket
        self._out: list[bytes] = []
        self._queued = 0
        self._ready = asyncio.Event()
        self._reads = asyncio.Event()
        self._reads.set()
        self._sent = asyncio.Event()
        self._why: tuple[int, str] | None = None
        self.closing = False
        self.code = 0
        self.stuck_since = 0.0

    def answer(self, data: bytes) -> None:
        if self._queued > MAX_QUEUED + MAX_ANSWERS:
            self.abort()
        if not self.closing:
            self._push(data)

    def offer(self, data: bytes) -> bool:
        if self._queued + len(data) > MAX_QUEUED:
            return self.closing
        self._push(data)
        return True

    def hint(self, data: bytes) -> bool:
        return self._queued + len(data) <= LOW and self.offer(data)

    def _push(self, data: bytes) -> None:
        self._out.append(data)
        self._queued += len(data)
        self._ready.set()

    async def drained(self) -> None:
        while self._queued > LOW and not self.closing:
            self._sent.clear()
            await self._sent.wait()

    def hold_back(self, hold: bool) -> None:
        self._reads.clear() if hold else self._reads.set()

    def close(self, code: int, reason: str) -> None:
        self._why = self._why or (code, reason)
        self.code = self.code if self.closing else code
        self.closing = True
        self._ready.set()
        self._sent.set()

    def abort(self) -> None:
        self._out, self._queued = [], 0
        self.closing = True
        self.close(Code.TRY_LATER, "")

    async def pump(self) -> None:
        """Send until the end has been said."""
        loop = asyncio.get_running_loop()
        while not self.closing or self._out:
            await self._ready.wait()
            self._ready.clear()
            out, self._out = self._out, []
            self.stuck_since = loop.time()
            for chunk in out:
                for payload in outgoing.payloads(chunk):
                    await (self._socket.send_bytes(payload) if self.form.packed else self._socket.send_text(payload))
                self._queued -= len(chunk)
            self.stuck_since = 0.0
            self._sent.set()
        code, reason = self._why or (Code.DONE, "")
        await self._socket.close(code, reason)

    async def listen(self, gateway: Gateway, address: str) -> None:
        """Carry one connection until it ends."""
        connection = gateway.connect(self, address)
        pumping = asyncio.create_task(self.pump())
        try:
            while not self.closing:
                await self._reads.wait()
                event = await self._socket.receive()
                if event["type"] == "websocket.disconnect":
                    self.abort()
                elif event["type"] == "websocket.receive":
                    self._hear(connection, event.get("bytes") if self.form.packed else event.get("text"))
        finally:
            connection.lost()
            with suppress(WebSocketDisconnect, RuntimeError):
                await pumping

    def _hear(self, connection: Receiver, message: str | bytes | None) -> None:
        if message is None:
            self.close(Code.WRONG_KIND, f"{self.form.kind} frames only")
            return
        data = message.encode() if isinstance(message, str) else message
        if len(data) > MAX_FRAME_BYTES:
            self.close(Code.TOO_BIG, f"at most {MAX_FRAME_BYTES} bytes")
        else:
            connection.message(data)
