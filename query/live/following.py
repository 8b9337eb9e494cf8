"""What a client asks to follow: one room, or all that it takes up again after a reconnect."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING
from uuid import UUID

from msgspec.structs import replace

from events.wire import client, server
from events.wire.client import Start
from query.judging import Judged
from query.live.attempts import attempt
from query.live.catching_up import begin, judge
from query.live.follow import Follow
from query.live.personal.beside import tell_beside
from query.live.personal.coming import Come, come
from query.live.standings import Whose
from runtime.problems import OF_STATUS

if TYPE_CHECKING:
    from query.live.talk import Talk

MAX_ROOMS = client.MAX_RESUMED
TOO_MANY_ROOMS = replace(OF_STATUS[429], detail=f"A connection follows {MAX_ROOMS} rooms at most: unfollow some first.")


async def serve(talk: Talk, frame: client.Connect | client.Follow | client.Unfollow | Come) -> None:
    """Do what one frame asks for."""
    match frame:
        case client.Connect():
            await _connect(talk, frame)
        case client.Follow():
            await follow(talk, frame)
        case client.Unfollow():
            _unfollow(talk, frame.room)
        case Come():
            await come(talk, frame)


async def _connect(talk: Talk, frame: client.Connect) -> None:
    """Judge all rooms at once, before the first is caught up; from then on the hub tells who is out of one."""
    assert talk.claims is not None
    account_id, gateway = talk.claims.account_id, talk.gateway
    rooms = {one.room: Start(epoch=one.epoch, seq=one.seq) for one in frame.resume}
    waiting = [_enter(talk, room_id) for room_id in rooms]
    asked = Whose(account_id, frame.notices and talk.personal is None)
    try:
        standing, found = await asyncio.gather(
            gateway.standings.ask(asked, id(talk)),
            asyncio.gather(*(judge(talk, following) for following in waiting), return_exceptions=True),
        )
        ready = server.Ready(account=account_id, rooms=standing.rooms, position=str(standing.position), id=frame.id)
        if asked.since:
            await tell_beside(talk, ready, standing)
        else:
            talk.say(ready)
        waiting.reverse()
        for judged in found:
            if talk.socket.closing:
                return
            following = waiting.pop()
            again = client.Follow(room=following.room_id, from_=rooms[following.room_id])
            await attempt(talk, again, _follow(talk, again, following, judged))
    finally:
        for following in waiting:
            gateway.hub.leave(following.room_id, following)


async def follow(talk: Talk, frame: client.Follow) -> None:
    """Subscribe first, then judge, so that nothing falls between the two."""
    await _follow(talk, frame, _enter(talk, frame.room))


async def _follow(
    talk: Talk, frame: client.Follow, following: Follow, judged: Judged | BaseException | None = None
) -> None:
    """Follow a room that has been entered; it may be one that could not be judged."""
    kept = False
    try:
        _unfollow(talk, frame.room)
        if len(talk.follows) >= MAX_ROOMS:
            talk.reject(TOO_MANY_ROOMS, frame.id, frame.room)
            return
        if isinstance(judged, BaseException):
            raise judged
        if judged is None or following.left > judged.head:  # nothing is known, or not that they have left since
            judged = await judge(talk, following)
        kept = await begin(talk, following, judged, frame.from_, frame.id)
    finally:
        if not kept:
            talk.gateway.hub.leave(frame.room, following)


def _enter(talk: Talk, room_id: UUID) -> Follow:
    assert talk.claims is not None
    following = Follow(room_id, talk.claims.account_id, talk.socket, talk)
    talk.gateway.hub.enter(room_id, following)
    return following


def _unfollow(talk: Talk, room_id: UUID) -> None:
    following = talk.follows.pop(room_id, None)
    if following is not None:
        talk.gateway.hub.leave(room_id, following)
        talk.gateway.reading.left(following.account_id, room_id)
