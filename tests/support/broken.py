"""Bytes that no client should send, and the code that each is closed with."""

import json
from uuid import uuid4

from query.live.limits import MAX_FRAME_BYTES
from tests.support.raw import BINARY, CLOSE, PING, TEXT, frame

HALF = MAX_FRAME_BYTES // 2 + 1
COMMAND = {
    "frame": "command",
    "command_id": str(uuid4()),
    "room": str(uuid4()),
    "type": "send_message",
    "data": {"body": "Let me in"},
}
BROKEN = {
    "unmasked": (frame(TEXT, b"{}", mask=False), 1002),
    "reserved bits": (frame(TEXT, b"{}", reserved=0b100), 1002),
    "a deflated frame nobody agreed on": (frame(TEXT, b"\x00", reserved=0b100), 1002),
    "reserved opcode": (frame(0x3, b"{}"), 1002),
    "fragmented ping": (frame(PING, b"", fin=False), 1002),
    "long ping": (frame(PING, b"x" * 126), 1002),
    "continuation of nothing": (frame(0x0, b"{}"), 1002),
    "a text inside a text": (frame(TEXT, b"{", fin=False) + frame(TEXT, b"}"), 1002),
    "binary": (frame(BINARY, b"{}"), 1003),
    "not UTF-8": (frame(TEXT, b"\xff\xfe"), 1007),
    "not UTF-8 across fragments": (frame(TEXT, b"\xc3", fin=False) + frame(0x0, b"\x28"), 1007),
    "too large": (frame(TEXT, b" " * (MAX_FRAME_BYTES + 1)), 1009),
    "too large by its own word": (b"\x81\xff" + (2**62).to_bytes(8), 1009),
    "too large in parts": (frame(TEXT, b" " * HALF, fin=False) + frame(0x0, b" " * HALF), 1009),
    "close with a bad code": (frame(CLOSE, (999).to_bytes(2)), 1002),
    "close with half a code": (frame(CLOSE, b"\x03"), 1002),
    "close with a bad reason": (frame(CLOSE, b"\x03\xe8\xff"), 1007),
    "not JSON": (frame(TEXT, b"hello"), 4400),
    "no frame of ours": (frame(TEXT, b'{"frame": "dance"}'), 4400),
    "unknown fields": (frame(TEXT, b'{"frame": "connect", "token": "x", "more": 1}'), 4400),
    "deep JSON": (frame(TEXT, b"[" * 100_000), 4400),
    "a wrong token": (frame(TEXT, b'{"frame": "connect", "token": "x.y.z"}'), 4401),
    "a pong before connect": (frame(TEXT, b'{"frame": "pong"}'), 4400),
    "a command before connect": (frame(TEXT, json.dumps(COMMAND).encode()), 4400),
}
