"""`parley projections parked`: what a projection could not apply, and why."""

import sys
from collections.abc import Sequence
from typing import Annotated
from uuid import UUID

import msgspec
import uvloop
from cyclopts import CoercionError, Parameter, Token

from events.log import read
from events.stored import StoredEvent
from parley.terminal.explained import explained
from parley.terminal.reached import asking
from projections.engine.parked import Parked
from projections.engine.parked import parked as parked_now
from runtime.settings import Settings


def _id(_hint: object, tokens: Sequence[Token]) -> UUID:
    """The command line's own reading takes `none` for no key, which would mean all of them."""
    try:
        return UUID(tokens[0].value)
    except ValueError:
        raise CoercionError(token=tokens[0], target_type=UUID) from None


Key = Annotated[
    UUID | None, Parameter(help="A parked room or account; all of them unless one is named.", converter=_id)
]
Json = Annotated[bool, Parameter(help="JSON lines.")]
NO_KEY, NOTHING = "{key} is not parked.", "Nothing is parked."


def parked(key: Key = None, /, *, json: Json = False) -> None:
    """List what is parked; of one KEY, all that is known: the event, and where in the code it failed."""
    with explained():
        found, event = uvloop.run(_parked(Settings(), key))
    if not found and not json:
        print(NO_KEY.format(key=key) if key else NOTHING)
    for one in found:
        print(msgspec.json.encode(one).decode() if json else line(one))
        if event and not json:
            print(*_envelope(event), *one.place.splitlines(), sep="\n")
    sys.exit(1 if key and not found else 0)


def line(one: Parked) -> str:
    since = one.since.strftime("%Y-%m-%d %H:%M:%SZ")
    return f"{one.projection} {one.key} since {since}: event {one.position} ({one.type}): {one.cause}"


def _envelope(event: StoredEvent) -> tuple[str, ...]:
    """What is open to everybody who operates Parley; nothing that anybody said or is called."""
    return (
        f"  number {event.version} of {event.category} {event.stream_id}, schema version {event.schema_version}",
        f"  event {event.event_id}, recorded at {event.recorded_at.isoformat()}",
        f"  actor {event.actor_id}, command {event.command_id}",
    )


async def _parked(settings: Settings, key: UUID | None) -> tuple[list[Parked], StoredEvent | None]:
    async with asking(settings) as (_, pool):
        found = await parked_now(pool, key)
        first = await read.after(pool, found[0].position - 1, 1) if key and found else []
        return found, first[0] if first else None
