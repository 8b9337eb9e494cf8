"""The rules of a unique name: one holder at a time, and held back for thirty days once it is released."""

from datetime import datetime, timedelta
from uuid import UUID

from msgspec import Struct

from command.domain.rejections import EmailTaken, UsernameTaken
from events.claim import ClaimEvent, ClaimKind, NameClaimed, NameReleased
from events.event import Event

HELD_BACK = timedelta(days=30)


class ClaimName(Struct, frozen=True):
    """An account wants this name; part of a command, never one of its own."""

    kind: ClaimKind
    account_id: UUID
    at: datetime


class ReleaseName(Struct, frozen=True):
    """An account lets go of this name."""

    kind: ClaimKind
    account_id: UUID


class Claim(Struct, frozen=True):
    """Who holds a name, or since when nobody has."""

    holder: UUID | None = None
    released_at: datetime | None = None


INITIAL = Claim()


def evolve(claim: Claim, event: Event, at: datetime) -> Claim:
    match event:
        case NameClaimed():
            return Claim(holder=event.account_id)
        case NameReleased():
            return Claim(released_at=at)
        case _:
            return claim


def decide(claim: Claim, command: ClaimName | ReleaseName) -> list[ClaimEvent]:
    if isinstance(command, ReleaseName):
        held = claim.holder == command.account_id
        return [NameReleased(kind=command.kind, account_id=command.account_id)] if held else []
    match claim:
        case Claim(holder=command.account_id):
            return []
        case Claim(holder=None, released_at=None):
            pass
        case Claim(holder=None, released_at=datetime() as released) if command.at >= released + HELD_BACK:
            pass
        case _:
            raise UsernameTaken if command.kind is ClaimKind.USERNAME else EmailTaken
    return [NameClaimed(kind=command.kind, account_id=command.account_id)]
