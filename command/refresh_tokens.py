"""Refresh tokens: which session, the how-manieth of it, and a code that only we can make; stored nowhere.

A token is base64url(session_id ‖ generation, 4 bytes ‖ HMAC-SHA256 of both), unpadded. So an old genuine one, which is
a theft or a copy, can be told from a forged one, which is nothing.
"""

import binascii
import hmac
from base64 import urlsafe_b64decode, urlsafe_b64encode
from uuid import UUID

from msgspec import Struct

from command.keys import Keys

LENGTH = 70  # of the 52 bytes in base64


class RefreshToken(Struct, frozen=True):
    """What a genuine token says."""

    session_id: UUID
    generation: int


def write(keys: Keys, token: RefreshToken) -> str:
    said = token.session_id.bytes + token.generation.to_bytes(4)
    return urlsafe_b64encode(said + hmac.digest(keys.refresh, said, "sha256")).rstrip(b"=").decode()


def read(keys: Keys, text: str) -> RefreshToken | None:
    """What the token says; None for one that we did not make."""
    if len(text) != LENGTH or not text.isascii():
        return None
    try:
        raw = urlsafe_b64decode(text + "==")
    except binascii.Error:
        return None
    said, code = raw[:20], raw[20:]
    if not hmac.compare_digest(code, hmac.digest(keys.refresh, said, "sha256")):
        return None
    return RefreshToken(UUID(bytes=said[:16]), int.from_bytes(said[16:]))
