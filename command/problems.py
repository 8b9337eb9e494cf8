"""What a refused or failed command is answered with: the one place where rejections have names and numbers."""

import re
from collections.abc import Mapping
from typing import Any

from litestar import Request, Response
from msgspec.structs import replace

from command.domain import rejections
from command.domain.rejections import Rejected, UnusableText
from command.handler import CommandIdReused, Contention
from command.passwords import Busy, UnusablePassword
from command.sessions import AccountIsErased, BadRefreshToken
from events.codec import EventTooLarge
from events.log.write import LogFull, LogUnavailable, Overloaded
from events.names import UnusableName
from events.registry import UnknownEvent
from runtime.postgres import AWAY, is_away
from runtime.problems import OF_STATUS, UNEXPECTED, Problem, Refused, on_unexpected, problem, respond, unauthorized
from runtime.tokens import BadToken, ExpiredToken


def _slug(error: type[Exception]) -> str:
    return re.sub("(?<!^)(?=[A-Z])", "_", error.__name__).lower()


def _says(status: int, *errors: type[Exception]) -> dict[type[Exception], Problem]:
    return {error: problem(_slug(error), status, error.__doc__ or "") for error in errors}


def _unknown(*errors: type[Exception], bad_token: bool) -> dict[type[Exception], Problem]:
    return {error: unauthorized(_slug(error), error.__doc__ or "", bad_token=bad_token) for error in errors}


def _later(*errors: type[Exception]) -> dict[type[Exception], Problem]:
    return {error: replace(found, headers={"Retry-After": "1"}) for error, found in _says(503, *errors).items()}


PROBLEMS: Mapping[type[Exception], Problem] = {
    **_says(
        400,
        rejections.UnusableBody,
        rejections.UnusableName,
        rejections.UnusableTopic,
        rejections.UnusableDisplayName,
        UnusablePassword,
    ),
    UnusableName: problem("unusable_username_or_email", 400, UnusableName.__doc__ or ""),  # a room's has that slug
    **_unknown(rejections.SessionOver, BadToken, ExpiredToken, bad_token=True),
    **_unknown(rejections.WrongPassword, BadRefreshToken, AccountIsErased, bad_token=False),
    **_says(403, rejections.NotAMember, rejections.NotAllowed, rejections.NotYourMessage),
    **_says(
        404,
        rejections.NoSuchAccount,
        rejections.NoSuchSession,
        rejections.NoSuchRoom,
        rejections.NoSuchMember,
        rejections.NoSuchMessage,
    ),
    **_says(
        409,
        rejections.AccountExists,
        rejections.UsernameTaken,
        rejections.EmailTaken,
        rejections.RoomExists,
        rejections.RoomIsArchived,
        rejections.LastOwner,
        rejections.MessageIsDeleted,
        rejections.MessageIdTaken,
        rejections.SeqAhead,
        CommandIdReused,
    ),
    EventTooLarge: problem("event_too_large", 413, "This is too long to be kept."),
    **_later(Contention, Busy, Overloaded, LogUnavailable),
    UnknownEvent: OF_STATUS[503],  # a newer build wrote what this one would have to judge
    **_says(507, LogFull),
}


def problem_of(error: Exception) -> Problem:
    """The problem that a refusal or an error is; what nobody foresaw is `UNEXPECTED`."""
    if isinstance(error, Refused):
        return error.problem
    if is_away(error):  # while something was read or a secret stored: the same command may be sent again
        return OF_STATUS[503]
    found = next((PROBLEMS[kind] for kind in type(error).__mro__ if kind in PROBLEMS), UNEXPECTED)
    if isinstance(error, UnusableText) and error.field:
        return replace(found, extra={"errors": [{"message": error.why, "key": error.field}]})
    return found


def _on_error(request: Request[Any, Any, Any], error: Exception) -> Response[bytes]:
    found = problem_of(error)
    return on_unexpected(request, error) if found is UNEXPECTED else respond(found)


# For the application's `exception_handlers`, beside those of `runtime.problems`: who asks is found out on read routes
# too.
HANDLERS: dict[int | type[Exception], Any] = dict.fromkeys((Rejected, *PROBLEMS, *AWAY), _on_error)
