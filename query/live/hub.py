"""One process's table of who follows which room: hands every event to every follower once, in order, without a gap.

It knows no network and no database. Frames arrive in any order, twice or never; what is missing is asked for. A frame
is handed out with the others of its loop turn, as one chunk that is put together once a room.
"""

from collections import deque
from collections.abc import Callable
from itertools import islice
from typing import Protocol
from uuid import UUID

from query.live.chunk import Chunk, LiveFrame

RING = 256  # recent frames of a room: what a follower missed while the log was read for it
RESTING = 1000  # rooms that are kept for a while although nobody follows them, for those who were cut off
MAX_HELD = 1024  # frames that wait for one before them; more are read from the log again


class Follower(Protocol):
    """Somebody who follows one room."""

    @property
    def account_id(self) -> UUID: ...

    @property
    def judged(self) -> int:
        """The head at which it was found that this account may follow: nothing up to there ends it."""

    def put(self, chunk: Chunk) -> None:
        """Queue frames."""

    def signal(self, chunk: Chunk) -> bool:
        """Queue what may be left out for a slow reader; False where it was."""

    def ended(self, seq: int, reason: str) -> None:
        """That was the last; the hub has let go of it."""

    def gone(self, seq: int) -> None:
        """Whoever it is has left, or was put out, while they were being caught up."""


class Room:
    """What is known of one room here: the last seq handed out (None until it is known) and who gets the next."""

    __slots__ = ("ahead", "changes", "coming", "followers", "held", "last", "pending", "rests", "ring", "users")

    def __init__(self) -> None:
        self.last: int | None = None
        self.users = 0
        self.rests = 0  # the hub's age when nobody followed any more
        self.changes = 0  # how often the ring was emptied because earlier words changed
        self.coming: dict[int, Follower] = {}  # not caught up yet
        self.followers: dict[int, Follower] = {}
        self.ahead: dict[int, tuple[Follower, int]] = {}  # read further in the log than the hub has come
        self.held: dict[int, LiveFrame] = {}
        self.pending: list[LiveFrame] = []
        self.ring: deque[LiveFrame] = deque(maxlen=RING)

    def everybody(self) -> list[Follower]:
        """All who follow it, however far they have read."""
        return [*self.followers.values(), *(follower for follower, _ in self.ahead.values())]

    def put_back(self, frames: list[LiveFrame]) -> None:
        """Older frames, from the log, for those who missed them; they count only where they join up with the rest."""
        if frames and frames[-1].seq == (self.ring[0].seq - 1 if self.ring else self.last):
            self.ring = deque([*frames, *self.ring], maxlen=RING)

    def has(self, key: int) -> bool:
        """Whether this follower (its `id`) is one of them still."""
        return key in self.followers or key in self.ahead


