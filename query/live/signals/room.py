"""One room that is followed here: who of its members is present, as those of them who follow it know it."""

from collections.abc import Iterable
from datetime import UTC, datetime
from uuid import UUID

from msgspec import Struct

from events.signals import Presence, Present, State
from query.live.chunk import Chunk
from query.live.followed_room import FollowedRoom
from query.live.follower import Follower
from query.live.signals.frames import signal_frames
from query.live.signals.online import Online

OFF: State = "offline"
FEW = 8  # changes that are told one by one; more are told as all who are there


class MembershipChange(Struct, frozen=True):
    """Somebody became a member with this seq, or is none any more."""

    seq: int
    account: bytes
    came: bool


class PresenceInRoom:
    """`told` is what members who follow know, `owed` who must be told all of it, `due` who may have changed.

    `members` is None where there are too many to be told of. Until they are `known`, what changes from `since` on is
    `kept`, because what is read may be older.
    """

    __slots__ = (
        "_all", "_hearing", "_online", "due", "followed", "kept", "known", "members", "owed", "room_id", "since",
        "size", "told", "told_at",
    )  # fmt: skip

    def __init__(self, room_id: UUID, followed: FollowedRoom, online: Online) -> None:
        self.room_id, self.followed, self._online = room_id, followed, online
        self.known = False
        self.since = followed.last or 0
        self.kept: list[MembershipChange] = []
        self.size = 0
        self.members: set[bytes] | None = None
        self._hearing: set[bytes] = set()  # the members, or the last of them that were told of anybody
        self.told: dict[bytes, State] = {}
        self.told_at = float("-inf")
        self.due: set[bytes] = set()
        self.owed: dict[int, Follower] = {}
        self._all: Chunk | None = None

    def meet(self, members: Iterable[bytes]) -> None:
        """Now it is known who the members are."""
        self.members = self._hearing = set(members)
        self.told = {account: state for account in self.members if (state := self._online.state(account)) != OFF}
        self._all = None

    def ask_again(self, since: int) -> None:
        """There are few enough again, and it has to be read who they are."""
        self.known, self.since = False, since
        self.owe(self.followed.everybody())

    def end(self) -> None:
        """There are too many by now."""
        self.due |= self.told.keys()
        self.members = None

    def hears(self, follower: Follower) -> bool:
        """Whether this is a member: whoever only reads a public room is told of nobody in it."""
        return follower.account_id.bytes in self._hearing

    def owe(self, followers: Iterable[Follower]) -> None:
        """These have to be told all."""
        self.owed |= {id(one): one for one in followers}

    def news(self) -> Chunk | None:
        """What has changed since it was told last, which counts as told now."""
        now = {account: self._state(account) for account in self.due}
        changes = {account: state for account, state in now.items() if state != self.told.get(account, OFF)}
        self.due.clear()
        if not changes:
            return None
        self.told = {account: state for account, state in (self.told | changes).items() if state != OFF}
        self._all = None
        if len(changes) > FEW or self.members is None:
            return self.everybody()
        return signal_frames(self.room_id, "presence", [self._one(*change) for change in changes.items()])

    def everybody(self) -> Chunk:
        """All who are here, as the followers were told: made once for all who ask between two tellings."""
        if self._all is None:
            online, idle = (
                tuple(UUID(bytes=account) for account, state in self.told.items() if state == wanted)
                for wanted in ("online", "idle")
            )
            self._all = signal_frames(self.room_id, "presence", [Present(online, idle)])
        return self._all

    def pay(self) -> None:
        """Tell all to whom that is owed; who still reads too slowly is owed it further."""
        owed, self.owed = self.owed, {}
        if self.members is not None:
            still = [one for key, one in owed.items() if self.followed.has(key) and self.hears(one)]
            self.owe(one for one in still if not one.signal(self.everybody()))

    def _one(self, account: bytes, state: State) -> Presence:
        seen = self._online.last_seen(account)
        last_seen = None if seen is None else datetime.fromtimestamp(int(seen), UTC)
        return Presence(account=UUID(bytes=account), state=state, last_seen=last_seen)

    def _state(self, account: bytes) -> State:
        return self._online.state(account) if self.members is not None and account in self.members else OFF
