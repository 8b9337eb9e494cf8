"""How a follow begins: judged from the log at the head it reports, caught up, then live, without a seam."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Literal

from events.wire import server
from events.wire.client import Start
from query.judging import Judged, Question
from query.live.chunk import LiveFrame
from query.live.follower import ends
from query.live.form import Form
from query.live.plan import Plan, plan
from query.live.subscription import Subscription
from query.problems import NOT_FOUND

if TYPE_CHECKING:
    from query.live.connection import Connection

MAX_TOGETHER = 64 * 1024  # bytes of earlier frames that are queued at once


async def judge(connection: Connection, subscription: Subscription) -> Judged:
    """What somebody who has entered a room may read there; from then on the hub hears of whatever happens in it."""
    gateway = connection.gateway
    judged = await gateway.judgements.ask(Question(subscription.room_id, subscription.account_id), id(connection))
    if judged.access.readable or judged.access.gone_at:
        gateway.hub.begin(subscription.room_id, judged.head)
    return judged


async def begin(
    connection: Connection,
    subscription: Subscription,
    judged: Judged,
    start: Start | Literal["head"],
    frame_id: str | int | None,
) -> bool:
    """Say what comes, and send it; False when the follow is over before it is live."""
    epoch = connection.gateway.epoch
    found = plan(judged.access, epoch, judged.head, start)
    if found is None:
        connection.reject(NOT_FOUND, frame_id, subscription.room_id)
        return False
    connection.say(
        server.Followed(
            room=subscription.room_id,
            epoch=epoch,
            head=found.head,
            recovered=found.recovered,
            gap=found.gap,
            hidden=found.hidden,
            id=frame_id,
        )
    )
    subscription.judged, subscription.pinged = judged.head, found.head
    subscription.sent = found.sent[0].first - 1 if found.sent else found.head
    return await _catch_up(connection, subscription, found)


async def _catch_up(connection: Connection, subscription: Subscription, found: Plan) -> bool:
    """Send what is missing, then let the hub go on; False when the follow is over before it is live."""
    room = connection.gateway.hub.rooms[subscription.room_id]
    for stretch in found.sent:
        at = stretch.first
        while at <= stretch.last:
            if not found.reason and stretch.last == found.head and at > (room.last or 0):
                return await _join(connection, subscription, at - 1)  # the hub is about to hand out the rest
            frames = await connection.gateway.recent_frames.read(
                subscription.room_id, at, stretch.last, subscription.judged
            )
            if not frames or not await _send(connection, subscription, frames):
                return False
            at = frames[-1].seq + 1
    if found.reason:
        connection.follow_ended(subscription.room_id, found.head, found.reason)
        return False
    return await _join(connection, subscription, found.head)


async def _join(connection: Connection, subscription: Subscription, seq: int) -> bool:
    """Go over to the hub; what it has forgotten meanwhile is read from the log, up to what ends the follow."""
    hub, room_id = connection.gateway.hub, subscription.room_id
    while await _goes_on(connection, subscription):
        connection.subscriptions[room_id] = subscription
        if hub.join(room_id, subscription, seq):
            if room_id in connection.subscriptions:  # who is too slow has been let go of, or it has just ended
                connection.gateway.signals.follows(room_id, subscription)
            return True
        del connection.subscriptions[room_id]
        for frame in await connection.gateway.pages.read(room_id, seq + 1):
            if not await _send(connection, subscription, [frame]):
                return False
            if ends(frame, subscription):
                connection.follow_ended(room_id, frame.seq, "archived" if frame.archived else frame.reason)
                return False
            seq = frame.seq
    return False


async def _send(connection: Connection, subscription: Subscription, frames: list[LiveFrame]) -> bool:
    """Queue frames as fast as the client reads them; False when it is gone, or may not read them any more."""
    for last, data in _together(frames, connection.transport.form):
        sent = False
        while not sent:
            await connection.transport.drained()
            if not await _goes_on(connection, subscription):
                return False
            sent = connection.transport.offer(data)
        subscription.sent = last
    return True


async def _goes_on(connection: Connection, subscription: Subscription) -> bool:
    """Whether a client is there and may read on; who has left and may not is told how it ended, and no more."""
    if subscription.left > subscription.judged:
        subscription.left = 0
        judged = await judge(connection, subscription)
        if not judged.access.readable:
            return await begin(
                connection, subscription, judged, Start(epoch=connection.gateway.epoch, seq=subscription.sent), None
            )
    return not connection.transport.closing


def _together(frames: list[LiveFrame], form: Form) -> Iterator[tuple[int, bytes]]:
    """Frames in a few pieces, each with the seq of its last."""
    together: list[bytes] = []
    size = last = 0
    for frame in frames:
        data = frame.of(form)
        if together and size + len(data) > MAX_TOGETHER:
            yield last, b"".join(together)
            together, size = [], 0
        together.append(data)
        size += len(data)
        last = frame.seq
    yield last, b"".join(together)