class Hub:
    """`missing` is told which room lacks frames; `soon` is asked to call `flush` at the end of this loop turn.

    `membership_changed` is told of every frame by which somebody becomes a member, or is none any more.
    """

    def __init__(
        self,
        missing: Callable[[UUID], None],
        soon: Callable[[], None],
        membership_changed: Callable[[UUID, LiveFrame], None] = lambda room_id, frame: None,
    ) -> None:
        self.rooms: dict[UUID, Room] = {}
        self.resting: dict[UUID, Room] = {}
        self._age = 0
        self._membership_changed = membership_changed
        self._missing = missing
        self._soon = soon
        self._due: dict[UUID, Room] = {}

    def enter(self, room_id: UUID, coming: Follower | None = None) -> Room:
        """Keep a room's frames from now on, perhaps for somebody who is `coming`; `leave` as often."""
        room = self.rooms.get(room_id)
        if room is None:
            room = self.rooms[room_id] = self.resting.pop(room_id) if room_id in self.resting else Room()
        room.users += 1
        if coming is not None:
            room.coming[id(coming)] = coming
        return room

    def leave(self, room_id: UUID, follower: Follower | None = None) -> None:
        """Let go of a room, which rests when nobody needs it any more."""
        room = self.rooms[room_id]
        if follower is not None:
            room.coming.pop(id(follower), None)
            room.followers.pop(id(follower), None)
            room.ahead.pop(id(follower), None)
        room.users -= 1
        if not room.users:
            del self.rooms[room_id]
            if room.last is not None:
                self._rest(room_id, room)

    def wants(self, room_id: UUID) -> bool:
        """Whether this room's frames are to be handed in."""
        return room_id in self.rooms or room_id in self.resting

    def older(self) -> None:
        """Forget the rooms that nobody has followed since the last but one time that this was called."""
        self._age += 1
        for room_id in [one for one, room in self.resting.items() if room.rests < self._age - 1]:
            del self.resting[room_id]

    def _rest(self, room_id: UUID, room: Room) -> None:
        room.rests, room.pending = self._age, []
        self._due.pop(room_id, None)
        self.resting[room_id] = room
        if len(self.resting) > RESTING:
            del self.resting[next(iter(self.resting))]

    def recent(self, room_id: UUID, first: int, last: int) -> list[LiveFrame]:
        """The frames from one seq to another, as far as they are here; none where the first is not."""
        ring = self.rooms[room_id].ring
        if not ring or not ring[0].seq <= first <= ring[-1].seq:
            return []
        return list(islice(ring, first - ring[0].seq, last - ring[0].seq + 1))

    def begin(self, room_id: UUID, head: int) -> None:
        """The first who entered knows where the room stands; what was kept meanwhile follows."""
        room = self.rooms[room_id]
        if room.last is None:
            room.last = head
            self._go_on(room_id, room)

    def receive(self, room_id: UUID, frame: LiveFrame) -> None:
        """A frame arrived."""
        room = self.rooms.get(room_id) or self.resting.get(room_id)
        if room is None or (room.last is not None and frame.seq <= room.last):
            return
        if len(room.held) < MAX_HELD or frame.seq - 1 == room.last:
            room.held[frame.seq] = frame
        self._go_on(room_id, room)

    def join(self, room_id: UUID, follower: Follower, seq: int) -> bool:
        """Follow from seq + 1 on; False where frames after seq are no longer here: read them from the log first."""
        room = self.rooms[room_id]
        assert room.last is not None
        self._flush(room_id, room)
        if seq > room.last:
            room.coming.pop(id(follower), None)
            room.ahead[id(follower)] = (follower, seq)
            return True
        missed = [frame for frame in room.ring if frame.seq > seq]
        if len(missed) != room.last - seq:
            return False
        room.coming.pop(id(follower), None)
        last = next((at for at, frame in enumerate(missed) if ends(frame, follower)), None)
        room.followers[id(follower)] = follower
        if missed:
            follower.put(Chunk(missed[: None if last is None else last + 1]))
        if last is not None and id(follower) in room.followers:  # who is too slow has been let go of
            self._end(room_id, follower, missed[last])
        return True

    def signal(self, room_id: UUID, chunk: Chunk, hears: Callable[[Follower], bool]) -> list[Follower]:
        """Tell the followers who are to hear it what passes and has no seq; those of them who were left out."""
        room = self.rooms.get(room_id)
        return [one for one in room.everybody() if hears(one) and not one.signal(chunk)] if room else []

    def flush(self) -> None:
        """Hand out what became due in this loop turn."""
        due, self._due = self._due, {}
        for room_id, room in due.items():
            self._flush(room_id, room)

    def _go_on(self, room_id: UUID, room: Room) -> None:
        if room.last is None:
            return
        while frame := room.held.pop(room.last + 1, None):
            self._hand_out(room_id, room, frame)
        if room.held:
            room.held = {seq: frame for seq, frame in room.held.items() if seq > room.last}
            if room.held and room.users:
                self._missing(room_id)
            elif room.held:
                self.resting.pop(room_id, None)  # nothing is read for nobody

    def _hand_out(self, room_id: UUID, room: Room, frame: LiveFrame) -> None:
        room.last = frame.seq
        if frame.changes:
            room.changes += 1
            room.ring.clear()  # older frames may hold words that are no longer said
        room.ring.append(frame)
        room.pending.append(frame)
        if frame.gone is None and not frame.archived:
            self._due[room_id] = room
            self._soon()
            if frame.came is not None:
                self._membership_changed(room_id, frame)
            return
        # Who has read beyond this frame was judged by what came after it.
        behind = [one for one, seq in room.ahead.values() if seq < frame.seq]
        ending = [one for one in (*room.followers.values(), *behind) if ends(frame, one)]
        self._flush(room_id, room)
        for follower in ending:
            if id(follower) in room.followers:
                self._end(room_id, follower, frame)
        if frame.gone is not None:
            for one in room.coming.values():
                if one.account_id == frame.gone:
                    one.gone(frame.seq)
            self._membership_changed(room_id, frame)

    def _flush(self, room_id: UUID, room: Room) -> None:
        if not room.pending:
            return
        pending, room.pending = room.pending, []
        chunk = Chunk(pending)
        for follower in list(room.followers.values()):
            follower.put(chunk)
        for key, (follower, seq) in list(room.ahead.items()):
            if pending[-1].seq >= seq:
                room.ahead.pop(key, None)
                room.followers[key] = follower
                if pending[-1].seq > seq:
                    follower.put(Chunk(frame for frame in pending if frame.seq > seq))

    def _end(self, room_id: UUID, follower: Follower, frame: LiveFrame) -> None:
        self.leave(room_id, follower)
        follower.ended(frame.seq, "archived" if frame.archived else frame.reason)


def ends(frame: LiveFrame, follower: Follower) -> bool:
    """Whether this frame is the last that somebody gets."""
    if frame.seq <= follower.judged:
        return False
    return frame.archived or (frame.gone is not None and frame.gone == follower.account_id)
