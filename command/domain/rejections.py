"""Why a command is refused: the docstring is the sentence its sender reads."""


class Rejected(Exception):
    """This cannot be done."""

    def __str__(self) -> str:
        return type(self).__doc__ or ""


class UnusableText(Rejected):
    """This text cannot be used."""

    field = ""  # what clients call it

    def __init__(self, why: str = "") -> None:
        super().__init__(why)
        self.why = why


class UnusableBody(UnusableText):
    """A message has 1 to 16,000 characters, not all of them blank."""

    field = "body"


class UnusableName(UnusableText):
    """A room's name has 1 to 80 characters on one line; some can be seen, none hides or turns others."""

    field = "name"


class UnusableTopic(UnusableText):
    """A topic has at most 250 characters on one line; some can be seen, none hides or turns others."""

    field = "topic"


class UnusableDisplayName(UnusableText):
    """A display name has 1 to 64 characters on one line; some can be seen, none hides or turns others."""

    field = "display_name"


class NoSuchAccount(Rejected):
    """There is no such account."""


class AccountExists(Rejected):
    """This account exists already."""


class SessionOver(Rejected):
    """This session has ended; sign in again."""


class NoSuchSession(Rejected):
    """You have no such session."""


class WrongPassword(Rejected):
    """The username or the password is wrong."""


class UsernameTaken(Rejected):
    """This username is taken."""


class EmailTaken(Rejected):
    """This e-mail address belongs to another account."""


class RoomExists(Rejected):
    """This room exists already."""


class NoSuchRoom(Rejected):
    """There is no such room."""


class RoomIsArchived(Rejected):
    """This room is archived: it can be read, and nothing more is said in it."""


class NotAMember(Rejected):
    """You are not a member of this room."""


class NoSuchMember(Rejected):
    """That account is not a member of this room."""


class NotAllowed(Rejected):
    """Your role in this room does not allow this."""


class LastOwner(Rejected):
    """You are the last owner of this room: make somebody else an owner first."""


class NoSuchMessage(Rejected):
    """There is no such message in this room."""


class MessageIsDeleted(Rejected):
    """This message was deleted."""


class NotYourMessage(Rejected):
    """Only its author may change a message."""


class MessageIdTaken(Rejected):
    """This message id is taken: make a new one."""


class SeqAhead(Rejected):
    """The room has not come to this seq yet."""
