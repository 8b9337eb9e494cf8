"""Sealed fields: personal data encrypted so that one event, or one person, can be made unreadable for ever.

Format 1, stored in the field's place: `{"v": 1, "kid", "nonce", "ct", "commit"}`, binary values in unpadded base64url.
The event's secret is HKDF-SHA256(subject key, salt = event_id, info = "parley sealed field v1", 64 bytes): 32 bytes of
AES-256-GCM key and 32 bytes of commitment. GCM does not commit to its key (Grubbs, Lu, Ristenpart: "Message franking
via committing authenticated encryption", 2017), so without the stored commitment a proof would not fix what was said.
"""

import hmac
from binascii import a2b_base64, b2a_base64
from functools import lru_cache
from typing import Annotated
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from msgspec import Struct

from events.fields import says
from events.ids import random_bytes

ERASED = "erased"
INFO = b"parley sealed field v1"
_HASH = SHA256()
_TO_URL, _FROM_URL = bytes.maketrans(b"+/", b"-_"), bytes.maketrans(b"-_", b"+/")
_KID = "4f1a7c52-0d9e-4b63-8a35-2c7e9d40b118"


class SealedValue(Struct, frozen=True):
    """What is stored in place of personal data, which only the named key opens; binary is in unpadded base64url."""

    v: Annotated[int, says("The format, of which there is one.", 1)]
    kid: Annotated[UUID, says("The key of its subject: one person's or room's, of one month.", _KID)]
    nonce: Annotated[str, says("12 random bytes.", "uKBGj1gAYEuQHOb_")]
    ct: Annotated[
        str, says("The text under AES-256-GCM, and its tag of 16 bytes.", "u3mlce2-AIa11O8IyZL2fGjRs6ygadC2tw")
    ]
    commit: Annotated[str, says("32 bytes that fix which key opens it.", "hFKK0NDxiVGTJau4oEqiw8omcrw36k1Yvj5ufwEjjMw")]


class Place(Struct, frozen=True):
    """Where a sealed value stands: it cannot be opened anywhere else."""

    event_id: UUID
    stream_id: UUID
    type: str
    schema_version: int

    def associated_data(self, field: str) -> bytes:
        """event_id ‖ stream_id ‖ type ‖ 0x00 ‖ schema_version (2 bytes) ‖ field."""
        return self.event_id.bytes + self.stream_id.bytes + _shape(self.type, self.schema_version, field)


@lru_cache
def _shape(type_: str, schema_version: int, field: str) -> bytes:
    return type_.encode() + b"\x00" + schema_version.to_bytes(2) + field.encode()


def event_secret(subject_key: bytes, event_id: UUID) -> bytes:
    """The 64 bytes that open one event's fields of one subject, and no other event's."""
    return HKDF(_HASH, 64, event_id.bytes, INFO).derive(subject_key)


def seal(text: str, place: Place, field: str, kid: UUID, secret: bytes) -> SealedValue:
    """Encrypt one field of one event under the event's secret."""
    nonce = random_bytes(12)
    ciphertext = AESGCM(secret[:32]).encrypt(nonce, text.encode(), place.associated_data(field))
    return SealedValue(1, kid, _text(nonce), _text(ciphertext), _text(secret[32:]))


def unseal(sealed: SealedValue, place: Place, field: str, secret: bytes) -> str | None:
    """The text, or None when this secret does not open it here."""
    if sealed.v != 1 or not hmac.compare_digest(_bytes(sealed.commit), secret[32:]):
        return None
    try:
        plain = AESGCM(secret[:32]).decrypt(_bytes(sealed.nonce), _bytes(sealed.ct), place.associated_data(field))
    except InvalidTag:
        return None
    return plain.decode()


def _text(value: bytes) -> str:
    return b2a_base64(value, newline=False).translate(_TO_URL, b"=").decode()


def _bytes(text: str) -> bytes:
    return a2b_base64(text.encode().translate(_FROM_URL) + b"==")
