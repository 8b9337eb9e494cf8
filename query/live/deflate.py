"""permessage-deflate (RFC 7692) without context: no socket keeps a window, so one deflated event does for all."""

import zlib
from collections.abc import Sequence

from websockets.exceptions import NegotiationError
from websockets.extensions import Extension
from websockets.extensions.permessage_deflate import PerMessageDeflate, ServerPerMessageDeflateFactory
from websockets.typing import ExtensionParameter

from query.live.form import WINDOWS

WORTH = 1024  # bytes; what is shorter goes out as it is
TAIL = b"\x00\x00\xff\xff"  # ends every deflated message, and is left out (section 7.2.1)


class TooLong(Exception):
    """More than the limit came out."""


class Shared(ServerPerMessageDeflateFactory):
    """Accepts offers that one of our windows suits, always without context takeover."""

    def __init__(self) -> None:
        super().__init__(server_no_context_takeover=True, client_no_context_takeover=True)

    def process_request_params(
        self, params: Sequence[ExtensionParameter], accepted_extensions: Sequence[Extension]
    ) -> tuple[list[ExtensionParameter], PerMessageDeflate]:
        answer, agreed = super().process_request_params(params, accepted_extensions)
        window = next((ours for ours in WINDOWS if ours <= agreed.local_max_window_bits), None)
        if window is None:
            raise NegotiationError("a window smaller than ours")
        agreed.local_max_window_bits = window
        return [(name, str(window) if name == "server_max_window_bits" else value) for name, value in answer], agreed


def window_of(extensions: Sequence[Extension]) -> int:
    """The window that was agreed on, in bits; 0 for none."""
    return next((one.local_max_window_bits for one in extensions if isinstance(one, PerMessageDeflate)), 0)


def deflate(payload: bytes, window: int) -> bytes:
    """The payload of a compressed message."""
    machine = zlib.compressobj(wbits=-window)
    return (machine.compress(payload) + machine.flush(zlib.Z_SYNC_FLUSH))[: -len(TAIL)]


def inflate(payload: bytes, max_bytes: int) -> bytes:
    """What a compressed message says; raises `TooLong` before more is made of it, and `zlib.error`."""
    found = zlib.decompressobj(wbits=-max(WINDOWS)).decompress(payload + TAIL, max_bytes + 1)
    if len(found) > max_bytes:
        raise TooLong
    return found
