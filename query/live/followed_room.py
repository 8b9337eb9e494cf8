"""One room that is followed here: who gets its next frame, its recent ones, and those that wait for one before them."""

from collections import deque
from itertools import islice

from query.live.chunk import Chunk, LiveFrame
from query.live.follower import Follower, ends

RING = 256  # recent frames of a room: what a follower missed while the log was read for it


class FollowedRoom:
    """`last` is the last seq handed out (None until it is known); frames that came too early are `held`."""

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

    # Who

    def everybody(self) -> list[Follower]:
        """All who follow it, however far they have read."""
        return [*self.followers.values(), *(follower for follower, _ in self.ahead.values())]

    def has(self, key: int) -> bool:
        """Whether this follower (its `id`) is one of them still."""
        return key in self.followers or key in self.ahead

    def ending(self, frame: LiveFrame) -> list[Follower]:
        """For whom this frame is the last. Who has read beyond it was judged by what came after it."""
        behind = [one for one, seq in self.ahead.values() if seq < frame.seq]
        return [one for one in (*self.followers.values(), *behind) if ends(frame, one)]

    def discard(self, follower: Follower) -> None:
        """Hand this one nothing more."""
        key = id(follower)
        self.coming.pop(key, None)
        self.followers.pop(key, None)
        self.ahead.pop(key, None)

    # What

    def put_back(self, frames: list[LiveFrame]) -> None:
        """Older frames, from the log, for those who missed them; they count only where they join up with the rest."""
        if frames and frames[-1].seq == (self.ring[0].seq - 1 if self.ring else self.last):
            self.ring = deque([*frames, *self.ring], maxlen=RING)

    def recent(self, first: int, last: int) -> list[LiveFrame]:
        """The frames from one seq to another, as far as they are here; none where the first is not."""
        ring = self.ring
        if not ring or not ring[0].seq <= first <= ring[-1].seq:
            return []
        return list(islice(ring, first - ring[0].seq, last - ring[0].seq + 1))

    def after(self, seq: int) -> list[LiveFrame] | None:
        """All frames after one that was handed out; None where not all of them are here."""
        missed = [frame for frame in self.ring if frame.seq > seq]
        return missed if len(missed) == (self.last or 0) - seq else None

    def next(self, frame: LiveFrame) -> None:
        """This one is to be handed out."""
        self.last = frame.seq
        if frame.changes:
            self.changes += 1
            self.ring.clear()  # older frames may hold words that are no longer said
        self.ring.append(frame)
        self.pending.append(frame)

    def flush(self) -> None:
        """Hand out what is due as one chunk; who had read further gets what is new to them."""
        if not self.pending:
            return
        pending, self.pending = self.pending, []
        chunk = Chunk(pending)
        for follower in list(self.followers.values()):
            follower.put(chunk)
        for key, (follower, seq) in list(self.ahead.items()):
            if pending[-1].seq >= seq:
                self.ahead.pop(key, None)
                self.followers[key] = follower
                if pending[-1].seq > seq:
                    follower.put(Chunk(frame for frame in pending if frame.seq > seq))
