"""The sessions that somebody has open: which they are, and how one of them is ended from another."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from msgspec import Struct

from command.access import Access
from command.accounts import account_of, read
from command.considered import Actor
from command.device import LONGEST
from command.domain.account import EndSession
from command.domain.rejections import NoSuchSession
from command.handler import handle
from command.sessions import FORGET
from events.account import EndReason, SessionEnded, SessionStarted
from events.fields import says

# A row lives thirty days from when its tokens were given out last.
OPEN = """
    select session_id, expires_at - interval '30 days' as renewed_at, device from sessions
    where account_id = $1 and expires_at > now() order by renewed_at desc
"""
SessionId = Annotated[UUID, says("Which session it is.", "0e5b2f64-2f0c-4c5e-9f2b-6a0d6a3c7d11")]


class OpenSession(Struct, frozen=True):
    """One place where somebody is signed in."""

    session_id: SessionId
    started_at: Annotated[datetime, says("When somebody signed in, in UTC.", "2026-11-22T09:30:00+00:00")]
    renewed_at: Annotated[
        datetime, says("When its tokens were given out last: it was in use then.", "2026-11-23T08:15:00+00:00")
    ]
    current: Annotated[bool, says("Whether it is the one you ask in.", True)]
    device: Annotated[
        str | None,
        says(
            "What its client called itself when somebody signed in, on one line: its `User-Agent`. Null where it said "
            "nothing. Anybody can say anything there: it is no proof.",
            "Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0",
            maxLength=LONGEST,
        ),
    ]


async def open_sessions(access: Access, actor: Actor) -> list[OpenSession]:
    """Those of the actor, the one that was in use last first."""
    rows = await access.pool.fetch(OPEN, actor.account_id)
    said = await access.writer.log.touching(actor.account_id, [], [row["session_id"] for row in rows])
    started = {each.event.session_id: each.occurred_at for each in said if isinstance(each.event, SessionStarted)}
    for each in said:
        if isinstance(each.event, SessionEnded):  # its row may have outlived it
            started.pop(each.event.session_id, None)
    return [
        OpenSession(session_id, started[session_id], renewed_at, session_id == actor.session_id, device)
        for session_id, renewed_at, device in rows
        if session_id in started
    ]


async def end(access: Access, command_id: UUID, actor: Actor, session_id: UUID) -> None:
    """End a session of the actor, from any other or from itself; raises `NoSuchSession`."""
    if session_id not in account_of(await read(access.writer, actor.account_id, session_id)).started:
        raise NoSuchSession
    command = EndSession(command_id=command_id, session_id=session_id, reason=EndReason.SIGNED_OUT)
    await handle(access.writer, command, actor)
    await access.pool.execute(FORGET, session_id)
