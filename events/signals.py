"""What passes and is kept nowhere: who is typing and who is here, as `signal` frames tell it."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from msgspec import Struct

from events.fields import AccountId, Mentioning, ReadSeq, Unread, says

HOLDS_MS = 6000
State = Literal["online", "idle", "offline"]
Accounts = tuple[UUID, ...]
_ANN = "8d3cf6a5-51b1-8f0e-9a61-6f0d4c1f2f10"


class Typing(Struct, frozen=True):
    """Somebody is typing in a room; a message of theirs ends it, too."""

    account: AccountId
    until_ms: Annotated[
        int, says("For how long this holds, in milliseconds, unless it is said again; 0: no longer.", HOLDS_MS)
    ]


class Presence(Struct, frozen=True, omit_defaults=True):
    """A member of a room came, went, or is at it no more."""

    account: AccountId
    state: Annotated[State, says("Whether any connection of theirs is open, and at use.", "online")]
    last_seen: Annotated[
        datetime | None,
        says("When they were last here, of somebody who is offline now.", "2026-11-22T09:30:00Z", format="date-time"),
    ] = None


class Present(Struct, frozen=True):
    """All members of a room that are here: what was known before holds no more."""

    online: Annotated[Accounts, says("The accounts that are online.", [_ANN])]
    idle: Annotated[Accounts, says("The accounts that are connected and not at it.", [])]


class Read(Struct, frozen=True):
    """How far one has read a room oneself, whichever connection marked it: told to all connections of the reader."""

    seq: ReadSeq
    unread: Unread
    mentions: Mentioning
