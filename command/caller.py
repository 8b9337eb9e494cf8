"""Somebody signed in, and their way to the write side: all that most write routes ask for."""

from msgspec import Struct

from command.considered import Actor
from command.writer import Writer
from events.cursor import Position
from runtime.tokens import Claims


class Caller(Struct, frozen=True):
    """Made for each request; one dependency of a route, because Litestar begins a task for each of several."""

    writer: Writer
    principal: Claims
    epoch: str

    @property
    def actor(self) -> Actor:
        return Actor(self.principal.account_id, self.principal.session_id)

    def at(self, position: int) -> str:
        """A position as callers are told it."""
        return str(Position(self.epoch, position))
