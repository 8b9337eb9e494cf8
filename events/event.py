"""What every event is: past tense, frozen, and sure of which rules it changes."""

from enum import StrEnum
from typing import Annotated, ClassVar
from uuid import UUID

from msgspec import Meta, Struct


class Owner(StrEnum):
    """Whose personal data a sealed field is: whose key it is sealed with."""

    AUTHOR = "author"  # the event's actor
    ACCOUNT = "account"  # the account whose stream it is
    TARGET = "target"  # the account the event is about
    ROOM = "room"  # the room whose stream it is


AuthorText = Annotated[str, Meta(extra={"sealed": Owner.AUTHOR})]
AccountText = Annotated[str, Meta(extra={"sealed": Owner.ACCOUNT})]
TargetText = Annotated[str, Meta(extra={"sealed": Owner.TARGET})]
RoomText = Annotated[str, Meta(extra={"sealed": Owner.ROOM})]


class Event(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An immutable fact. Its tag is its wire name and is frozen; the envelope has its ids and times."""

    CATEGORY: ClassVar[str]
    SCHEMA_VERSION: ClassVar[int] = 1

    def about(self, stream_id: UUID) -> UUID | None:
        """The one thing the event is about (`subject_id`); None when it is about nothing in particular."""
        return None

    def touches(self, stream_id: UUID) -> tuple[UUID, ...]:
        """The keys whose rules this event changes: the whole stream, one account, one message."""
        return ()
