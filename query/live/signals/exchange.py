"""Who is connected to this process, told to the others, and what they tell, told to the table of all who are online."""

from collections.abc import Callable
from itertools import islice
from uuid import uuid4

from query.live.signals.bus import MANY, Ask, Beat, Change, Said, Whole, accounts_in
from query.live.signals.online import Online
from query.live.signals.pace import Pace


class Exchange:
    """`say` is given what the other processes are to hear."""

    def __init__(self, online: Online, say: Callable[[Said], None], pace: Pace) -> None:
        self.process = uuid4().bytes
        self._online, self._say, self._pace = online, say, pace
        self._sockets: dict[bytes, tuple[int, int]] = {}  # by account: connections, and those where nobody is at it
        self._changed: dict[bytes, None] = {}
        self._number = 0
        self._beaten = self._wholly_told = float("-inf")
        self._asked = False
        self._numbers: dict[bytes, int] = {}  # by process: the last change heard of
        self._heard: dict[bytes, float] = {}

    # Of this process

    def count(self, account: bytes, connections: int, idle: int) -> None:
        """So many more or fewer connections of an account are open, and idle."""
        was = self.counted(account)
        now = (was[0] + connections, was[1] + idle)
        if now[0]:
            self._sockets[account] = now
        else:
            self._sockets.pop(account, None)
        state = self._state(account)
        if state is not (was[0] == was[1] if was[0] else None):
            self._changed[account] = None
            self._online.tell(self.process, account, state)

    def counted(self, account: bytes) -> tuple[int, int]:
        """How many connections of an account are open here, and idle."""
        return self._sockets.get(account, (0, 0))

    def _state(self, account: bytes) -> bool | None:
        found = self._sockets.get(account)
        return None if found is None else found[0] == found[1]

    def connected(self, now: float) -> None:
        """The bus is there, or there again: what was said meanwhile nobody heard."""
        self._asked = True
        self._heard = dict.fromkeys(self._heard, now)
        self._say(Ask(self.process))

    def tick(self, now: float) -> None:
        """Tell what has changed, and that we are there."""
        self._tell_changes(now)
        if self._asked and now - self._wholly_told >= self._pace.batch:
            self._asked, self._wholly_told = False, now
            some = list(islice(self._sockets, MANY))
            self._say(Whole(self.process, self._number, self._packed(some, False), self._packed(some, True)))
            self._changed = dict.fromkeys(islice(self._sockets, MANY, None))
            self._tell_changes(now)
        if now - self._beaten >= self._pace.beat:
            self._beaten = now
            self._say(Beat(self.process, self._number))
        for process in [one for one, heard in self._heard.items() if now - heard > self._pace.lives]:
            self._forget(process)

    def _tell_changes(self, now: float) -> None:
        changed, self._changed = list(self._changed), {}
        for at in range(0, len(changed), MANY):
            some = changed[at : at + MANY]
            online, idle, gone = (self._packed(some, state) for state in (False, True, None))
            self._number += 1
            self._beaten = now
            self._say(Change(self.process, self._number, online, idle, gone))

    def _packed(self, accounts: list[bytes], state: bool | None) -> bytes:
        return b"".join(account for account in accounts if self._state(account) is state)

    def leave(self) -> None:
        """Nobody is here any more."""
        self._number += 1
        self._say(Whole(self.process, self._number))

    # Of the others

    def hear(self, said: Said, now: float) -> None:
        """Another process says something; an echo of our own is passed over."""
        if said.process == self.process:
            return
        if isinstance(said, Ask):
            self._asked |= said.whom in (b"", self.process)
            return
        self._heard[said.process] = now
        number = self._numbers.get(said.process)
        match said:
            case Whole() if said.number != number:
                self._numbers[said.process] = said.number
                here = dict.fromkeys(accounts_in(said.online), False) | dict.fromkeys(accounts_in(said.idle), True)
                self._online.replace(said.process, here)
            case Change() if number is not None and said.number == number + 1:
                self._numbers[said.process] = said.number
                for packed, idle in ((said.online, False), (said.idle, True), (said.gone, None)):
                    for account in accounts_in(packed):
                        self._online.tell(said.process, account, idle)
            case Change() | Beat():
                if number is None or said.number > number:
                    self._say(Ask(self.process, said.process))

    def _forget(self, process: bytes) -> None:
        del self._heard[process]
        self._numbers.pop(process, None)
        self._online.forget(process)
