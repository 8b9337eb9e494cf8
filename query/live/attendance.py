"""Which members of the rooms that are followed here are present, and what their followers were told of it."""

from datetime import UTC, datetime
from uuid import UUID

from msgspec import Struct

from events.signals import Presence, Present, State
from query.live.chunk import Chunk
from query.live.crowd import Crowd
from query.live.hub import Follower, Hub
from query.live.hub import Room as Followed
from query.live.signalled import signalled

OFF: State = "offline"
FEW = 8  # changes that are told one by one; more are told as all who are there


class Move(Struct, frozen=True):
    """Somebody became a member with this seq, or is none any more."""

    seq: int
    account: bytes
    came: bool


class Roll(Struct, frozen=True):
    """A room's members as of its head; None where there are too many to be told of."""

    room_id: UUID
    head: int
    size: int
    members: frozenset[bytes] | None


class Room:
    """One room that is followed here. `told` is what its followers know, `owed` who must be told all of it."""

    __slots__ = ("all", "due", "followed", "known", "members", "moves", "owed", "since", "size", "told", "told_at")

    def __init__(self, followed: Followed) -> None:
        self.followed = followed
        self.known = False
        self.since = followed.last or 0  # every move after it is among `moves` while the members are not known
        self.moves: list[Move] = []
        self.size = 0
        self.members: set[bytes] | None = None
        self.told: dict[bytes, State] = {}
        self.told_at = float("-inf")
        self.due: set[bytes] = set()
        self.owed: dict[int, Follower] = {}
        self.all: Chunk | None = None


