"""One process's table of who follows which room: hands every event to every follower once, in order, without a gap.

It knows no network and no database. Frames arrive in any order, twice or never; what is missing is asked for. A frame
is handed out with the others of its loop turn, as one chunk that is put together once a room.
"""

from collections.abc import Callable
from uuid import UUID

from query.live.chunk import Chunk, LiveFrame
from query.live.followed_room import FollowedRoom
from query.live.follower import Follower, ends

RESTING = 1000  # rooms that are kept for a while although nobody follows them, for those who were cut off
MAX_HELD = 1024  # frames that wait for one before them; more are read from the log again


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
        self.rooms: dict[UUID, FollowedRoom] = {}
        self.resting: dict[UUID, FollowedRoom] = {}
        self._age = 0
        self._membership_changed = membership_changed
        self._missing = missing
        self._soon = soon
        self._due: dict[UUID, FollowedRoom] = {}

    # Which rooms are followed here

    def enter(self, room_id: UUID, coming: Follower | None = None) -> FollowedRoom:
        """Keep a room's frames from now on, perhaps for somebody who is `coming`; `leave` as often."""
        room = self.rooms.get(room_id)
        if room is None:
            room = self.rooms[room_id] = self.resting.pop(room_id) if room_id in self.resting else FollowedRoom()
        room.users += 1
        if coming is not None:
            room.coming[id(coming)] = coming
        return room

    def leave(self, room_id: UUID, follower: Follower | None = None) -> None:
        """Let go of a room, which rests when nobody needs it any more."""
        room = self.rooms[room_id]
        if follower is not None:
            room.discard(follower)
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

    def _rest(self, room_id: UUID, room: FollowedRoom) -> None:
        room.rests, room.pending = self._age, []
        self._due.pop(room_id, None)
        self.resting[room_id] = room
        if len(self.resting) > RESTING:
            del self.resting[next(iter(self.resting))]

    # What comes in

    def begin(self, room_id: UUID, head: int) -> None:
        """The first who entered knows where the room stands; what was kept meanwhile follows."""
        room = self.rooms[room_id]
        if room.last is None:
            room.last = head
            self._go_on(room_id, room)

    def receive(self, room_id: UUID, frame: LiveFrame) -> None:
        """A frame arrived, from the bus or from the log."""
        room = self.rooms.get(room_id) or self.resting.get(room_id)
        if room is None or (room.last is not None and frame.seq <= room.last):
            return
        if len(room.held) < MAX_HELD or frame.seq - 1 == room.last:
            room.held[frame.seq] = frame
        self._go_on(room_id, room)

    def _go_on(self, room_id: UUID, room: FollowedRoom) -> None:
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

    # What goes out

    def join(self, room_id: UUID, follower: Follower, seq: int) -> bool:
        """Follow from seq + 1 on; False where frames after seq are no longer here: read them from the log first."""
        room = self.rooms[room_id]
        assert room.last is not None
        room.flush()
        if seq > room.last:
            room.coming.pop(id(follower), None)
            room.ahead[id(follower)] = (follower, seq)
            return True
        missed = room.after(seq)
        if missed is None:
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
        for room in due.values():
            room.flush()

    def _hand_out(self, room_id: UUID, room: FollowedRoom, frame: LiveFrame) -> None:
        room.next(frame)
        if frame.gone is None and not frame.archived:
            self._due[room_id] = room
            self._soon()
            if frame.came is not None:
                self._membership_changed(room_id, frame)
            return
        ending = room.ending(frame)
        room.flush()
        for follower in ending:
            if id(follower) in room.followers:
                self._end(room_id, follower, frame)
        if frame.gone is not None:
            for one in room.coming.values():
                if one.account_id == frame.gone:
                    one.gone(frame.seq)
            self._membership_changed(room_id, frame)

    def _end(self, room_id: UUID, follower: Follower, frame: LiveFrame) -> None:
        self.leave(room_id, follower)
        follower.ended(frame.seq, "archived" if frame.archived else frame.reason)
