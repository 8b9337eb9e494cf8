"""What the composition root gives to the live side of a process, which makes the rest by itself."""

from collections.abc import Awaitable, Callable

from msgspec import Struct

from events.keyring import Keyring
from events.log.ended import EndedSessions
from events.wire.client import CommandFrame
from events.wire.server import Accepted, Rejected
from query.live.limits import NO_LIMITS, Limits
from query.live.signals.pace import PACE, Pace
from query.live.signals.signals import MAX_MEMBERS
from runtime.postgres import Pool
from runtime.tokens import Claims

Verify = Callable[[str], Claims]
Execute = Callable[[Claims, CommandFrame], Awaitable[Accepted | Rejected]]


class Source(Struct, frozen=True):
    """What is told is read from: the database, the keys that open its events, and the epoch of its log."""

    pool: Pool
    keyring: Keyring
    epoch: str


class WriteSide(Struct, frozen=True):
    """What only the write side can do: `verify` raises `BadToken`, `execute` answers commands."""

    verify: Verify
    ended: EndedSessions
    execute: Execute


class Options(Struct, frozen=True):
    """What an operator chooses: up to how many members a room tells who is here, and what is too much; and the pace."""

    presence_max: int = MAX_MEMBERS
    limits: Limits = NO_LIMITS
    pace: Pace = PACE
