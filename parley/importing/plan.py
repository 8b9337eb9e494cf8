"""What is to be done so that a room's log says what a transcript says: commands, in their order."""

from collections import Counter
from datetime import datetime
from uuid import UUID

from msgspec import Struct, field

from command.domain.account import ChangeDisplayName, ImportAccount
from command.domain.membership import AddMember, JoinRoom, LeaveRoom, RemoveMember
from command.domain.talk import SendMessage

Wish = ImportAccount | ChangeDisplayName | AddMember | JoinRoom | LeaveRoom | RemoveMember | SendMessage


class Step(Struct, frozen=True):
    """One command, by whom, and the line it comes from; `concerns` is the account whose rules it needs or changes."""

    wish: Wish
    actor_id: UUID
    concerns: UUID
    line: int
    at: datetime


class Plan(Struct):
    """What one file makes: first three waves, each in any order within itself, then its lines in their order."""

    gone: list[Step] = field(default_factory=list)  # who is not here any more on another day
    accounts: list[Step] = field(default_factory=list)
    here: list[Step] = field(default_factory=list)  # who was here before the log began
    lines: list[Step] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    skipped: Counter[str] = field(default_factory=Counter)

    @property
    def steps(self) -> list[Step]:
        return [*self.gone, *self.accounts, *self.here, *self.lines]
