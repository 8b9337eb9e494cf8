"""Frames are served one by one: what goes wrong with one is its answer, and no reason not to serve the next."""

from __future__ import annotations

from collections.abc import Awaitable
from typing import TYPE_CHECKING

import structlog

from events.wire import client
from query.live.waiting import Queued
from query.problems import passes
from runtime.problems import OF_STATUS, UNEXPECTED, Refused

if TYPE_CHECKING:
    from query.live.talk import Talk

log = structlog.get_logger(__name__)


async def attempt(talk: Talk, frame: Queued, serving: Awaitable[None]) -> None:
    """Serve one frame."""
    room_id = frame.room if isinstance(frame, client.Follow | client.Unfollow) else None
    try:
        await serving
    except Refused as refused:
        talk.reject(refused.problem, frame.id, room_id)
    except Exception as error:
        if passes(error):
            log.warning("frame_not_served", frame=type(frame).__name__, error=repr(error))
            talk.reject(OF_STATUS[503], frame.id, room_id)
        else:
            log.error("frame_failed", frame=type(frame).__name__, exc_info=error)
            talk.reject(UNEXPECTED, frame.id, room_id)


async def execute(talk: Talk, frame: client.CommandFrame) -> None:
    """Carry out one command, and answer it."""
    assert talk.claims is not None
    try:
        talk.say(await talk.gateway.execute(talk.claims, frame))
    except Exception as error:
        log.error("command_failed", command=frame.type, exc_info=error)
        talk.reject(UNEXPECTED, frame.id, frame.room)
