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
from query.live.personal.beginning import FollowPersonal, follow_personal
from query.live.personal.beside import tell_beside
from query.live.request_queue import Request
from query.live.room_states import Whose
from query.live.subscription import Subscription
from runtime.problems import OF_STATUS

if TYPE_CHECKING:
    from query.live.connection import Connection

MAX_ROOMS = client.MAX_RESUMED
TOO_MANY_ROOMS = replace(OF_STATUS[429], detail=f"A connection follows {MAX_ROOMS} rooms at most: unfollow some first.")


async def serve(connection: Connection, frame: Request) -> None:
    """Do what one frame asks for."""
    match frame:
        case client.Connect():
            await _connect(connection, frame)
        case client.Follow():
            await follow(connection, frame)
        case client.Unfollow():
            _unfollow(connection, frame.room)
        case FollowPersonal():
            await follow_personal(connection, frame)


async def _connect(connection: Connection, frame: client.Connect) -> None:
    """Judge all rooms at once, before the first is caught up; from then on the hub tells who is out of one."""
    assert connection.claims is not None
    account_id, gateway = connection.claims.account_id, connection.gateway
    rooms = {one.room: Start(epoch=one.epoch, seq=one.seq) for one in frame.resume}
    waiting = [_enter(connection, room_id) for room_id in rooms]
    asked = Whose(account_id, frame.notices and connection.personal is None)
    try:
        standing, found = await asyncio.gather(
            gateway.room_states.ask(asked, id(connection)),
            asyncio.gather(*(judge(connection, subscription) for subscription in waiting), return_exceptions=True),
        )
        ready = server.Ready(account=account_id, rooms=standing.rooms, position=str(standing.position), id=frame.id)
        if asked.since:
            await tell_beside(connection, ready, standing)
        else:
            connection.say(ready)
        waiting.reverse()
        for judged in found:
            if connection.transport.closing:
                return
            subscription = waiting.pop()
            again = client.Follow(room=subscription.room_id, from_=rooms[subscription.room_id])
            await attempt(connection, again, _follow(connection, again, subscription, judged))
    finally:
        for subscription in waiting:
            gateway.hub.leave(subscription.room_id, subscription)


async def follow(connection: Connection, frame: client.Follow) -> None:
    """Subscribe first, then judge, so that nothing falls between the two."""
    await _follow(connection, frame, _enter(connection, frame.room))


async def _follow(
    connection: Connection,
    frame: client.Follow,
    subscription: Subscription,
    judged: Judged | BaseException | None = None,
) -> None:
    """Subscription a room that has been entered; it may be one that could not be judged."""
    kept = False
    try:
        _unfollow(connection, frame.room)
        if len(connection.subscriptions) >= MAX_ROOMS:
            connection.reject(TOO_MANY_ROOMS, frame.id, frame.room)
            return
        if isinstance(judged, BaseException):
            raise judged
        if judged is None or subscription.left > judged.head:  # nothing is known, or not that they have left since
            judged = await judge(connection, subscription)
        kept = await begin(connection, subscription, judged, frame.from_, frame.id)
    finally:
        if not kept:
            connection.gateway.hub.leave(frame.room, subscription)


def _enter(connection: Connection, room_id: UUID) -> Subscription:
    assert connection.claims is not None
    subscription = Subscription(room_id, connection.claims.account_id, connection)
    connection.gateway.hub.enter(room_id, subscription)
    return subscription


def _unfollow(connection: Connection, room_id: UUID) -> None:
    subscription = connection.subscriptions.pop(room_id, None)
    if subscription is not None:
        connection.gateway.hub.leave(room_id, subscription)
        connection.gateway.marks.left(subscription.account_id, room_id)
