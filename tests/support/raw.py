"""A client that sends whatever bytes it likes after the handshake."""

import asyncio
import json
import os
import struct
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any
from urllib.parse import urlsplit

from tests.support.patience import PATIENCE

KEY = "dGhlIHNhbXBsZSBub25jZQ=="
TEXT, BINARY, CLOSE, PING, PONG = 0x1, 0x2, 0x8, 0x9, 0xA


def frame(opcode: int, payload: bytes, *, fin: bool = True, mask: bool = True, reserved: int = 0) -> bytes:
    """A client's frame, right or wrong."""
    head = bytes([(0x80 if fin else 0) | reserved << 4 | opcode])
    length = len(payload)
    if length < 126:
        size = bytes([length])
    else:
        size = b"\x7e" + struct.pack(">H", length) if length < 0x10000 else b"\x7f" + struct.pack(">Q", length)
    if not mask:
        return head + size + payload
    key = os.urandom(4)
    masked = bytes(byte ^ key[at % 4] for at, byte in enumerate(payload))
    return head + bytes([size[0] | 0x80]) + size[1:] + key + masked


class Raw:
    """One connection, frame by frame."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.reader = reader
        self.writer = writer
        self.headers: dict[str, str] = {}

    def send(self, data: bytes) -> None:
        self.writer.write(data)

    def say(self, name: str, **fields: Any) -> None:
        self.send(frame(TEXT, json.dumps({"frame": name, **fields}, default=str).encode()))

    async def next(self) -> tuple[int, bytes]:
        """The next frame's opcode and payload."""
        async with asyncio.timeout(PATIENCE):
            first, second = await self.reader.readexactly(2)
            length = second & 0x7F
            if length == 126:
                length = int.from_bytes(await self.reader.readexactly(2))
            elif length == 127:
                length = int.from_bytes(await self.reader.readexactly(8))
            return first & 0xF, await self.reader.readexactly(length)

    async def heard(self, name: str) -> dict[str, Any]:
        opcode, payload = await self.next()
        found: dict[str, Any] = json.loads(payload)
        assert (opcode, found["frame"]) == (TEXT, name), found
        return found

    async def closed(self) -> int:
        """Hear the connection out, to its very end: the code it was closed with."""
        code = 0
        while not code:
            opcode, payload = await self.next()
            if opcode == CLOSE:
                code = int.from_bytes(payload[:2])
        async with asyncio.timeout(PATIENCE):
            assert await self.reader.read() == b""
        return code


@asynccontextmanager
async def raw(url: str, headers: str = "", path: str = "/v1/live") -> AsyncIterator[tuple[str, Raw]]:
    """Ask for a WebSocket; the status line of the answer, and the connection."""
    host = urlsplit(url).netloc
    reader, writer = await asyncio.open_connection(*host.split(":"))
    writer.write(
        f"GET {path} HTTP/1.1\r\nHost: {host}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        f"Sec-WebSocket-Key: {KEY}\r\nSec-WebSocket-Version: 13\r\n{headers}\r\n".encode()
    )
    status = (await reader.readline()).decode()
    connection = Raw(reader, writer)
    while line := (await reader.readline()).decode().strip():
        name, _, value = line.partition(":")
        connection.headers[name.lower()] = value.strip()
    try:
        yield status, connection
    finally:
        writer.close()
