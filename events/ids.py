"""Ids: version 7 for what happens now, version 8 for what follows from something else."""

import os
import time
from uuid import UUID

_DRAWN = 10 * 512
_pool = b""


def uuid7() -> UUID:
    """A UUIDv7 (RFC 9562): 48 bits of milliseconds, then 74 random bits."""
    global _pool
    if len(_pool) < 10:
        _pool = os.urandom(_DRAWN)  # drawn in bulk: one system call for 512 ids
    tail, _pool = _pool[-10:], _pool[:-10]
    value = (time.time_ns() // 1_000_000) << 80 | int.from_bytes(tail)
    return UUID(int=value & ~(0xF << 76 | 0x3 << 62) | 0x7 << 76 | 0x2 << 62)


def uuid8(digest: bytes) -> UUID:
    """A UUIDv8 (RFC 9562) from the first 16 bytes of a digest."""
    value = int.from_bytes(digest[:16])
    return UUID(int=value & ~(0xF << 76 | 0x3 << 62) | 0x8 << 76 | 0x2 << 62)
