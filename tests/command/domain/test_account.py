"""What may become of an account."""

from uuid import UUID

import pytest

from command.domain import account
from command.domain.account import (
    AccountCommand,
    ChangeDisplayName,
    ChangePassword,
    EndSession,
    EraseAccount,
    ImportAccount,
    RegisterAccount,
    StartSession,
)
from command.domain.rejections import (
    AccountExists,
    NoSuchAccount,
    Rejected,
    SessionOver,
    UnusableDisplayName,
    WrongPassword,
)
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
from tests.command.domain.given import INVISIBLE

COMMAND = UUID(int=99)
FIRST, SECOND = UUID(int=31), UUID(int=32)  # the commands that set the first and the second password
HERE, THERE = UUID(int=21), UUID(int=22)
REGISTERED = AccountRegistered(username="ann", display_name="Ann")
BEGUN_HERE, BEGUN_THERE = SessionStarted(session_id=HERE), SessionStarted(session_id=THERE)
REGISTER = RegisterAccount(command_id=COMMAND, username="ann", display_name=" Ann ")


def after(*events: AccountEvent) -> account.Account:
    state = account.INITIAL
    for event in events:
        state = account.evolve(state, event, SECOND if isinstance(event, PasswordChanged) else FIRST)
    return state


def refused(state: account.Account, command: AccountCommand, why: type[Rejected]) -> None:
    with pytest.raises(why):
        account.decide(state, command)


def start(session_id: UUID, password: UUID = FIRST) -> StartSession:
    return StartSession(command_id=UUID(int=98), session_id=session_id, password=password)


def end(session_id: UUID) -> EndSession:
    return EndSession(command_id=COMMAND, session_id=session_id, reason=EndReason.SIGNED_OUT)


def test_an_account_is_made_once() -> None:
    assert account.decide(after(), REGISTER) == [REGISTERED]
    refused(after(REGISTERED), REGISTER, AccountExists)


def test_an_imported_account_is_made_without_names_of_its_own() -> None:
    wanted = ImportAccount(command_id=COMMAND, display_name="ann_irc", source="irc")
    assert account.decide(after(), wanted) == [AccountImported(display_name="ann_irc", source="irc")]


def test_a_display_name_is_one_short_line() -> None:
    for name in ("", " ", "x" * 65, "two\nlines", "a\x00b"):
        refused(after(REGISTERED), ChangeDisplayName(command_id=COMMAND, display_name=name), UnusableDisplayName)


@pytest.mark.parametrize("name", INVISIBLE, ids=ascii)
def test_a_display_name_that_nobody_could_see_is_refused(name: str) -> None:
    refused(after(REGISTERED), ChangeDisplayName(command_id=COMMAND, display_name=name), UnusableDisplayName)
    wanted = RegisterAccount(command_id=COMMAND, username="ann", display_name=name)
    refused(after(), wanted, UnusableDisplayName)


def test_a_display_name_that_is_the_same_changes_nothing() -> None:
    changed = ChangeDisplayName(command_id=COMMAND, display_name="Ann Lee")
    assert account.decide(after(REGISTERED), changed) == [DisplayNameChanged(display_name="Ann Lee")]
    assert account.decide(after(REGISTERED, DisplayNameChanged(display_name="Ann Lee")), changed) == []


def test_changing_the_password_ends_every_other_session() -> None:
    state = after(REGISTERED, BEGUN_HERE, BEGUN_THERE)
    ended = SessionEnded(session_id=THERE, reason=EndReason.PASSWORD_CHANGED)
    assert account.decide(state, ChangePassword(command_id=COMMAND, password=FIRST, keeping=HERE)) == [
        PasswordChanged(),
        ended,
    ]


def test_a_session_begins_only_with_the_password_that_holds_now() -> None:
    assert account.decide(after(REGISTERED), start(HERE)) == [BEGUN_HERE]
    refused(after(REGISTERED, PasswordChanged()), start(HERE, FIRST), WrongPassword)
    assert account.decide(after(REGISTERED, PasswordChanged()), start(HERE, SECOND)) == [BEGUN_HERE]


def test_of_two_who_change_the_password_at_once_the_second_is_refused() -> None:
    change = ChangePassword(command_id=COMMAND, password=FIRST)
    refused(after(REGISTERED, PasswordChanged()), change, WrongPassword)


def test_a_session_ends_once() -> None:
    ended = SessionEnded(session_id=HERE, reason=EndReason.SIGNED_OUT)
    assert account.decide(after(REGISTERED, BEGUN_HERE), end(HERE)) == [ended]
    assert account.decide(after(REGISTERED, BEGUN_HERE, ended), end(HERE)) == []


def test_who_does_not_exist_or_has_left_may_not_act() -> None:
    with pytest.raises(NoSuchAccount):
        after().admit(None)
    ended = after(REGISTERED, BEGUN_HERE, SessionEnded(session_id=HERE, reason=EndReason.SIGNED_OUT))
    with pytest.raises(SessionOver):
        ended.admit(HERE)
    ended.admit(THERE)
    for command in (start(HERE), end(HERE), ChangePassword(command_id=COMMAND)):
        refused(after(), command, NoSuchAccount)


ERASE = EraseAccount(command_id=COMMAND)


def test_erasing_an_account_ends_every_session_of_it() -> None:
    over = [SessionEnded(session_id=session, reason=EndReason.ACCOUNT_ERASED) for session in (HERE, THERE)]
    assert account.decide(after(REGISTERED, BEGUN_THERE, BEGUN_HERE), ERASE) == [AccountErased(), *over]
    refused(after(), ERASE, NoSuchAccount)


def test_an_account_is_erased_once_and_accepts_nothing_more() -> None:
    erased = after(REGISTERED, BEGUN_HERE, AccountErased())
    assert account.decide(erased, ERASE) == []
    refused(erased, REGISTER, AccountExists)
    renamed = ChangeDisplayName(command_id=COMMAND, display_name="Ann again")
    for command in (renamed, start(THERE), end(HERE), ChangePassword(command_id=COMMAND)):
        refused(erased, command, NoSuchAccount)
    with pytest.raises(NoSuchAccount):
        erased.admit(HERE)
