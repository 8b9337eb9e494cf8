"""The commands that make a room's log say what a transcript says. Pure: the same transcript gives the same commands.

The transcript wins: each of its lines about coming, going and talking becomes exactly that one event. Where it does not
say how somebody came or went (a log that begins in the middle, a quit that was not logged) the importer adds or removes
them, as a moderator would.
"""

from collections import Counter
from datetime import datetime
from typing import assert_never
from uuid import UUID

from msgspec import Struct, field

from command.domain.account import ChangeDisplayName, ImportAccount
from command.domain.room import AddMember, JoinRoom, LeaveRoom, RemoveMember, SendMessage
from events.room import Role
from parley.importing.cast import Cast
from parley.importing.ids import Ids
from parley.importing.importer import IMPORTER, SOURCE
from parley.importing.irc import Ignored, IrcLine, Joined, Left, Renamed, Said
from parley.importing.transcript import Transcript

Step_ = ImportAccount | ChangeDisplayName | AddMember | JoinRoom | LeaveRoom | RemoveMember | SendMessage


class Step(Struct, frozen=True):
    """One command, by whom, and the line it comes from; `concerns` is the account whose rules it needs or changes."""

    command: Step_
    actor_id: UUID
    concerns: UUID
    line: int
    at: datetime


class Plan(Struct):
    """What a file makes: first three waves, each in any order within itself, then its lines in their order."""

    gone: list[Step] = field(default_factory=list)  # who is not here any more on another day
    accounts: list[Step] = field(default_factory=list)
    here: list[Step] = field(default_factory=list)  # who was here before the log began
    lines: list[Step] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    skipped: Counter[str] = field(default_factory=Counter)
