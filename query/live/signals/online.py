"""Who is here, as every process tells it: a table that knows no rooms, no network and no clock of its own."""

from collections.abc import Callable, Mapping

from events.signals import State

REMEMBERED = 10_000  # accounts of which it is known when they were last here
Accounts = dict[bytes, bool]  # by account (16 bytes): whether nobody is at any of its connections


class Online:
    """`changed` hears of every account that may be in another state than before, `clock` is wall time."""

    def __init__(self, changed: Callable[[bytes], None], clock: Callable[[], float]) -> None:
        self._changed = changed
        self._clock = clock
        self._told: dict[bytes, Accounts] = {}
        self._seen: dict[bytes, float] = {}

    def state(self, account: bytes) -> State:
        """Here if any process says so, and idle if all that do say that."""
        told = [accounts[account] for accounts in self._told.values() if account in accounts]
        if not told:
            return "offline"
        return "idle" if all(told) else "online"

    def last_seen(self, account: bytes) -> float | None:
        """When it was last here (seconds since 1970), of somebody who is not and was not long ago."""
        return self._seen.get(account)

    def tell(self, process: bytes, account: bytes, idle: bool | None) -> None:
        """One process has this account, or (None) has it no more."""
        accounts = self._told.setdefault(process, {})
        if accounts.get(account) is idle:
            return
        if idle is None:
            del accounts[account]
            if self.state(account) == "offline":
                self._remember(account)
        else:
            accounts[account] = idle
            self._seen.pop(account, None)
        self._changed(account)

    def replace(self, process: bytes, accounts: Mapping[bytes, bool]) -> None:
        """These are all that a process has."""
        for account in self._told.get(process, {}).keys() - accounts.keys():
            self.tell(process, account, None)
        for account, idle in accounts.items():
            self.tell(process, account, idle)

    def forget(self, process: bytes) -> None:
        """A process is no more."""
        self.replace(process, {})
        self._told.pop(process, None)

    def _remember(self, account: bytes) -> None:
        self._seen[account] = self._clock()
        if len(self._seen) > REMEMBERED:
            del self._seen[next(iter(self._seen))]
