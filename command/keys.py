"""What is derived from the claim key: fingerprints, ids that follow from other ids, and refresh tokens' key."""

import hmac
from uuid import UUID

import msgspec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from command.domain.command import Command
from events.ids import uuid8

FINGERPRINT = b"parley command fingerprint v1"
REFRESH = b"parley refresh token v1"


class Keys(msgspec.Struct, frozen=True):
    """One deployment's; all follow from the claim key, which is never rotated."""

    claim: bytes
    fingerprint: bytes
    refresh: bytes

    def __repr__(self) -> str:
        return "Keys()"  # never a key in a log


def derive(claim_key: bytes) -> Keys:
    """All keys that follow from the claim key."""
    return Keys(claim_key, _key(claim_key, FINGERPRINT), _key(claim_key, REFRESH))


def fingerprint(keys: Keys, command: Command) -> bytes:
    """What a repeat of a command has in common with it, and another content has not."""
    return hmac.digest(keys.fingerprint, msgspec.json.encode(command.asked()), "sha256")


def following_id(keys: Keys, what: str, *ids: UUID) -> UUID:
    """The id of a thing that a command makes: a repeat makes the same one, and nobody can guess or choose it."""
    return uuid8(hmac.digest(keys.claim, f"v1 {what} id".encode() + b"".join(each.bytes for each in ids), "sha256"))


def _key(claim_key: bytes, info: bytes) -> bytes:
    return HKDF(SHA256(), 32, None, info).derive(claim_key)
