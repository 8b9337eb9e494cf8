"""The events of a claim: one unique name and who holds it."""

from enum import StrEnum
from typing import ClassVar
from uuid import UUID

from events.event import Event
from events.fields import AccountId


class ClaimKind(StrEnum):
    """What kind of name it is."""

    USERNAME = "username"
    EMAIL = "email"


class ClaimEvent(Event, frozen=True):
    """Something that happened to a unique name; the name itself stands nowhere."""

    CATEGORY: ClassVar[str] = "claim"


class NameClaimed(ClaimEvent, frozen=True, tag="name_claimed"):
    """An account holds this name now."""

    kind: ClaimKind
    account_id: AccountId

    def about(self, stream_id: UUID) -> UUID:
        return self.account_id


class NameReleased(ClaimEvent, frozen=True, tag="name_released"):
    """The name is free again once it has been held back for thirty days."""

    kind: ClaimKind
    account_id: AccountId

    def about(self, stream_id: UUID) -> UUID:
        return self.account_id
