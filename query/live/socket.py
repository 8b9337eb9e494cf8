"""One client's connection after the handshake: a small protocol that holds the transport and nothing of the request."""

import asyncio
from collections.abc import Callable, Iterator, MutableSet
from contextlib import suppress
from itertools import chain
from typing import Any

from websockets.frames import Opcode

from query.live import outgoing
from query.live.form import Form
from query.live.incoming import Broken, Incoming
from query.live.loop_turn import LoopTurn
from query.live.transport import Receiver

MAX_QUEUED = 1024 * 1024  # bytes of room frames that wait for a slow reader
MAX_ANSWERS = 256 * 1024  # bytes more for what it asked for
LOW = MAX_QUEUED // 4
CLOSE_PATIENCE = 2.0  # seconds for the client's close frame


class Socket(asyncio.Protocol):
    """The transport's protocol. Writes once a loop turn, holds at most `MAX_QUEUED` and `MAX_ANSWERS` bytes."""

    __slots__ = (
        "_connection",
        "_drained",
        "_held",
        "_incoming",
        "_marked",
        "_out",
        "_peers",
        "_queued",
        "_transport",
        "_turn",
        "_unheard",
        "closing",
        "code",
        "form",
        "stuck_since",
    )

    def __init__(
        self,
        transport: asyncio.Transport,
        turn: LoopTurn,
        form: Form,
        max_frame_bytes: int,
        connect: Callable[["Socket"], Receiver],
        peers: MutableSet[Any],
    ) -> None:
        self._transport = transport
        self._turn = turn
        self.form = form
        self._incoming = Incoming(max_frame_bytes, form)
        self._unheard: Iterator[tuple[Opcode | None, bytes]] | None = None  # what came and is not taken yet
        self._held = False
        self._peers = peers  # the server's set of open connections
        self._out: list[bytes] = []
        self._queued = 0
        self._marked = False
        self._drained: asyncio.Event | None = None
        self.closing = False
        self.code = 0
        self.stuck_since = 0.0
        peers.add(self)
        self._connection: Receiver = connect(self)

    def data_received(self, data: bytes) -> None:
        if self.closing:
            return
        found = self._incoming.feed(data)
        self._unheard = found if self._unheard is None else chain(self._unheard, found)
        self._hear()

    def _hear(self) -> None:
        """Take what has come, until that is enough."""
        unheard = None if self._held else self._unheard
        if unheard is None:
            return
        try:
            for opcode, payload in unheard:
                if opcode is None:
                    self._connection.message(payload)
                else:
                    self._control(opcode, payload)
                if self._held or self.closing:
                    return
            self._unheard = None
        except Broken as broken:
            self.close(broken.code, broken.reason)

    def _control(self, opcode: Opcode, payload: bytes) -> None:
        self._connection.alive()
        if opcode is Opcode.PING:
            self.answer(outgoing.pong(payload))
        elif opcode is Opcode.CLOSE:
            self.close(int.from_bytes(payload[:2]) if len(payload) >= 2 else 1000, "")
            self._transport.close()

    def answer(self, data: bytes) -> None:
        if self._waiting() > MAX_QUEUED + MAX_ANSWERS:
            self.abort()
        if self.closing:
            return
        self._out.append(data)
        self._queued += len(data)
        self._marked = True
        self._turn.answered(self)

    def offer(self, data: bytes) -> bool:
        if self._queued + len(data) > MAX_QUEUED or (self.stuck_since and self._waiting() + len(data) > MAX_QUEUED):
            return self.closing
        self._out.append(data)
        self._queued += len(data)
        if not self._marked:
            self._marked = True
            self._turn.due(self)
        return True

    def hint(self, data: bytes) -> bool:
        return self._waiting() + len(data) <= LOW and self.offer(data)

    def _waiting(self) -> int:
        return self._queued + self._transport.get_write_buffer_size()

    def flush(self) -> None:
        """Write all that waits, unless the client does not read."""
        self._marked = False
        if self.stuck_since or self.closing:
            return
        if self._out:
            out, self._out, self._queued = self._out, [], 0
            self._transport.write(out[0] if len(out) == 1 else b"".join(out))
        if self._drained is not None and not self.stuck_since:
            self._drained.set()

    def pause_writing(self) -> None:
        self.stuck_since = asyncio.get_running_loop().time()

    def resume_writing(self) -> None:
        self.stuck_since = 0.0
        self.flush()

    async def drained(self) -> None:
        while (self.stuck_since or self._queued > LOW) and not self.closing:
            self._drained = asyncio.Event()
            await self._drained.wait()
        self._drained = None

    def hold_back(self, hold: bool) -> None:
        self._held = hold
        if not hold:
            asyncio.get_running_loop().call_soon(self._hear)  # not now: who asks may be in the middle of it
        if not self._transport.is_closing():
            self._transport.pause_reading() if hold else self._transport.resume_reading()

    def close(self, code: int, reason: str) -> None:
        if self.closing:
            return
        self.code = code
        self._out.append(outgoing.close(code, reason))
        self._transport.write(b"".join(self._out))
        self._over()
        # A transport closed now would answer what the client still sends with a reset, and the reason would be lost:
        # end our half, and the client ends the other.
        with suppress(OSError):  # the client is gone already, and we are about to hear of it
            if self._transport.can_write_eof():
                self._transport.write_eof()
        asyncio.get_running_loop().call_later(CLOSE_PATIENCE, self._transport.abort)

    def abort(self) -> None:
        self._over()
        self._transport.abort()

    def _over(self) -> None:
        self.closing = True
        self._unheard = None
        self._out, self._queued = [], 0
        if self._drained is not None:
            self._drained.set()

    def eof_received(self) -> None:
        return None

    def connection_lost(self, error: Exception | None) -> None:
        self._over()
        self._peers.discard(self)
        self._connection.lost()

    def shutdown(self) -> None:
        """Called by the server when it is about to end."""
        self._connection.shutdown()
