"""Who speaks, or listens, where."""

from msgspec import Struct


class Line(Struct, frozen=True):
    """A connection to be: whose access token, and which room."""

    token: str
    room: str
