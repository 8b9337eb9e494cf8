"""Who is who, and who is in the room, at one point of a transcript."""

from datetime import date
from uuid import UUID

from msgspec import Struct, field


class Cast(Struct):
    """Changes as lines are planned. A nick leads to the account that took it last."""

    accounts: dict[str, UUID] = field(default_factory=dict)
    present: dict[UUID, None] = field(default_factory=dict)  # in the order they came
    day: date | None = None  # of the last line

    def rename(self, old: str, new: str) -> None:
        """The account that goes by the old nick goes on under the new one; whoever had that goes by none."""
        self.accounts[new] = self.accounts.pop(old)
