"""Position tokens: where in which incarnation of the log something is true."""

from msgspec import Struct

PATTERN = r"^[0-9A-Za-z]+\.[0-9]{1,18}$"  # what a position looks like, for JSON Schemas


class BadPosition(ValueError):
    """This is not a position that the log ever gave out."""


class Position(Struct, frozen=True):
    """`<epoch>.<position>`, opaque to clients."""

    epoch: str
    number: int

    def __str__(self) -> str:
        return f"{self.epoch}.{self.number}"


def parse(token: str) -> Position:
    """Read a token; raises `BadPosition`."""
    epoch, _, number = token.rpartition(".")
    if not (epoch.isascii() and epoch.isalnum() and number.isascii() and number.isdigit() and len(number) < 19):
        raise BadPosition
    return Position(epoch, int(number))
