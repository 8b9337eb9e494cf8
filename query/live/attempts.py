"""Frames are served one by one: what goes wrong with one is its answer, and no reason not to serve the next."""

from __future__ import annotations

from collections.abc import Awaitable
from typing import TYPE_CHECKING

import structlog

from events.wire import client
from query.live.request_queue import Request
from query.problems import is_transient
from runtime.problems import OF_STATUS, UNEXPECTED, Refused

if TYPE_CHECKING:
    from query.live.connection import Connection

log = structlog.get_logger(__name__)


async def attempt(connection: Connection, frame: Request, serving: Awaitable[None]) -> None:
    """Serve one frame."""
    room_id = frame.room if isinstance(frame, client.Follow | client.Unfollow) else None
    try:
        await serving
    except Refused as refused:
        connection.reject(refused.problem, frame.id, room_id)
    except Exception as error:
        if is_transient(error):
            log.warning("frame_not_served", frame=type(frame).__name__, error=repr(error))
            connection.reject(OF_STATUS[503], frame.id, room_id)
        else:
            log.error("frame_failed", frame=type(frame).__name__, exc_info=error)
            connection.reject(UNEXPECTED, frame.id, room_id)


async def execute(connection: Connection, frame: client.CommandFrame) -> None:
    """Carry out one command, and answer it."""
    assert connection.claims is not None
    try:
        connection.say(await connection.gateway.execute(connection.claims, frame))
    except Exception as error:
        log.error("command_failed", command=frame.type, exc_info=error)
        connection.reject(UNEXPECTED, frame.id, frame.room)
