"""How often an account may command and an address may try to sign in or to register, in this process."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from msgspec import Struct

from events.wire.client import CommandFrame
from events.wire.server import Accepted, Rejected
from runtime.neighbours import neighbourhood
from runtime.problems import Problem, Refused
from runtime.rates import Rate, quota
from runtime.settings import Settings
from runtime.tokens import Claims

Execute = Callable[[Claims, CommandFrame], Awaitable[Accepted | Rejected]]

# In a route's `opt`: by which rate its callers are counted, unless by that of sends; and by which their addresses are.
OF_ACCOUNT, OF_ADDRESS = "rate_of_account", "rate_of_address"


class Rates(Struct, frozen=True):
    """One for each kind of thing."""

    sends: Rate
    rooms: Rate
    joins: Rate
    sign_ins: Rate
    registrations: Rate

    def check_account(self, opt: Mapping[str, Any], principal: Claims) -> None:
        """Count a request of somebody's for a route; raises `Refused` with 429."""
        _check(getattr(self, opt.get(OF_ACCOUNT, "sends")).take(principal.account_id))

    def check_address(self, opt: Mapping[str, Any], host: str) -> None:
        """Count a request for a route that asks for it, of somebody who has not said who they are."""
        _check(getattr(self, opt[OF_ADDRESS]).take(neighbourhood(host)))


def rates_of(settings: Settings) -> Rates:
    """As the settings say, each under its own name."""
    return Rates(**{kind: Rate(kind, quota(getattr(settings, f"rate_{kind}"))) for kind in Rates.__struct_fields__})


def counted(rate: Rate, execute: Execute) -> Execute:
    """Carries out the commands of a live connection, as long as they are not too many."""

    def within(principal: Claims, frame: CommandFrame) -> Awaitable[Accepted | Rejected]:
        found = rate.take(principal.account_id)
        return execute(principal, frame) if found is None else _rejected(found, frame)

    return within


async def _rejected(found: Problem, frame: CommandFrame) -> Rejected:
    return Rejected(problem=found.document(), room=frame.room, id=frame.id)


def _check(found: Problem | None) -> None:
    if found is not None:
        raise Refused(found)
