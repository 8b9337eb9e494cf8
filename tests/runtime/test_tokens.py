"""Access tokens: nothing but what we signed, for what it was signed, as long as it holds."""

import json
from base64 import urlsafe_b64encode
from typing import Any
from uuid import UUID

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, load_pem_private_key

from runtime.tokens import LIFETIME, BadToken, Claims, ExpiredToken, Tokens
from tests.support.keys import SECRETS

ISSUER = "https://parley.example"
NOW = 1_800_000_000
ANN, SESSION = UUID(int=11), UUID(int=21)
KEY: Any = load_pem_private_key(SECRETS.signing_keys["0001"], None)
GOOD: dict[str, Any] = {
    "iss": ISSUER,
    "aud": "parley",
    "sub": str(ANN),
    "sid": str(SESSION),
    "iat": NOW,
    "exp": NOW + LIFETIME,
    "typ": "access",
}


@pytest.fixture
def tokens() -> Tokens:
    return Tokens(SECRETS.signing_keys, ISSUER)


def signed(payload: bytes | dict[str, Any], **headers: object) -> str:
    body = payload if isinstance(payload, bytes) else json.dumps(payload).encode()
    return jwt.PyJWS().encode(body, KEY, "EdDSA", {"kid": "0001", **headers})


def test_what_was_issued_is_verified_again_and_again(tokens: Tokens) -> None:
    token = tokens.issue(ANN, SESSION, NOW)
    for _ in range(2):
        assert tokens.verify(token, NOW + 1) == Claims(ANN, SESSION, NOW + LIFETIME)


def test_a_token_that_was_good_is_refused_when_its_time_is_over(tokens: Tokens) -> None:
    token = tokens.issue(ANN, SESSION, NOW)
    tokens.verify(token, NOW + LIFETIME - 1)
    for late in (LIFETIME, LIFETIME + 1, 10**9):
        with pytest.raises(ExpiredToken):
            tokens.verify(token, NOW + late)


def test_our_own_claims_are_the_good_ones(tokens: Tokens) -> None:
    assert tokens.verify(signed(GOOD), NOW).account_id == ANN


@pytest.mark.parametrize(
    "change",
    [
        {"iss": "https://elsewhere.example"},
        {"aud": ["parley"]},
        {"aud": "other"},
        {"sub": "ann"},
        {"sub": 11},
        {"sid": None},
        {"iat": str(NOW)},
        {"exp": str(NOW + LIFETIME)},
        {"exp": float(NOW + 60) + 0.5},
        {"exp": True},
        {"exp": NOW + LIFETIME + 1},
        {"exp": 10**12},
        {"exp": NOW},
        {"iat": NOW + 3600, "exp": NOW + 3660},
        {"iat": -(10**12)},
        {"typ": "refresh"},
        {"nbf": NOW},
    ],
    ids=str,
)
def test_a_claim_that_is_not_exactly_right_is_refused_though_we_signed_it(
    tokens: Tokens, change: dict[str, Any]
) -> None:
    with pytest.raises(BadToken):
        tokens.verify(signed({**GOOD, **change}), NOW)


@pytest.mark.parametrize("missing", GOOD)
def test_a_claim_that_is_missing_is_refused(tokens: Tokens, missing: str) -> None:
    with pytest.raises(BadToken):
        tokens.verify(signed({name: value for name, value in GOOD.items() if name != missing}), NOW)


@pytest.mark.parametrize(
    "payload",
    [b"", b"null", b"[]", b"\xff", b"{}", b'{"exp": Infinity}', b'{"exp": 1e400}', b"[" * 2000],
    ids=repr,
)
def test_a_payload_that_is_no_claims_is_refused(tokens: Tokens, payload: bytes) -> None:
    with pytest.raises(BadToken):
        tokens.verify(signed(payload), NOW)


@pytest.mark.parametrize(
    "headers",
    [{"kid": "0002"}, {"kid": None}, {"kid": 1}, {"typ": "JWE"}, {"crit": ["x"]}, {"jku": "https://x.example"}],
    ids=str,
)
def test_a_header_that_is_not_ours_is_refused(tokens: Tokens, headers: dict[str, Any]) -> None:
    try:
        token = signed(GOOD, **headers)
    except jwt.PyJWTError:  # the library does not even make it
        head = urlsafe_b64encode(json.dumps({"alg": "EdDSA", "typ": "JWT", "kid": "0001", **headers}).encode())
        token = head.rstrip(b"=").decode() + "." + signed(GOOD).partition(".")[2]
    with pytest.raises(BadToken):
        tokens.verify(token, NOW)


def test_another_algorithm_or_key_is_refused(tokens: Tokens) -> None:
    body = json.dumps(GOOD).encode()
    pem = KEY.public_key().public_bytes_raw()
    headers = {"kid": "0001"}
    forged = [
        jwt.PyJWS().encode(body, pem, "HS256", headers),
        jwt.PyJWS().encode(body, "", "none", headers),
        jwt.PyJWS().encode(body, Ed25519PrivateKey.generate(), "EdDSA", headers),
    ]
    for token in forged:
        with pytest.raises(BadToken):
            tokens.verify(token, NOW)


def test_no_text_at_all_can_do_worse_than_be_refused(tokens: Tokens) -> None:
    good = tokens.issue(ANN, SESSION, NOW)
    head, claims, signature = good.split(".")
    bad = ["", ".", "..", "a.b.c", good[:-1], good + "A", f"{head}.{claims}", f"{head}.{claims}.", "x" * 10_000_000]
    bad += [f"{claims}.{head}.{signature}", f"{head}..{signature}", "é" * 100, "\x00", f"{good}.{good}", f" {good}"]
    for token in bad:
        with pytest.raises(BadToken):
            tokens.verify(token, NOW)


def test_an_older_key_still_verifies_and_the_newest_signs() -> None:
    newer = Ed25519PrivateKey.generate().private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    both = Tokens({**SECRETS.signing_keys, "0002": newer}, ISSUER)
    old = Tokens(SECRETS.signing_keys, ISSUER).issue(ANN, SESSION, NOW)
    assert both.verify(old, NOW).account_id == ANN
    assert jwt.get_unverified_header(both.issue(ANN, SESSION, NOW))["kid"] == "0002"
    assert [key["kid"] for key in both.jwks()["keys"]] == ["0001", "0002"]
