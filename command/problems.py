"""What a refused or failed command is answered with: the one place where rejections have names and numbers."""

from collections.abc import Mapping
from typing import Any

from litestar import Request, Response

from command.domain import rejections
from command.domain.rejections import Rejected
from command.handler import CommandIdReused, Contention
from command.passwords import Busy, UnusablePassword
from command.sessions import BadRefreshToken
from events.codec import EventTooLarge
from events.log.write import LogFull, LogUnavailable, Overloaded
from events.names import UnusableName
from events.registry import UnknownEvent
from runtime.postgres import AWAY, is_away
from runtime.problems import OF_STATUS, UNEXPECTED, Problem, Refused, on_unexpected, problem, respond, unauthorized
from runtime.tokens import BadToken, ExpiredToken


def _says(error: type[Exception], slug: str, status: int) -> Problem:
    return problem(slug, status, error.__doc__ or "")


def _later(error: type[Exception], slug: str) -> Problem:
    return Problem(f"/problems/{slug}", error.__doc__ or "", 503, headers={"Retry-After": "1"})


PROBLEMS: Mapping[type[Exception], Problem] = {
    rejections.UnusableBody: _says(rejections.UnusableBody, "unusable_body", 400),
    rejections.UnusableName: _says(rejections.UnusableName, "unusable_name", 400),
    rejections.UnusableTopic: _says(rejections.UnusableTopic, "unusable_topic", 400),
    rejections.UnusableDisplayName: _says(rejections.UnusableDisplayName, "unusable_display_name", 400),
    UnusablePassword: _says(UnusablePassword, "unusable_password", 400),
    UnusableName: _says(UnusableName, "unusable_username_or_email", 400),
    rejections.SessionOver: unauthorized("session_over", rejections.SessionOver.__doc__ or "", bad_token=True),
    rejections.WrongPassword: unauthorized("wrong_password", rejections.WrongPassword.__doc__ or ""),
    BadRefreshToken: unauthorized("bad_refresh_token", BadRefreshToken.__doc__ or ""),
    BadToken: unauthorized("bad_token", BadToken.__doc__ or "", bad_token=True),
    ExpiredToken: unauthorized("expired_token", ExpiredToken.__doc__ or "", bad_token=True),
    rejections.NoSuchAccount: _says(rejections.NoSuchAccount, "no_such_account", 404),
    rejections.NoSuchRoom: _says(rejections.NoSuchRoom, "no_such_room", 404),
    rejections.NoSuchMember: _says(rejections.NoSuchMember, "no_such_member", 404),
    rejections.NoSuchMessage: _says(rejections.NoSuchMessage, "no_such_message", 404),
    rejections.NotAMember: _says(rejections.NotAMember, "not_a_member", 403),
    rejections.NotAllowed: _says(rejections.NotAllowed, "not_allowed", 403),
    rejections.NotYourMessage: _says(rejections.NotYourMessage, "not_your_message", 403),
    rejections.AccountExists: _says(rejections.AccountExists, "account_exists", 409),
    rejections.UsernameTaken: _says(rejections.UsernameTaken, "username_taken", 409),
    rejections.EmailTaken: _says(rejections.EmailTaken, "email_taken", 409),
    rejections.RoomExists: _says(rejections.RoomExists, "room_exists", 409),
    rejections.RoomIsArchived: _says(rejections.RoomIsArchived, "room_is_archived", 409),
    rejections.LastOwner: _says(rejections.LastOwner, "last_owner", 409),
    rejections.MessageIsDeleted: _says(rejections.MessageIsDeleted, "message_is_deleted", 409),
    rejections.MessageIdTaken: _says(rejections.MessageIdTaken, "message_id_taken", 409),
    CommandIdReused: _says(CommandIdReused, "command_id_reused", 409),
    EventTooLarge: problem("too_large", 413, "This is too long to be kept."),
    Contention: _later(Contention, "contention"),
    Busy: _later(Busy, "busy"),
    Overloaded: _later(Overloaded, "overloaded"),
    LogUnavailable: _later(LogUnavailable, "log_unavailable"),
    UnknownEvent: OF_STATUS[503],  # a newer build wrote what this one would have to judge
    LogFull: _says(LogFull, "log_full", 507),
}


def problem_of(error: Exception) -> Problem:
    """The problem that a refusal or an error is; what nobody foresaw is `UNEXPECTED`."""
    if isinstance(error, Refused):
        return error.problem
    if is_away(error):  # while something was read or a secret stored: the same command may be sent again
        return OF_STATUS[503]
    return next((PROBLEMS[kind] for kind in type(error).__mro__ if kind in PROBLEMS), UNEXPECTED)


def _on_error(request: Request[Any, Any, Any], error: Exception) -> Response[bytes]:
    found = problem_of(error)
    return on_unexpected(request, error) if found is UNEXPECTED else respond(found)


# For the application's `exception_handlers`, beside those of `runtime.problems`: who asks is found out on read routes
# too.
HANDLERS: dict[int | type[Exception], Any] = dict.fromkeys((Rejected, *PROBLEMS, *AWAY), _on_error)
