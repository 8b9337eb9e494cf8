"""Refresh tokens: which session of whom, the how-manieth of it, and a code that only we can make; stored nowhere.

A token is base64url(session_id ‖ generation, 4 bytes ‖ account_id ‖ HMAC-SHA256 of all three), unpadded. So an old
genuine one, which is a theft or a copy, can be told from a forged one, which is nothing; and whoever holds a genuine
one can be told that the account is erased, when nothing else is left of the session. Earlier ones had no account_id.
"""

import binascii
import hmac
from base64 import urlsafe_b64decode, urlsafe_b64encode
from uuid import UUID

from msgspec import Struct

from command.keys import Keys

LENGTHS = (70, 91)  # of 52 bytes in base64, and of the 68 with an account_id
CODE = 32


class RefreshToken(Struct, frozen=True):
    """What a genuine token says."""

    session_id: UUID
    generation: int
    account_id: UUID | None = None


def write(keys: Keys, token: RefreshToken) -> str:
    account = token.account_id.bytes if token.account_id else b""
    said = token.session_id.bytes + token.generation.to_bytes(4) + account
    return urlsafe_b64encode(said + hmac.digest(keys.refresh, said, "sha256")).rstrip(b"=").decode()


def read(keys: Keys, text: str) -> RefreshToken | None:
    """What the token says; None for one that we did not make."""
    if len(text) not in LENGTHS or not text.isascii():
        return None
    try:
        raw = urlsafe_b64decode(text + "==")
    except binascii.Error:
        return None
    said, code = raw[:-CODE], raw[-CODE:]
    if not hmac.compare_digest(code, hmac.digest(keys.refresh, said, "sha256")):
        return None
    account_id = UUID(bytes=said[20:]) if said[20:] else None
    return RefreshToken(UUID(bytes=said[:16]), int.from_bytes(said[16:20]), account_id)
