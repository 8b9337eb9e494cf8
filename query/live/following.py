"""How a follow begins: judged from the log at the head it reports, caught up, then live, without a seam."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from typing import TYPE_CHECKING
from uuid import UUID

from msgspec.structs import replace

from events import wire
from events.wire import Start
from query.live.attempts import attempt
from query.live.chunk import LiveFrame
from query.live.follow import Follow
from query.live.form import Form
from query.live.hub import ends
from query.live.judging import Judged, Question
from query.live.personal.coming import Come, come
from query.live.plan import Plan, plan
from query.problems import NOT_FOUND
from runtime.problems import OF_STATUS

if TYPE_CHECKING:
    from query.live.talk import Talk

MAX_ROOMS = wire.MAX_RESUMED
TOO_MANY_ROOMS = replace(OF_STATUS[429], detail=f"A connection follows {MAX_ROOMS} rooms at most: unfollow some first.")
MAX_TOGETHER = 64 * 1024  # bytes of earlier frames that are queued at once


async def serve(talk: Talk, frame: wire.Connect | wire.Follow | wire.Unfollow | Come) -> None:
    """Do what one frame asks for."""
    match frame:
        case wire.Connect():
            await _connect(talk, frame)
        case wire.Follow():
            await follow(talk, frame)
        case wire.Unfollow():
            _unfollow(talk, frame.room)
        case Come():
            await come(talk, frame)


async def _connect(talk: Talk, frame: wire.Connect) -> None:
    assert talk.claims is not None
    account_id, gateway = talk.claims.account_id, talk.gateway
    rooms = {one.room: one for one in frame.resume}
    for room_id in rooms:
        gateway.hub.enter(room_id)  # so that all can be judged at once, before the first is caught up
    try:
        standing, found = await asyncio.gather(
            gateway.standings.ask(account_id, id(talk)),
            asyncio.gather(*(_judged(talk, room_id) for room_id in rooms), return_exceptions=True),
        )
        judged = dict(zip(rooms, found, strict=True))
        talk.say(wire.Ready(account=account_id, rooms=standing.rooms, position=str(standing.position), id=frame.id))
        for one in rooms.values():
            if talk.socket.closing:
                return
            asked = wire.Follow(room=one.room, from_=Start(epoch=one.epoch, seq=one.seq))
            await attempt(talk, asked, _resume(talk, asked, judged[one.room]))
    finally:
        for room_id in rooms:
            gateway.hub.leave(room_id)


async def _resume(talk: Talk, frame: wire.Follow, judged: Judged | BaseException) -> None:
    """Follow one of several rooms, which may be the one that could not be judged."""
    if isinstance(judged, BaseException):
        raise judged
    await follow(talk, frame, judged)


async def _judged(talk: Talk, room_id: UUID) -> Judged:
    assert talk.claims is not None
    return await talk.gateway.judgements.ask(Question(room_id, talk.claims.account_id), id(talk))


async def follow(talk: Talk, frame: wire.Follow, judged: Judged | None = None) -> None:
    """Subscribe first, then judge, so that nothing falls between the two."""
    assert talk.claims is not None
    gateway, room_id, account_id = talk.gateway, frame.room, talk.claims.account_id
    _unfollow(talk, room_id)
    if len(talk.follows) >= MAX_ROOMS:
        talk.reject(TOO_MANY_ROOMS, frame.id, room_id)
        return
    following = Follow(room_id, account_id, talk.socket, talk)
    gateway.hub.enter(room_id)
    kept = False
    try:
        judged = judged or await _judged(talk, room_id)
        found = plan(judged.access, gateway.epoch, judged.head, frame.from_)
        if found is None:
            talk.reject(NOT_FOUND, frame.id, room_id)
            return
        gateway.hub.begin(room_id, judged.head)
        talk.say(
            wire.Followed(
                room=room_id,
                epoch=gateway.epoch,
                head=found.head,
                recovered=found.recovered,
                gap=found.gap,
                hidden=found.hidden,
                id=frame.id,
            )
        )
        following.judged, following.told = judged.head, found.head
        kept = await _catch_up(talk, following, found)
    finally:
        if not kept:
            gateway.hub.leave(room_id)


async def _catch_up(talk: Talk, following: Follow, found: Plan) -> bool:
    """Send what is missing, then let the hub go on; False when the follow is over before it is live."""
    room = talk.gateway.hub.rooms[following.room_id]
    for stretch in found.sent:
        at = stretch.first
        while at <= stretch.last:
            if not found.reason and stretch.last == found.head and at > (room.last or 0):
                return await _join(talk, following, at - 1)  # the hub is about to hand out the rest
            frames = await talk.gateway.recent.read(following.room_id, at, stretch.last, following.judged)
            if not frames or not await _send(talk, frames):
                return False
            at = frames[-1].seq + 1
    if found.reason:
        talk.follow_ended(following.room_id, found.head, found.reason)
        return False
    return await _join(talk, following, found.head)


async def _join(talk: Talk, following: Follow, seq: int) -> bool:
    """Go over to the hub; what it has forgotten meanwhile is read from the log, up to what ends the follow."""
    hub, room_id = talk.gateway.hub, following.room_id
    while not talk.socket.closing:
        talk.follows[room_id] = following
        if hub.join(room_id, following, seq):
            if room_id in talk.follows:  # who is too slow has been let go of, or it has just ended
                talk.gateway.signals.follows(room_id, following)
            return True
        del talk.follows[room_id]
        for frame in await talk.gateway.pages.read(room_id, seq + 1):
            if not await _send(talk, [frame]):
                return False
            if ends(frame, following):
                talk.follow_ended(room_id, frame.seq, "archived" if frame.archived else frame.reason)
                return False
            seq = frame.seq
    return False


async def _send(talk: Talk, frames: list[LiveFrame]) -> bool:
    """Queue frames as fast as the client reads them; False when it is gone."""
    for data in _together(frames, talk.socket.form):
        await talk.socket.drained()
        while not talk.socket.offer(data):
            await talk.socket.drained()
        if talk.socket.closing:
            return False
    return True


def _together(frames: list[LiveFrame], form: Form) -> Iterator[bytes]:
    together: list[bytes] = []
    size = 0
    for frame in frames:
        data = frame.of(form)
        if together and size + len(data) > MAX_TOGETHER:
            yield b"".join(together)
            together, size = [], 0
        together.append(data)
        size += len(data)
    yield b"".join(together)


def _unfollow(talk: Talk, room_id: UUID) -> None:
    following = talk.follows.pop(room_id, None)
    if following is not None:
        talk.gateway.hub.leave(room_id, following)
        talk.gateway.reading.left(following.account_id, room_id)
