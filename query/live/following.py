"""How a follow begins: judged from the log at the head it reports, caught up, then live, without a seam."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from events import wire
from events.log.read import stream_version
from events.wire import RoomState, Start
from query.access import Access, judge
from query.live.chunk import LiveFrame
from query.live.follow import Follow
from query.live.personal.coming import Come, come
from query.live.plan import Plan, plan
from query.problems import NOT_FOUND
from query.view import CHECKPOINT, snapshot
from runtime.problems import OF_STATUS

if TYPE_CHECKING:
    from query.live.talk import Talk

MAX_ROOMS = 1000
READY = """
    select r.room_id, r.head, m.role from members m join rooms r using (room_id)
    where m.account_id = $1 and not r.archived order by r.room_id
"""


async def serve(talk: Talk, frame: wire.Connect | wire.Follow | wire.Unfollow | Come) -> None:
    """Do what one frame asks for."""
    match frame:
        case wire.Connect():
            await _ready(talk, frame)
            for one in frame.resume:
                await follow(talk, wire.Follow(room=one.room, from_=Start(epoch=one.epoch, seq=one.seq)))
        case wire.Follow():
            await follow(talk, frame)
        case wire.Unfollow():
            _unfollow(talk, frame.room)
        case Come():
            await come(talk, frame)


async def _ready(talk: Talk, frame: wire.Connect) -> None:
    assert talk.claims is not None
    account_id, gateway = talk.claims.account_id, talk.gateway
    async with gateway.pages.turns, snapshot(gateway.pool, CHECKPOINT, gateway.epoch, account_id) as view:
        rows = await view.db.fetch(READY, account_id)
    rooms = tuple(RoomState(room=row["room_id"], head=row["head"], role=row["role"]) for row in rows)
    talk.say(wire.Ready(account=account_id, rooms=rooms, position=str(view.position), id=frame.id))


async def follow(talk: Talk, frame: wire.Follow) -> None:
    """Subscribe first, then judge, so that nothing falls between the two."""
    assert talk.claims is not None
    gateway, room_id, account_id = talk.gateway, frame.room, talk.claims.account_id
    _unfollow(talk, room_id)
    if len(talk.follows) >= MAX_ROOMS:
        talk.reject(OF_STATUS[429], frame.id)
        return
    following = Follow(room_id, account_id, talk.socket, talk)
    gateway.hub.enter(room_id)
    kept = False
    try:
        access, head = await _judged(talk, room_id)
        found = plan(access, gateway.epoch, head, frame.from_)
        if found is None:
            talk.reject(NOT_FOUND, frame.id)
            return
        gateway.hub.begin(room_id, head)
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
        following.told = found.head
        kept = await _catch_up(talk, following, found)
    finally:
        if not kept:
            gateway.hub.leave(room_id)


async def _judged(talk: Talk, room_id: UUID) -> tuple[Access, int]:
    assert talk.claims is not None
    gateway = talk.gateway
    async with (
        gateway.pages.turns,
        gateway.pool.acquire() as db,
        db.transaction(isolation="repeatable_read", readonly=True),
    ):
        head = await stream_version(db, room_id)
        return await judge(db, gateway.keyring, room_id, talk.claims.account_id), head


async def _catch_up(talk: Talk, following: Follow, found: Plan) -> bool:
    """Send what is missing, then let the hub go on; False when the follow is over before it is live."""
    for stretch in found.sent:
        at = stretch.first
        while at <= stretch.last:
            frames = await talk.gateway.pages.read(following.room_id, at, stretch.last)
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
            if frame.archived or frame.gone == following.account_id:
                talk.follow_ended(room_id, frame.seq, "archived" if frame.archived else frame.reason)
                return False
            seq = frame.seq
    return False


async def _send(talk: Talk, frames: list[LiveFrame]) -> bool:
    """Queue frames as fast as the client reads them; False when it is gone."""
    form = talk.socket.form
    for frame in frames:
        await talk.socket.drained()
        while not talk.socket.offer(frame.of(form)):
            await talk.socket.drained()
        if talk.socket.closing:
            return False
    return True


def _unfollow(talk: Talk, room_id: UUID) -> None:
    following = talk.follows.pop(room_id, None)
    if following is not None:
        talk.gateway.hub.leave(room_id, following)
