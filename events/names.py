"""How a unique name is written, and which stream claims it."""

import hmac
import re
from uuid import UUID

import idna

from events.claim import ClaimKind
from events.ids import uuid8

USERNAME = re.compile(r"[a-z0-9._-]{2,32}")
LOCAL_PART = re.compile(r"[^\s@\x00-\x1f]{1,64}")

# For JSON Schemas: addresses that are certainly good; what else IDNA allows is taken too.
_LABEL = "[A-Za-z0-9](-?[A-Za-z0-9]){0,30}"
EMAIL_PATTERN = rf"^[A-Za-z0-9._%+-]{{1,64}}@{_LABEL}(\.{_LABEL}){{0,3}}$"


class UnusableName(ValueError):
    """This name cannot be used."""


def normalise_username(username: str) -> str:
    """Lower-case ASCII `[a-z0-9._-]`, 2 to 32 characters; raises `UnusableName`."""
    normalised = username.lower() if username.isascii() else ""
    if not USERNAME.fullmatch(normalised):
        raise UnusableName
    return normalised


def normalise_email(email: str) -> str:
    """Lower-cased, with an IDNA domain, of which a last dot says nothing; raises `UnusableName`."""
    local, _, domain = email.strip().rstrip(".").rpartition("@")
    if not LOCAL_PART.fullmatch(local):
        raise UnusableName
    try:
        return f"{local.lower()}@{idna.encode(domain, uts46=True).decode()}"
    except idna.IDNAError as error:
        raise UnusableName from error


def claim_stream(claim_key: bytes, kind: ClaimKind, normalised: str) -> UUID:
    """The stream of a unique name: UUIDv8(HMAC-SHA256(claim key, `v1` ‖ kind ‖ 0x00 ‖ normalised))."""
    return uuid8(hmac.digest(claim_key, b"v1" + kind.encode() + b"\x00" + normalised.encode(), "sha256"))
