"""The events of an account: a person's names, password and sessions."""

from enum import StrEnum
from typing import ClassVar
from uuid import UUID

from events.event import Event
from events.fields import DisplayName, Email, SessionId, Source, Username


class EndReason(StrEnum):
    """Why a session ended."""

    SIGNED_OUT = "signed_out"
    TOKEN_REUSED = "token_reused"  # noqa: S105 - a reason, not a secret
    PASSWORD_CHANGED = "password_changed"  # noqa: S105
    ACCOUNT_ERASED = "account_erased"


class AccountEvent(Event, frozen=True):
    """Something that happened to an account."""

    CATEGORY: ClassVar[str] = "account"


class AccountRegistered(AccountEvent, frozen=True, tag="account_registered"):
    """A person made an account; its names are claims of their own."""

    username: Username
    display_name: DisplayName
    email: Email = ""

    def touches(self, stream_id: UUID) -> tuple[UUID, ...]:
        return (stream_id,)


class AccountImported(AccountEvent, frozen=True, tag="account_imported"):
    """An account stands for somebody in imported talk; nobody can sign in to it."""

    display_name: DisplayName
    source: Source

    def touches(self, stream_id: UUID) -> tuple[UUID, ...]:
        return (stream_id,)


class DisplayNameChanged(AccountEvent, frozen=True, tag="display_name_changed"):
    """A person is shown under another name."""

    display_name: DisplayName

    def about(self, stream_id: UUID) -> UUID:
        return stream_id


class PasswordChanged(AccountEvent, frozen=True, tag="password_changed"):
    """A person has another password; the log holds nothing of it."""

    def touches(self, stream_id: UUID) -> tuple[UUID, ...]:
        # A sign-in with the old password must not slip in beside the change.
        return (stream_id,)


class SessionStarted(AccountEvent, frozen=True, tag="session_started"):
    """A person signed in."""

    session_id: SessionId

    def about(self, stream_id: UUID) -> UUID:
        return self.session_id


class SessionEnded(AccountEvent, frozen=True, tag="session_ended"):
    """A session is over: none of its tokens is honoured any more."""

    session_id: SessionId
    reason: EndReason

    def about(self, stream_id: UUID) -> UUID:
        return self.session_id

    def touches(self, stream_id: UUID) -> tuple[UUID, ...]:
        return (stream_id, self.session_id)


class AccountErased(AccountEvent, frozen=True, tag="account_erased"):
    """A person's account is gone: their names are free, their sessions over, and the keys to their words destroyed."""

    def touches(self, stream_id: UUID) -> tuple[UUID, ...]:
        # Whatever rests on the account (a send, a sign-in, being brought into a room) must not slip in beside it.
        return (stream_id,)
