"""A crowd that follows one room: what comes is counted and its bytes are compared, because parsing it all would be
what a bench of the server measures."""

import asyncio
import re
import time
import zlib
from collections.abc import Iterator, Sequence
from typing import cast
from urllib.parse import urlsplit

from msgspec import Struct

from bench.line import Line
from bench.tally import Failed
from bench.window import Window, until
from bench.worker import Pipe
from bench.ws_client import CONNECT, HELLO, PONG, READY
from bench.ws_subscribers import FOLLOW, FOLLOWED

AT_ONCE = 100  # connections that are made beside each other
COMES_WITHIN = 60.0  # seconds
HANDSHAKE = (
    b"GET /v1/live HTTP/1.1\r\nHost: %b\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
    b"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n%b\r\n"
)
DEFLATE = b"Sec-WebSocket-Extensions: permessage-deflate; server_no_context_takeover; client_no_context_takeover\r\n"
PING_WORD = b'"frame":"ping"'
PING = re.compile(rb'\x81.{1,3}?\{"frame":"ping","heads":\{[^}]*\}\}', re.DOTALL)
PING_BEGINS, LONGEST_PING = b'{"frame":"ping","heads":{', 200
SEQ = re.compile(rb'"seq":(\d+)')
COMPRESSED, END_OF_BLOCK = 0x40, b"\x00\x00\xff\xff"


class Heard(Struct, frozen=True):
    """What all of a crowd heard within a window, and the bytes on the wire that one delivery took."""

    deliveries: int
    bytes_each: float


async def crowd(pipe: Pipe, url: str, lines: Sequence[Line], deflate: bool) -> None:
    """Follow, then listen through every window the bench names; raises `Failed` where anybody missed anything."""
    everybody = await gathered(url, lines, deflate=deflate)
    pipe.say("ready")
    while True:
        window: Window = await pipe.hear()
        for number, listener in enumerate(everybody):
            listener.begin(keep=not number)
        pipe.say("listening")  # what is said before would be missed
        await until(window.begin)
        first = sum(listener.size for listener in everybody)
        await until(window.end)
        last = sum(listener.size for listener in everybody)
        expected: int = await pipe.hear()
        await all_heard(everybody, expected)
        each = everybody[0].size / expected
        pipe.say(Heard(int((last - first) / each), each))


async def gathered(url: str, lines: Sequence[Line], *, deflate: bool = False) -> "list[Listener]":
    """So many listeners who follow; raises `Failed`."""
    everybody = [Listener(line, urlsplit(url).netloc, deflate) for line in lines]
    for at in range(0, len(everybody), AT_ONCE):
        async with asyncio.timeout(COMES_WITHIN):
            await asyncio.gather(*(come(url, listener) for listener in everybody[at : at + AT_ONCE]))
    return everybody


async def come(url: str, listener: "Listener") -> None:
    """Connect, sign in and follow."""
    host, port = urlsplit(url).netloc.split(":")
    await asyncio.get_running_loop().create_connection(lambda: listener, host, int(port))
    await listener.ready


class Listener(asyncio.Protocol):
    """One connection, which speaks as little WebSocket as it can: its mask is zero."""

    def __init__(self, line: Line, host: str, deflate: bool) -> None:
        self.ready: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self.size = self.crc = 0
        self.kept = bytearray()
        self._keep = False
        self._line = line
        self.host = host
        self._deflate = deflate
        self._listening = False
        self._early = self._seam = self._unfinished = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = cast(asyncio.Transport, transport)  # uvloop's are none by their class
        self.transport.write(HANDSHAKE % (self.host.encode(), DEFLATE if self._deflate else b""))

    def connection_lost(self, error: Exception | None) -> None:
        if not self.ready.done():
            self.ready.set_exception(Failed(f"the server hung up: {self._early[-200:]!r} {error!r}"))

    def begin(self, *, keep: bool) -> None:
        """Count from now on."""
        self.size = self.crc = 0
        self.kept, self._keep = bytearray(), keep

    def data_received(self, data: bytes) -> None:
        if PING_WORD in data or PING_WORD in self._seam + data[: len(PING_WORD)]:
            self.say(PONG)
        self._seam = data[1 - len(PING_WORD) :]
        if not self._listening:
            self._greet(data)
            return
        if not self._deflate:  # there any byte may be a frame's last
            data = self._unfinished + data
            whole = unfinished_ping(data)
            data, self._unfinished = data[:whole], data[whole:]
        if PING_WORD in data:
            data = PING.sub(b"", data)
        self.size += len(data)
        self.crc = zlib.crc32(data, self.crc)
        if self._keep:
            self.kept += data

    def say(self, frame: bytes) -> None:
        length = bytes([128 | len(frame)]) if len(frame) < 126 else b"\xfe" + len(frame).to_bytes(2)
        self.transport.write(b"\x81" + length + b"\0\0\0\0" + frame)

    def introduce(self) -> None:
        """Say who this is."""
        self.say(CONNECT % self._line.token.encode())

    def follow(self) -> None:
        self.say(FOLLOW % self._line.room.encode())

    def _greet(self, data: bytes) -> None:
        self._early += data
        if HELLO in self._early:
            self._early = self._early[self._early.index(HELLO) + len(HELLO) :]
            self.introduce()
        if READY in self._early:
            self._early = self._early[self._early.index(READY) + len(READY) :]
            self.follow()
        if FOLLOWED in self._early:
            self._listening, self._early = True, b""
            self.ready.set_result(None)


def unfinished_ping(data: bytes) -> int:
    """Where a ping begins that has not come whole, or what may yet be one; the end of the data where nothing does."""
    at = data.rfind(b"\x81", max(0, len(data) - LONGEST_PING))
    for payload in (data[at + 2 :], data[at + 4 :]):
        begun = payload.startswith(PING_BEGINS) or (PING_BEGINS.startswith(payload) and not data.endswith(b"}"))
        if at >= 0 and begun and not payload.endswith(b"}}"):
            return at
    return len(data)


def heard(data: bytes) -> Iterator[bytes]:
    """The messages that whole frames carry; of the last one there may be a part, which is left out."""
    at = 0
    while at + 1 < len(data):
        first, length, start = data[at], data[at + 1], at + 2
        if length >= 126:
            start += 2 if length == 126 else 8
            length = int.from_bytes(data[at + 2 : start])
        at = start + length
        if at > len(data):
            return
        payload = data[start:at]
        yield zlib.decompressobj(-15).decompress(payload + END_OF_BLOCK) if first & COMPRESSED else payload


async def all_heard(everybody: "Sequence[Listener]", expected: int) -> None:
    """Wait until everybody has heard the same, which is so many events in their order; raises `Failed`."""
    deadline = time.perf_counter() + COMES_WITHIN
    while True:
        same = len({(listener.size, listener.crc) for listener in everybody}) == 1
        seqs = _seqs(bytes(everybody[0].kept)) if same else []
        if len(seqs) >= expected:
            break
        if time.perf_counter() > deadline:
            raise Failed(f"of {expected} events {len(seqs)} came" if same else "not everybody has heard the same")
        await asyncio.sleep(0.05)
    if seqs != list(range(seqs[0], seqs[0] + expected)):
        raise Failed(f"{len(seqs)} events for {expected}, or not in order")


def _seqs(data: bytes) -> list[int]:
    return [int(found[1]) for message in heard(data) if (found := SEQ.search(message))]
