"""The rules of an account: made once, named freely, entered with a password, left by ending its sessions, erased."""

from typing import assert_never
from uuid import UUID

from msgspec import Struct
from msgspec.structs import replace

from command.domain import texts
from command.domain.command import Command
from command.domain.rejections import AccountExists, NoSuchAccount, SessionOver, WrongPassword
from events.account import (
    AccountErased,
    AccountEvent,
    AccountImported,
    AccountRegistered,
    DisplayNameChanged,
    EndReason,
    PasswordChanged,
    SessionEnded,
    SessionStarted,
)
from events.event import Event


class RegisterAccount(Command, frozen=True, tag="register_account"):
    """A person wants an account; `username` and `email` are normalised, and claimed by the same command."""

    username: str
    display_name: str
    email: str = ""


class ImportAccount(Command, frozen=True, tag="import_account"):
    """Somebody in imported talk gets an account nobody can sign in to."""

    display_name: str
    source: str


class ChangeDisplayName(Command, frozen=True, tag="change_display_name"):
    display_name: str


class PasswordCommand(Command, frozen=True):
    """The person knew the password that was set by this command."""

    password: UUID | None = None

    def asked(self) -> Command:
        return replace(self, password=None)


class ChangePassword(PasswordCommand, frozen=True, tag="change_password"):
    """Every session but `keeping` ends."""

    keeping: UUID | None = None


class StartSession(PasswordCommand, frozen=True, kw_only=True, tag="start_session"):
    session_id: UUID


class EndSession(Command, frozen=True, tag="end_session"):
    session_id: UUID
    reason: EndReason


class EraseAccount(Command, frozen=True, tag="erase_account"):
    """Nothing of the account's words and names is to be left; the same command releases what it claims."""


AccountCommand = (
    RegisterAccount | ImportAccount | ChangeDisplayName | ChangePassword | StartSession | EndSession | EraseAccount
)


class Account(Struct, frozen=True):
    """What decides about an account; `started` has those of its sessions that were asked for.

    `password` is the command that set the one which holds.
    """

    exists: bool = False
    display_name: str = ""
    password: UUID | None = None
    started: frozenset[UUID] = frozenset()
    ended: frozenset[UUID] = frozenset()
    erased: bool = False

    @property
    def there(self) -> bool:
        """Whether anything can be done by it, or with it."""
        return self.exists and not self.erased

    def admit(self, session_id: UUID | None) -> None:
        """Let this account act in this session; raises `NoSuchAccount` or `SessionOver`."""
        if session_id in self.ended:
            raise SessionOver
        if not self.there:
            raise NoSuchAccount


INITIAL = Account()


def evolve(account: Account, event: Event, command_id: UUID) -> Account:
    match event:
        case AccountRegistered():
            return replace(account, exists=True, display_name=event.display_name, password=command_id)
        case AccountImported():
            return replace(account, exists=True, display_name=event.display_name)
        case DisplayNameChanged():
            return replace(account, display_name=event.display_name)
        case PasswordChanged():
            return replace(account, password=command_id)
        case SessionStarted():
            return replace(account, started=account.started | {event.session_id})
        case SessionEnded():
            return replace(account, ended=account.ended | {event.session_id})
        case AccountErased():
            return replace(account, erased=True, display_name="", password=None)
        case _:
            return account


def decide(account: Account, command: AccountCommand) -> list[AccountEvent]:
    match command:
        case RegisterAccount() | ImportAccount() if account.exists:
            raise AccountExists
        case RegisterAccount(username=username, display_name=name, email=email):
            return [AccountRegistered(username=username, display_name=texts.display_name(name), email=email)]
        case ImportAccount(display_name=name, source=source):
            return [AccountImported(display_name=texts.display_name(name), source=source)]
        case EraseAccount() if account.erased:
            return []
        case _ if not account.there:
            raise NoSuchAccount
        case EraseAccount():
            open_ = sorted(account.started - account.ended)
            return [AccountErased(), *(_ended(session, EndReason.ACCOUNT_ERASED) for session in open_)]
        case ChangeDisplayName(display_name=name):
            new = texts.display_name(name)
            return [DisplayNameChanged(display_name=new)] if new != account.display_name else []
        case ChangePassword() | StartSession() if command.password != account.password:
            raise WrongPassword  # it was changed between the check and now
        case ChangePassword(keeping=keeping):
            others = sorted(account.started - account.ended - {keeping})
            return [PasswordChanged(), *(_ended(session, EndReason.PASSWORD_CHANGED) for session in others)]
        case StartSession(session_id=session_id):
            return [SessionStarted(session_id=session_id)] if session_id not in account.started else []
        case EndSession(session_id=session_id, reason=reason):
            return [_ended(session_id, reason)] if session_id not in account.ended else []
        case _:
            assert_never(command)


def _ended(session_id: UUID, reason: EndReason) -> SessionEnded:
    return SessionEnded(session_id=session_id, reason=reason)
