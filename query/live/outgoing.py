"""From a frame to the bytes of its WebSocket frame, built once however many sockets it is written to."""

import msgspec
from websockets import frames

from events.wire.frame import Frame
from query.live.deflate import WORTH, deflate
from query.live.form import Form

TEXT, BINARY, DEFLATED = 0x81, 0x82, 0x40  # first bytes of whole messages, and the bit (RSV1) of compressed ones
_encoder = msgspec.json.Encoder()
_packer = msgspec.msgpack.Encoder()


def text(payload: bytes) -> bytes:
    """The WebSocket frame of a JSON text."""
    return whole(TEXT, payload)


def whole(first: int, payload: bytes) -> bytes:
    """A WebSocket frame, unmasked and whole (RFC 6455, section 5.2), from its first byte on."""
    length = len(payload)
    if length < 126:
        return b"%c%c%b" % (first, length, payload)
    if length < 65536:
        return b"%c\x7e%b%b" % (first, length.to_bytes(2), payload)
    return b"%c\x7f%b%b" % (first, length.to_bytes(8), payload)


def frame(said: Frame, form: Form) -> bytes:
    """The WebSocket frame of one frame of ours; it is one socket's alone, and not worth deflating."""
    if form.packed:
        return whole(BINARY, _packer.encode(msgspec.to_builtins(said)))
    return text(_encoder.encode(said))


def packed(framed: bytes) -> bytes:
    """The WebSocket frame of the same in MessagePack, where a JSON text was framed: times and ids stay strings."""
    return whole(BINARY, _packer.encode(msgspec.json.decode(_payload(framed))))


def deflated(framed: bytes, window: int) -> bytes:
    """The WebSocket frame of the same, compressed if it gets shorter by that."""
    if len(framed) < WORTH:
        return framed
    payload = _payload(framed)
    found = deflate(payload, window)
    return whole(framed[0] | DEFLATED, found) if len(found) < len(payload) else framed


def pong(payload: bytes) -> bytes:
    """The answer to a WebSocket ping."""
    return frames.Frame(frames.Opcode.PONG, payload).serialize(mask=False)


def close(code: int, reason: str) -> bytes:
    """A close frame; a reason is 123 bytes at most."""
    said = frames.Close(code, reason.encode()[:123].decode(errors="ignore")).serialize()
    return frames.Frame(frames.Opcode.CLOSE, said).serialize(mask=False)


def payloads(chunk: bytes) -> list[bytes]:
    """What is inside a chunk of our own frames, for servers that frame it themselves."""
    found, at = [], 0
    while at < len(chunk):
        length, start = chunk[at + 1], at + 2
        if length >= 126:
            start += 2 if length == 126 else 8
            length = int.from_bytes(chunk[at + 2 : start])
        at = start + length
        found.append(chunk[start:at])
    return found


def _payload(framed: bytes) -> bytes:
    return framed[{126: 4, 127: 10}.get(framed[1], 2) :]
