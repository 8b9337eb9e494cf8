"""The events of a room: who may be in it, and what was said."""

from enum import StrEnum
from typing import Annotated, ClassVar
from uuid import UUID

from events.event import Event
from events.fields import AccountId, Mentions, MessageBody, MessageId, RemovalReason, ReplyTo, RoomName, RoomTopic, says


class Visibility(StrEnum):
    """Who may read a room: every signed-in account, or its members."""

    PUBLIC = "public"
    PRIVATE = "private"


class History(StrEnum):
    """How far back a member may read."""

    ALL = "all"
    SINCE_JOIN = "since_join"


class Role(StrEnum):
    """What a member may do, from most to least."""

    OWNER = "owner"
    ADMIN = "admin"
    MODERATOR = "moderator"
    MEMBER = "member"


class RoomEvent(Event, frozen=True):
    """Something that happened in a room."""

    CATEGORY: ClassVar[str] = "room"


class RoomCreated(RoomEvent, frozen=True, tag="room_created"):
    """Somebody opened a room."""

    name: RoomName
    visibility: Visibility
    history: History
    topic: RoomTopic = ""

    def about(self, stream_id: UUID) -> UUID:
        return stream_id

    def touches(self, stream_id: UUID) -> tuple[UUID, ...]:
        return (stream_id,)


class RoomRenamed(RoomEvent, frozen=True, tag="room_renamed"):
    """The room has another name."""

    name: RoomName

    def about(self, stream_id: UUID) -> UUID:
        return stream_id


class RoomTopicChanged(RoomEvent, frozen=True, tag="room_topic_changed"):
    """The room has another topic; an empty one means none."""

    topic: RoomTopic

    def about(self, stream_id: UUID) -> UUID:
        return stream_id


class RoomArchived(RoomEvent, frozen=True, tag="room_archived"):
    """The room is closed for good: it can be read, and nothing more is said in it."""

    def about(self, stream_id: UUID) -> UUID:
        return stream_id

    def touches(self, stream_id: UUID) -> tuple[UUID, ...]:
        return (stream_id,)


class MemberEvent(RoomEvent, frozen=True):
    """Something about one member's place in a room; `role` is the one gained, or the one lost."""

    account_id: AccountId
    role: Role

    def about(self, stream_id: UUID) -> UUID:
        return self.account_id

    def touches(self, stream_id: UUID) -> tuple[UUID, ...]:
        # Who owns the room is a rule of the whole room: two last owners must not both leave.
        return (self.account_id, stream_id) if self.role is Role.OWNER else (self.account_id,)


class MemberJoined(MemberEvent, frozen=True, tag="member_joined"):
    """Somebody came in by themselves."""


class MemberAdded(MemberEvent, frozen=True, tag="member_added"):
    """Somebody was brought in by another."""


class MemberLeft(MemberEvent, frozen=True, tag="member_left"):
    """Somebody went by themselves."""


class MemberRemoved(MemberEvent, frozen=True, tag="member_removed"):
    """Somebody was put out by another."""

    reason: RemovalReason = ""


class MemberRoleChanged(MemberEvent, frozen=True, tag="member_role_changed"):
    """A member may do more, or less, than before."""

    was: Annotated[Role, says("What they were before.", "moderator")]

    def touches(self, stream_id: UUID) -> tuple[UUID, ...]:
        owners_change = Role.OWNER in (self.role, self.was)
        return (self.account_id, stream_id) if owners_change else (self.account_id,)


class MemberErased(RoomEvent, frozen=True, tag="member_erased"):
    """Somebody who is here, or was, has erased their account: nothing they said can be read any more."""

    account_id: AccountId
    role: Annotated[Role | None, says("What they went as; null for who had gone before.", "member")] = None

    def about(self, stream_id: UUID) -> UUID:
        return self.account_id

    def touches(self, stream_id: UUID) -> tuple[UUID, ...]:
        return (self.account_id, stream_id) if self.role is Role.OWNER else (self.account_id,)


class MessageSent(RoomEvent, frozen=True, tag="message_sent"):
    """Somebody said something in a room."""

    message_id: MessageId
    body: MessageBody
    mentions: Mentions = ()
    reply_to: ReplyTo = None

    def about(self, stream_id: UUID) -> UUID:
        return self.message_id


class MessageEdited(RoomEvent, frozen=True, tag="message_edited"):
    """An author put other words in place of the ones said."""

    message_id: MessageId
    body: MessageBody
    mentions: Mentions = ()

    def about(self, stream_id: UUID) -> UUID:
        return self.message_id


class MessageDeleted(RoomEvent, frozen=True, tag="message_deleted"):
    """A message is taken back; outwardly its words are gone."""

    message_id: MessageId

    def about(self, stream_id: UUID) -> UUID:
        return self.message_id

    def touches(self, stream_id: UUID) -> tuple[UUID, ...]:
        return (self.message_id,)


class MessageErased(RoomEvent, frozen=True, tag="message_erased"):
    """A message's words are gone for ever: nobody can read them any more, not even who keeps the log."""

    message_id: MessageId

    def about(self, stream_id: UUID) -> UUID:
        return self.message_id

    def touches(self, stream_id: UUID) -> tuple[UUID, ...]:
        return (self.message_id,)
