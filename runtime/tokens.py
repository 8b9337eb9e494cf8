"""Access tokens: short-lived, signed with Ed25519, checked more strictly than the library would."""

import time
from collections import OrderedDict
from collections.abc import Mapping
from typing import Any, Literal
from uuid import UUID

import jwt
import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import load_pem_private_key
from jwt.algorithms import OKPAlgorithm

LIFETIME = 600  # seconds
LEEWAY = 30  # seconds that another process's clock may be ahead
MAX_BYTES = 4096
MAX_REMEMBERED = 20_000
AUDIENCE = "parley"
ALGORITHM = "EdDSA"


class BadToken(Exception):
    """This is not a token we gave out."""


class ExpiredToken(BadToken):
    """This token is too old; refresh it."""


class Claims(msgspec.Struct, frozen=True):
    """Who somebody is, in which session, and until when (seconds since 1970) we need not ask again."""

    account_id: UUID
    session_id: UUID
    expires_at: int


class _Header(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    alg: Literal["EdDSA"]
    kid: str
    typ: Literal["JWT"]


class _Payload(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    # Typed here because the library accepts a text or infinity for `exp` and a list for `aud`.
    iss: str
    aud: str
    sub: UUID
    sid: UUID
    iat: int
    exp: int
    typ: Literal["access"]


class Tokens:
    """Issues and verifies tokens; `signing_keys` are Ed25519 private keys as PEM by id, the greatest id signs."""

    def __init__(self, signing_keys: Mapping[str, bytes], issuer: str) -> None:
        self._keys = {kid: _private_key(pem) for kid, pem in signing_keys.items()}
        self._public = {kid: key.public_key() for kid, key in self._keys.items()}
        self._current = max(self._keys)
        self._issuer = issuer
        self._verified: OrderedDict[str, Claims] = OrderedDict()
        self._jws = jwt.PyJWS(algorithms=[ALGORITHM])

    def issue(self, account_id: UUID, session_id: UUID, now: float | None = None) -> str:
        """A token of this account and session, good for ten minutes."""
        iat = int(time.time() if now is None else now)
        payload = _Payload(self._issuer, AUDIENCE, account_id, session_id, iat, iat + LIFETIME, "access")
        headers = {"kid": self._current}
        return self._jws.encode(msgspec.json.encode(payload), self._keys[self._current], ALGORITHM, headers)

    def verify(self, token: str, now: float | None = None) -> Claims:
        """What a token says, if we signed it and it still holds; raises `BadToken` or `ExpiredToken`."""
        clock = time.time() if now is None else now
        claims = self._verified.get(token)
        if claims is None:
            claims = self._check(token, clock)
            self._verified[token] = claims
            if len(self._verified) > MAX_REMEMBERED:
                self._verified.popitem(last=False)
        if clock >= claims.expires_at:
            self._verified.pop(token, None)
            raise ExpiredToken
        return claims

    def jwks(self) -> dict[str, Any]:
        """The public keys (RFC 7517), so that others can verify our tokens."""
        return {
            "keys": [
                {**OKPAlgorithm.to_jwk(key, as_dict=True), "kid": kid, "use": "sig", "alg": ALGORITHM}
                for kid, key in self._public.items()
            ]
        }

    def _check(self, token: str, clock: float) -> Claims:
        if len(token) > MAX_BYTES:
            raise BadToken
        try:
            header = msgspec.convert(jwt.get_unverified_header(token), _Header)
            signed = self._jws.decode_complete(token, self._public[header.kid], algorithms=[ALGORITHM])
            payload = msgspec.json.decode(signed["payload"], type=_Payload)
        except (jwt.PyJWTError, msgspec.MsgspecError, KeyError, ValueError, RecursionError) as error:
            raise BadToken from error
        lifetime_ok = 0 < payload.exp - payload.iat <= LIFETIME
        if payload.iss != self._issuer or payload.aud != AUDIENCE or not lifetime_ok or payload.iat > clock + LEEWAY:
            raise BadToken
        return Claims(payload.sub, payload.sid, payload.exp)


def _private_key(pem: bytes) -> Ed25519PrivateKey:
    key = load_pem_private_key(pem, None)
    if not isinstance(key, Ed25519PrivateKey):
        raise TypeError("a signing key must be an Ed25519 key")
    return key
