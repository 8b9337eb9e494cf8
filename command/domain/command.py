"""What every command is: a wish with an id of its sender's making, accepted once, for ever."""

from uuid import UUID

from msgspec import Struct


class Command(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Its tag and fields are what a repeat is recognised by: renaming one, or adding one without a default, is a break.

    It carries no clock and no secret, since a fingerprint of all of it is kept for ever.
    """

    command_id: UUID

    def asked(self) -> "Command":
        """The command without what its sender did not ask for but was found out on the way."""
        return self
