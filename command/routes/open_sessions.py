"""Routes by which a person sees where they are signed in, and signs out elsewhere."""

from litestar import delete, get
from litestar.di import NamedDependency
from litestar.params import FromPath
from msgspec import Struct

from command.access import Access
from command.caller import Caller
from command.domain.rejections import NoSuchSession
from command.open_sessions import OpenSession, SessionId, end, open_sessions
from command.problems import PROBLEMS
from command.routes.shared import USUAL, IdempotencyKey
from events.ids import uuid7
from runtime.problem_docs import documented


class OpenSessions(Struct, frozen=True):
    """Where somebody is signed in."""

    sessions: list[OpenSession]


@get(
    "/v1/sessions",
    summary="Where am I signed in?",
    tags=["sessions"],
    response_description="Your sessions, the one that was in use last first.",
    responses=documented(503),
)
async def my_sessions(access: NamedDependency[Access], caller: NamedDependency[Caller]) -> OpenSessions:
    """Every session of yours that has not ended."""
    return OpenSessions(await open_sessions(access, caller.actor))


@delete(
    "/v1/sessions/{session_id:uuid}",
    summary="Sign out elsewhere",
    tags=["sessions"],
    response_description="That session has ended, everywhere within a second.",
    responses=documented(*USUAL, PROBLEMS[NoSuchSession]),
)
async def end_session(
    session_id: FromPath[SessionId],
    access: NamedDependency[Access],
    caller: NamedDependency[Caller],
    idempotency_key: IdempotencyKey = None,
) -> None:
    """End one of your sessions: neither its access tokens nor its refresh token are honoured any more."""
    await end(access, idempotency_key or uuid7(), caller.actor, session_id)