class Attendance:
    """Every room is told of its changes at most once in `batch` seconds, however many there are."""

    def __init__(self, hub: Hub, crowd: Crowd, max_members: int, batch: float) -> None:
        self._hub, self._crowd = hub, crowd
        self._max, self._batch = max_members, batch
        self._rooms: dict[UUID, Room] = {}
        self._rooms_of: dict[bytes, set[UUID]] = {}
        self._due: set[UUID] = set()
        self.unknown: set[UUID] = set()  # rooms whose members have to be read

    def entered(self, room_id: UUID, follower: Follower) -> None:
        """Somebody follows a room from now on, and is told who is there."""
        followed, room = self._hub.rooms[room_id], self._rooms.get(room_id)
        if room is None or room.followed is not followed:
            self._forget(room_id)
            room = self._rooms[room_id] = Room(followed)
            self.unknown.add(room_id)
        if not room.known or (room.members is not None and not follower.signal(_everybody(room_id, room))):
            room.owed[id(follower)] = follower
            self._due.add(room_id)

    def has(self, room_id: UUID, account: bytes) -> bool | None:
        """Whether this is a member of a room; None where nothing is told of the room, or not yet."""
        room = self._rooms.get(room_id)
        return None if room is None or room.members is None else account in room.members

    def changed(self, account: bytes) -> None:
        """Somebody may be in another state than before."""
        for room_id in self._rooms_of.get(account, ()):
            self._rooms[room_id].due.add(account)
            self._due.add(room_id)

    def moved(self, room_id: UUID, move: Move) -> None:
        """A room has one member more or fewer."""
        room = self._rooms.get(room_id)
        if room is None:
            return
        if not room.known:
            room.moves.append(move)
            return
        room.size += 1 if move.came else -1
        if room.members is not None:
            self._move(room_id, room, move)
        elif room.size <= self._max:
            room.known, room.since = False, move.seq
            room.owed = {id(one): one for one in room.followed.everybody()}
            self.unknown.add(room_id)
            self._due.add(room_id)

    def called(self, roll: Roll) -> None:
        """A room's members have been read, perhaps from before what has been handed out since."""
        room = self._rooms.get(roll.room_id)
        if room is None or room.known or roll.head < room.since:
            return
        self.unknown.discard(roll.room_id)
        moves, room.moves = [move for move in room.moves if move.seq > roll.head], []
        room.known, room.size, room.members = True, roll.size, None
        if roll.members is not None:
            room.members = set(roll.members)
            for account in room.members:
                self._rooms_of.setdefault(account, set()).add(roll.room_id)
            room.told = {account: state for account in room.members if (state := self._crowd.state(account)) != OFF}
            room.all = None
        for move in moves:
            self.moved(roll.room_id, move)

    def flush(self, now: float) -> None:
        """Tell every room that was not told just now what has changed in it."""
        for room_id in list(self._due):
            room = self._rooms.get(room_id)
            if room is None or self._hub.rooms.get(room_id) is not room.followed:
                self._forget(room_id)
            elif room.known and now - room.told_at >= self._batch:
                self._due.discard(room_id)
                room.told_at = now
                self._tell(room_id, room)

    def sweep(self) -> None:
        """Forget the rooms that nobody follows any more."""
        for room_id in [one for one, room in self._rooms.items() if self._hub.rooms.get(one) is not room.followed]:
            self._forget(room_id)

    def _move(self, room_id: UUID, room: Room, move: Move) -> None:
        assert room.members is not None
        room.due.add(move.account)
        self._due.add(room_id)
        if move.came:
            room.members.add(move.account)
            self._rooms_of.setdefault(move.account, set()).add(room_id)
        else:
            room.members.discard(move.account)
            self._leave(room_id, move.account)
        if len(room.members) > self._max:
            room.size, room.due = len(room.members), room.due | room.told.keys()
            for account in room.members:
                self._leave(room_id, account)
            room.members = None

    def _tell(self, room_id: UUID, room: Room) -> None:
        now = {account: self._state(room, account) for account in room.due}
        changes = {account: state for account, state in now.items() if state != room.told.get(account, OFF)}
        room.due.clear()
        if changes:
            merged = room.told | changes
            room.told = {account: state for account, state in merged.items() if state != OFF}
            room.all = None
            many = len(changes) > FEW or room.members is None
            chunk = _everybody(room_id, room) if many else self._one_by_one(room_id, changes)
            room.owed |= {id(one): one for one in self._hub.signal(room_id, chunk)}
        self._pay(room_id, room)

    def _pay(self, room_id: UUID, room: Room) -> None:
        owed, room.owed = room.owed, {}
        if room.members is None:
            return
        for key, follower in owed.items():
            if room.followed.has(key) and not follower.signal(_everybody(room_id, room)):
                room.owed[key] = follower
                self._due.add(room_id)

    def _one_by_one(self, room_id: UUID, changes: dict[bytes, State]) -> Chunk:
        told = []
        for account, state in changes.items():
            seen = self._crowd.last_seen(account)
            last_seen = None if seen is None else datetime.fromtimestamp(int(seen), UTC)
            told.append(Presence(account=UUID(bytes=account), state=state, last_seen=last_seen))
        return signalled(room_id, "presence", told)

    def _state(self, room: Room, account: bytes) -> State:
        return self._crowd.state(account) if room.members is not None and account in room.members else OFF

    def _forget(self, room_id: UUID) -> None:
        self._due.discard(room_id)
        self.unknown.discard(room_id)
        room = self._rooms.pop(room_id, None)
        for account in (room and room.members) or ():
            self._leave(room_id, account)

    def _leave(self, room_id: UUID, account: bytes) -> None:
        rooms = self._rooms_of.get(account)
        if rooms is not None:
            rooms.discard(room_id)
            if not rooms:
                del self._rooms_of[account]


def _everybody(room_id: UUID, room: Room) -> Chunk:
    """All who are here, as the followers were told: made once for all who ask between two tellings."""
    if room.all is None:
        here: dict[State, list[UUID]] = {"online": [], "idle": []}
        for account, state in room.told.items():
            here[state].append(UUID(bytes=account))
        room.all = signalled(room_id, "presence", [Present(tuple(here["online"]), tuple(here["idle"]))])
    return room.all
