"""Who is who, and who is in the room, at one point of a transcript."""

from datetime import date
from uuid import UUID

from msgspec import Struct, field


class Cast(Struct):
    """Changes as lines are planned. A nick leads to the account that took it last."""

    accounts: dict[str, UUID] = field(default_factory=dict)
    nicks: dict[UUID, str] = field(default_factory=dict)
    present: dict[UUID, None] = field(default_factory=dict)  # in the order they came
    day: date | None = None  # of the last line

    def take(self, nick: str, account: UUID) -> None:
        """The account goes by this nick from now on, and by no other; whoever had it goes by none."""
        before = self.nicks.get(account)
        if before is not None:
            del self.accounts[before]
        holder = self.accounts.get(nick)
        if holder is not None:
            del self.nicks[holder]
        self.accounts[nick], self.nicks[account] = account, nick
