"""How a follow begins: judged from the log at the head it reports, caught up, then live, without a seam."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Literal

from events.wire import server
from events.wire.client import Start
from query.judging import Judged, Question
from query.live.chunk import LiveFrame
from query.live.follow import Follow
from query.live.form import Form
from query.live.hub import ends
from query.live.plan import Plan, plan
from query.problems import NOT_FOUND

if TYPE_CHECKING:
    from query.live.talk import Talk

MAX_TOGETHER = 64 * 1024  # bytes of earlier frames that are queued at once


async def judge(talk: Talk, following: Follow) -> Judged:
    """What somebody who has entered a room may read there; from then on the hub hears of whatever happens in it."""
    gateway = talk.gateway
    judged = await gateway.judgements.ask(Question(following.room_id, following.account_id), id(talk))
    if judged.access.readable or judged.access.gone_at:
        gateway.hub.begin(following.room_id, judged.head)
    return judged


async def begin(
    talk: Talk, following: Follow, judged: Judged, start: Start | Literal["head"], frame_id: str | int | None
) -> bool:
    """Say what comes, and send it; False when the follow is over before it is live."""
    epoch = talk.gateway.epoch
    found = plan(judged.access, epoch, judged.head, start)
    if found is None:
        talk.reject(NOT_FOUND, frame_id, following.room_id)
        return False
    talk.say(
        server.Followed(
            room=following.room_id,
            epoch=epoch,
            head=found.head,
            recovered=found.recovered,
            gap=found.gap,
            hidden=found.hidden,
            id=frame_id,
        )
    )
    following.judged, following.told = judged.head, found.head
    following.sent = found.sent[0].first - 1 if found.sent else found.head
    return await _catch_up(talk, following, found)


async def _catch_up(talk: Talk, following: Follow, found: Plan) -> bool:
    """Send what is missing, then let the hub go on; False when the follow is over before it is live."""
    room = talk.gateway.hub.rooms[following.room_id]
    for stretch in found.sent:
        at = stretch.first
        while at <= stretch.last:
            if not found.reason and stretch.last == found.head and at > (room.last or 0):
                return await _join(talk, following, at - 1)  # the hub is about to hand out the rest
            frames = await talk.gateway.recent.read(following.room_id, at, stretch.last, following.judged)
            if not frames or not await _send(talk, following, frames):
                return False
            at = frames[-1].seq + 1
    if found.reason:
        talk.follow_ended(following.room_id, found.head, found.reason)
        return False
    return await _join(talk, following, found.head)


async def _join(talk: Talk, following: Follow, seq: int) -> bool:
    """Go over to the hub; what it has forgotten meanwhile is read from the log, up to what ends the follow."""
    hub, room_id = talk.gateway.hub, following.room_id
    while await _goes_on(talk, following):
        talk.follows[room_id] = following
        if hub.join(room_id, following, seq):
            if room_id in talk.follows:  # who is too slow has been let go of, or it has just ended
                talk.gateway.signals.follows(room_id, following)
            return True
        del talk.follows[room_id]
        for frame in await talk.gateway.pages.read(room_id, seq + 1):
            if not await _send(talk, following, [frame]):
                return False
            if ends(frame, following):
                talk.follow_ended(room_id, frame.seq, "archived" if frame.archived else frame.reason)
                return False
            seq = frame.seq
    return False


async def _send(talk: Talk, following: Follow, frames: list[LiveFrame]) -> bool:
    """Queue frames as fast as the client reads them; False when it is gone, or may not read them any more."""
    for last, data in _together(frames, talk.socket.form):
        sent = False
        while not sent:
            await talk.socket.drained()
            if not await _goes_on(talk, following):
                return False
            sent = talk.socket.offer(data)
        following.sent = last
    return True


async def _goes_on(talk: Talk, following: Follow) -> bool:
    """Whether a client is there and may read on; who has left and may not is told how it ended, and no more."""
    if following.left > following.judged:
        following.left = 0
        judged = await judge(talk, following)
        if not judged.access.readable:
            return await begin(talk, following, judged, Start(epoch=talk.gateway.epoch, seq=following.sent), None)
    return not talk.socket.closing


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
