"""From bytes off the network to whole messages; an idle connection holds nothing."""

import zlib
from collections.abc import Generator, Iterator
from typing import cast

from websockets.exceptions import PayloadTooBig, ProtocolError
from websockets.extensions import Extension
from websockets.frames import Close, Frame, Opcode
from websockets.speedups import apply_mask
from websockets.streams import StreamReader

from query.live.codes import Code
from query.live.deflate import TooLong, inflate
from query.live.form import Form
from query.live.outgoing import BINARY, DEFLATED, TEXT

MAX_CONTROL = 125
MASKED = 0x80  # the mask's bit in the second byte


class Broken(Exception):
    """What was sent is no WebSocket message we take: the code and reason to close with."""

    def __init__(self, code: int, reason: str) -> None:
        super().__init__(reason)
        self.code = code
        self.reason = reason


class Incoming:
    """One client's frames, put together to messages of at most `max_bytes`."""

    __slots__ = ("_deflated", "_form", "_max_bytes", "_message", "_parser", "_reader")

    def __init__(self, max_bytes: int, form: Form) -> None:
        self._max_bytes = max_bytes
        self._form = form
        self._deflated = False
        self._reader: StreamReader | None = None
        self._parser: Generator[None, None, Frame] | None = None
        self._message: bytearray | None = None

    def feed(self, data: bytes) -> Iterator[tuple[Opcode | None, bytes]]:
        """The messages (whose opcode is None) and control frames that are complete now; raises `Broken`."""
        if self._reader is None and self._message is None:
            messages, rest = _whole_messages(data, self._max_bytes, self._form)
            for first, message in messages:
                yield None, self._read(message, first & DEFLATED != 0)
            if rest == len(data):
                return
            data = data[rest:]
        reader = self._reader = self._reader or StreamReader()
        reader.feed_data(data)
        while True:
            if self._parser is None:
                if not reader.buffer:
                    self._reader = None
                    return
                room = self._max_bytes - len(self._message or b"")
                self._parser = Frame.parse(
                    reader.read_exact, mask=True, max_size=max(room, MAX_CONTROL), extensions=self._extensions()
                )
            frame = self._next(self._parser)
            if frame is None:
                return
            self._parser = None
            yield from self._accept(frame)

    def _next(self, parser: Generator[None, None, Frame]) -> Frame | None:
        try:
            next(parser)
        except StopIteration as done:
            frame: Frame = done.value
            return frame
        except PayloadTooBig:
            raise Broken(Code.TOO_BIG, f"at most {self._max_bytes} bytes") from None
        except ProtocolError as error:
            raise Broken(Code.PROTOCOL_ERROR, str(error)) from None
        return None

    def _extensions(self) -> list[Extension]:
        return [cast(Extension, self)] if self._form.window else []

    def decode(self, frame: Frame, *, max_size: int | None) -> Frame:
        """As an extension: a message's first frame may say that the message is compressed (RFC 7692, section 6)."""
        if frame.rsv1 and frame.opcode in (Opcode.TEXT, Opcode.BINARY) and self._message is None:
            self._deflated, frame.rsv1 = True, False
        return frame

    def _accept(self, frame: Frame) -> Iterator[tuple[Opcode | None, bytes]]:
        if frame.opcode is Opcode.CLOSE:
            _check_close(frame)
        if frame.opcode in (Opcode.CLOSE, Opcode.PING, Opcode.PONG):
            yield frame.opcode, bytes(frame.data)
            return
        if frame.opcode is (Opcode.TEXT if self._form.packed else Opcode.BINARY):
            raise Broken(Code.WRONG_KIND, f"{self._form.kind} frames only")
        if (frame.opcode is Opcode.CONT) is (self._message is None):
            raise Broken(Code.PROTOCOL_ERROR, "fragments out of order")
        message = self._message if self._message is not None else bytearray()
        message += frame.data
        if len(message) > self._max_bytes:
            raise Broken(Code.TOO_BIG, f"at most {self._max_bytes} bytes")
        self._message = None if frame.fin else message
        if not frame.fin:
            yield Opcode.CONT, b""  # it counts, though it is not to be read yet
        else:
            deflated, self._deflated = self._deflated, False
            yield None, self._read(bytes(message), deflated)

    def _read(self, message: bytes, deflated: bool) -> bytes:
        if deflated:
            try:
                message = inflate(message, self._max_bytes)
            except TooLong:
                raise Broken(Code.TOO_BIG, f"at most {self._max_bytes} bytes") from None
            except zlib.error:
                raise Broken(Code.PROTOCOL_ERROR, "not deflated") from None
        if not self._form.packed:
            _check_text(message)
        return message


def _whole_messages(data: bytes, max_bytes: int, form: Form) -> tuple[list[tuple[int, bytes]], int]:
    """The short, whole, masked messages that some data begins with, by their first byte, and where they end.

    Nearly all that clients send is of this kind, and the parser below takes five times as long for it.
    """
    found, at, end = [], 0, len(data)
    whole = BINARY if form.packed else TEXT
    deflated = whole | DEFLATED if form.window else whole
    while at + 6 <= end and ((first := data[at]) == whole or first == deflated):
        length, start = data[at + 1] - MASKED, at + 2
        if length == 126 and at + 8 <= end:
            length, start = int.from_bytes(data[at + 2 : at + 4]), at + 4
            if length < 126:
                break
        elif not 0 <= length < 126:
            break
        if length > max_bytes or start + 4 + length > end:
            break
        at = start + 4 + length
        found.append((first, apply_mask(data[start + 4 : at], data[start : start + 4])))
    return found, at


def _check_text(message: bytes) -> None:
    try:
        message.decode()
    except UnicodeDecodeError:
        raise Broken(Code.NOT_UTF8, "not UTF-8") from None


def _check_close(frame: Frame) -> None:
    try:
        Close.parse(frame.data)
    except ProtocolError as error:
        raise Broken(Code.PROTOCOL_ERROR, str(error)) from None
    except UnicodeDecodeError:
        raise Broken(Code.NOT_UTF8, "not UTF-8") from None
