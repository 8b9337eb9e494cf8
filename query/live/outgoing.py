"""From a frame to the bytes of its WebSocket frame, built once however many sockets it is written to."""

import msgspec
from websockets.frames import Close, Frame, Opcode

from events import wire

_encoder = msgspec.json.Encoder()


def text(payload: bytes) -> bytes:
    """The WebSocket frame of a JSON text, unmasked and whole (RFC 6455, section 5.2)."""
    length = len(payload)
    if length < 126:
        return b"\x81%c%b" % (length, payload)
    if length < 65536:
        return b"\x81\x7e%b%b" % (length.to_bytes(2), payload)
    return b"\x81\x7f%b%b" % (length.to_bytes(8), payload)


def frame(said: wire.Frame) -> bytes:
    """The WebSocket frame of one frame of ours."""
    return text(_encoder.encode(said))


def pong(payload: bytes) -> bytes:
    """The answer to a WebSocket ping."""
    return Frame(Opcode.PONG, payload).serialize(mask=False)


def close(code: int, reason: str) -> bytes:
    """A close frame; a reason is 123 bytes at most."""
    return Frame(Opcode.CLOSE, Close(code, reason.encode()[:123].decode(errors="ignore")).serialize()).serialize(
        mask=False
    )


def texts(chunk: bytes) -> list[str]:
    """The texts inside a chunk of our own frames, for servers that frame them themselves."""
    found, at = [], 0
    while at < len(chunk):
        length, start = chunk[at + 1], at + 2
        if length >= 126:
            start += 2 if length == 126 else 8
            length = int.from_bytes(chunk[at + 2 : start])
        at = start + length
        found.append(chunk[start:at].decode())
    return found
