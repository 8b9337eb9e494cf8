"""Routes by which a person signs in, stays signed in and signs out, and by which others check their tokens."""

from typing import Annotated

import msgspec
from litestar import delete, get, post
from litestar.di import NamedDependency
from litestar.openapi.spec import Example
from litestar.params import HeaderParameter, JSONBody
from msgspec import Meta, Struct

from command import sessions
from command.access import Access
from command.caller import Caller
from command.device import LONGEST, device
from command.domain.rejections import WrongPassword
from command.passwords import Busy
from command.problems import PROBLEMS
from command.rates import OF_ADDRESS
from command.routes.shared import USUAL, AccountId, IdempotencyKey
from command.sessions import AccountIsErased, BadRefreshToken, SignedIn
from events.fields import says
from events.ids import uuid7
from runtime.problem_docs import documented
from runtime.tokens import Tokens

RefreshTokenText = Annotated[
    str,
    Meta(
        description="Good once, within 30 days; sent again within 30 seconds, it gets the same refresh token.",
        examples=["ATeKGi9ufDGaSy9vDXyeEQAAAAHk…"],
    ),
]

UserAgent = Annotated[
    str | None,
    HeaderParameter(
        name="User-Agent",
        description=f"What your client is called: its first {LONGEST} characters are kept as long as the session, and "
        "shown to whoever signed in as the session's `device`.",
        examples=[Example(value="Tea-Bot/1.0 (Linux)")],
    ),
]


class Credentials(Struct, frozen=True, forbid_unknown_fields=True):
    """Who signs in."""

    username: Annotated[str, Meta(examples=["ann"])]
    password: Annotated[str, Meta(examples=["correct horse battery staple"])]


class Refresh(Struct, frozen=True, forbid_unknown_fields=True):
    """The refresh token of the last answer."""

    refresh_token: RefreshTokenText


class Session(Struct, frozen=True):
    """What to sign requests with (`Authorization: Bearer …`), and what to get the next from."""

    access_token: Annotated[str, Meta(description="A JWT signed with Ed25519.", examples=["eyJhbGciOiJFZERTQSIs…"])]
    refresh_token: RefreshTokenText
    expires_in: Annotated[int, Meta(description="Seconds the access token is good for.", examples=[600])]
    account_id: AccountId


class PublicKey(Struct, frozen=True):
    """A JSON Web Key (RFC 8037)."""

    kid: Annotated[str, says("Its name, as tokens give it in their header.", "0001")]
    kty: Annotated[str, says("The family of keys.", "OKP")]
    crv: Annotated[str, says("The curve.", "Ed25519")]
    x: Annotated[str, says("The key itself, base64url.", "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo")]
    use: Annotated[str, says("What it is for: signatures.", "sig")]
    alg: Annotated[str, says("How it signs.", "EdDSA")]


class PublicKeys(Struct, frozen=True):
    """A JSON Web Key Set (RFC 7517)."""

    keys: list[PublicKey]


@post(
    "/v1/sessions",
    opt={OF_ADDRESS: "sign_ins"},
    security=[{}],
    summary="Sign in",
    tags=["sessions"],
    response_description="A session has begun.",
    responses=documented(*USUAL, PROBLEMS[WrongPassword], PROBLEMS[Busy]),
)
async def sign_in(
    data: JSONBody[Credentials],
    access: NamedDependency[Access],
    idempotency_key: IdempotencyKey = None,
    user_agent: UserAgent = None,
) -> Session:
    """Begin a session."""
    command_id, called = idempotency_key or uuid7(), device(user_agent)
    return _session(await sessions.sign_in(access, command_id, data.username, data.password, called))


@post(
    "/v1/sessions/refresh",
    security=[{}],
    status_code=200,
    summary="Stay signed in",
    tags=["sessions"],
    response_description="The next pair of tokens; the refresh token you sent is used up in 30 seconds.",
    responses=documented(*USUAL, PROBLEMS[BadRefreshToken], PROBLEMS[AccountIsErased]),
)
async def refresh(data: JSONBody[Refresh], access: NamedDependency[Access]) -> Session:
    """Turn a refresh token into new tokens. An answer that was lost can be asked for again for 30 seconds.

    Using an older one ends the session: somebody else has it too. Whoever holds one of an account that is erased is
    told so: drop what you keep of it.
    """
    return _session(await sessions.refresh(access, data.refresh_token))


@delete(
    "/v1/sessions/current",
    summary="Sign out",
    tags=["sessions"],
    response_description="The session has ended, everywhere within a second.",
    responses=documented(*USUAL),
)
async def sign_out(
    access: NamedDependency[Access], caller: NamedDependency[Caller], idempotency_key: IdempotencyKey = None
) -> None:
    """End this session: neither its access tokens nor its refresh token are honoured any more."""
    await sessions.sign_out(access, idempotency_key or uuid7(), caller.actor)


@get(
    "/.well-known/jwks.json",
    security=[{}],
    summary="Public keys",
    tags=["sessions"],
    response_description="A JSON Web Key Set (RFC 7517).",
)
async def jwks(tokens: NamedDependency[Tokens]) -> PublicKeys:
    """The keys that access tokens are signed with, by `kid`."""
    return msgspec.convert(tokens.jwks(), PublicKeys)


def _session(signed_in: SignedIn) -> Session:
    return Session(signed_in.access_token, signed_in.refresh_token, signed_in.expires_in, signed_in.account_id)
