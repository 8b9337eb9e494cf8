"""Ids: version 7 for what happens now, version 8 for what follows from something else."""

import os
import time
from uuid import UUID

_DRAWN = 8192
_drawn = b""
_used = _DRAWN


def random_bytes(count: int) -> bytes:
    """Like `os.urandom`, for a few bytes at a time: drawn in bulk, by one system call for hundreds."""
    global _drawn, _used
    if _used + count > _DRAWN or not _drawn:
        _drawn, _used = os.urandom(_DRAWN), 0
    _used += count
    return _drawn[_used - count : _used]


def _forget_drawn() -> None:
    global _drawn
    _drawn = b""  # two processes must not give out the same bytes


os.register_at_fork(after_in_child=_forget_drawn)


def uuid7() -> UUID:
    """A UUIDv7 (RFC 9562): 48 bits of milliseconds, then 74 random bits."""
    value = (time.time_ns() // 1_000_000) << 80 | int.from_bytes(random_bytes(10))
    return UUID(int=value & ~(0xF << 76 | 0x3 << 62) | 0x7 << 76 | 0x2 << 62)


def uuid8(digest: bytes) -> UUID:
    """A UUIDv8 (RFC 9562) from the first 16 bytes of a digest."""
    value = int.from_bytes(digest[:16])
    return UUID(int=value & ~(0xF << 76 | 0x3 << 62) | 0x8 << 76 | 0x2 << 62)
