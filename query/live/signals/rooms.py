"""Which members of the rooms that are followed here are present, told to one another room by room, and seldom."""

from uuid import UUID

from query.live.chunk import Chunk
from query.live.follower import Follower
from query.live.hub import Hub
from query.live.signals.members import RoomMembers
from query.live.signals.online import Online
from query.live.signals.room import MembershipChange, PresenceInRoom


class PresenceByRoom:
    """Every room is told of its changes at most once in `batch` seconds, however many there are."""

    def __init__(self, hub: Hub, online: Online, max_members: int, batch: float) -> None:
        self._hub, self._online = hub, online
        self._max, self._batch = max_members, batch
        self._rooms: dict[UUID, PresenceInRoom] = {}
        self._rooms_of: dict[bytes, set[UUID]] = {}
        self._due: set[UUID] = set()
        self.unknown: set[UUID] = set()  # rooms whose members have to be read

    def entered(self, room_id: UUID, follower: Follower) -> None:
        """Somebody follows a room from now on; a member is told who is there."""
        followed, room = self._hub.rooms[room_id], self._rooms.get(room_id)
        if room is None or room.followed is not followed:
            self._forget(room_id)
            room = self._rooms[room_id] = PresenceInRoom(room_id, followed, self._online)
            self.unknown.add(room_id)
        room.owe([follower])
        if room.known:
            room.pay()
        if room.owed:
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

    def membership_changed(self, room_id: UUID, change: MembershipChange) -> None:
        """A room has one member more or fewer."""
        room = self._rooms.get(room_id)
        if room is None:
            return
        if not room.known:
            room.kept.append(change)
            return
        room.size += 1 if change.came else -1
        if room.members is not None:
            self._move(room, room.members, change)
        elif room.size <= self._max:
            room.ask_again(change.seq)
            self.unknown.add(room_id)
            self._due.add(room_id)

    def meet(self, found: RoomMembers) -> None:
        """A room's members have been read, perhaps from before what has been handed out since."""
        room = self._rooms.get(found.room_id)
        if room is None or room.known or found.head < room.since:
            return
        self.unknown.discard(found.room_id)
        changes, room.kept = [change for change in room.kept if change.seq > found.head], []
        room.known, room.size = True, found.size
        if found.members is not None:
            room.meet(found.members)
            for account in found.members:
                self._rooms_of.setdefault(account, set()).add(found.room_id)
        for change in changes:
            self.membership_changed(found.room_id, change)

    def tell(self, room_id: UUID, chunk: Chunk) -> None:
        """Tell the members who follow a room what passes."""
        room = self._rooms.get(room_id)
        if room is not None:
            self._hub.signal(room_id, chunk, room.hears)

    def flush(self, now: float) -> None:
        """Tell every room that was not told just now what has changed in it."""
        for room_id in list(self._due):
            room = self._rooms.get(room_id)
            if room is None or self._hub.rooms.get(room_id) is not room.followed:
                self._forget(room_id)
            elif room.known and now - room.told_at >= self._batch:
                self._due.discard(room_id)
                self._tell(room, now)

    def sweep(self) -> None:
        """Forget the rooms that nobody follows any more."""
        for room_id in [one for one, room in self._rooms.items() if self._hub.rooms.get(one) is not room.followed]:
            self._forget(room_id)

    def _tell(self, room: PresenceInRoom, now: float) -> None:
        room.told_at = now
        news = room.news()
        if news is not None:
            room.owe(self._hub.signal(room.room_id, news, room.hears))
        room.pay()
        if room.owed:
            self._due.add(room.room_id)

    def _move(self, room: PresenceInRoom, members: set[bytes], change: MembershipChange) -> None:
        room.due.add(change.account)
        self._due.add(room.room_id)
        if change.came:
            members.add(change.account)
            room.owe(one for one in room.followed.everybody() if one.account_id.bytes == change.account)
            self._rooms_of.setdefault(change.account, set()).add(room.room_id)
        else:
            members.discard(change.account)
            self._leave(room.room_id, change.account)
        if len(members) > self._max:
            room.end()
            self._leave(room.room_id, *members)
        room.size = len(members)

    def _forget(self, room_id: UUID) -> None:
        self._due.discard(room_id)
        self.unknown.discard(room_id)
        room = self._rooms.pop(room_id, None)
        if room is not None and room.members is not None:
            self._leave(room_id, *room.members)

    def _leave(self, room_id: UUID, *accounts: bytes) -> None:
        for account in accounts:
            rooms = self._rooms_of.get(account, set())
            rooms.discard(room_id)
            if not rooms:
                self._rooms_of.pop(account, None)
