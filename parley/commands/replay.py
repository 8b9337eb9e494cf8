"""`parley replay`: the events of a room or of the whole log, or a room as it once was."""

from typing import Annotated

import uvloop
from cyclopts import Parameter

from parley.audit.events import lines, reading
from parley.audit.refusals import Unanswerable
from parley.audit.selection import selected
from parley.audit.shown_room import show_room
from parley.audit.terminal import answered, write
from runtime.settings import Settings


def replay(
    *,
    room: str | None = None,
    from_: Annotated[str | None, Parameter(name="--from")] = None,
    until: str | None = None,
    as_of: str | None = None,
    json: bool = False,
    open: bool = False,  # noqa: A002 - the option's name
) -> None:
    """Print the events of a room or of the whole log, or, with --as-of, a room as it was at that moment.

    A moment is a position (17, or what the API gave out: 0f3a6c1d9b2e.17) or a time (2026-11-22T18:00:00+01:00; without
    a zone it is UTC, and a day means its beginning). Times are those at which events were recorded; imported talk is
    recorded when it is imported, and its events say as occurred_at when they happened.

    Parameters
    ----------
    room
        A room's id, or the name it has now. Without it: the whole log.
    from_
        The moment of the first event.
    until
        The moment of the last event; what happened at the moment itself is included.
    as_of
        Show the room's name, topic, members and messages as they were at this moment.
    json
        JSON lines. Of events every column as it is stored, so that leaf hashes can be computed from them.
    open
        Open personal data: names and words, and those of messages deleted since.
    """
    with answered():
        if as_of is not None and (room is None or from_ is not None or until is not None):
            raise Unanswerable("--as-of shows one room at one moment: it needs --room, and neither --from nor --until.")
        if as_of is not None and room is not None:
            uvloop.run(show_room(Settings(), room, as_of, as_json=json, opened=open))
        else:
            uvloop.run(_print(Settings(), room, from_, until, as_json=json, opened=open))


async def _print(
    settings: Settings, room: str | None, from_: str | None, until: str | None, *, as_json: bool, opened: bool
) -> None:
    async with reading(settings, opened=opened) as asked:
        selection = await selected(asked.pool, room, from_, until)
        async for page in lines(asked.pool, selection, asked.keyring, as_json=as_json):
            write(page)
