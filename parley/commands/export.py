"""`parley export FILE`: the events of a room or of the whole log, as a file of JSON lines."""

import time
from pathlib import Path
from typing import Annotated

import uvloop
from cyclopts import Parameter

from parley.audit.events import lines, reading
from parley.audit.file import Unfinished
from parley.audit.selection import Selection, selected
from parley.audit.terminal import answered
from parley.terminal.bar import bar, per_second
from runtime.settings import Settings


def export(
    file: Path,
    /,
    *,
    room: str | None = None,
    from_: Annotated[str | None, Parameter(name="--from")] = None,
    until: str | None = None,
    open: bool = False,  # noqa: A002 - the option's name
    force: bool = False,
) -> None:
    """Write what `parley replay --json` prints to a file that appears when it is whole.

    Parameters
    ----------
    file
        Where to; compressed if the name ends in .gz. Only its owner may read it.
    room
        A room's id, or the name it has now. Without it: the whole log.
    from_
        The moment of the first event: a position or a time, as `parley replay --help` says.
    until
        The moment of the last event.
    open
        Open personal data: names and words, and those of messages deleted since.
    force
        Replace the file if it is there already.
    """
    with answered():
        uvloop.run(_export(Settings(), file, room, from_, until, opened=open, force=force))


async def _export(
    settings: Settings,
    file: Path,
    room: str | None,
    from_: str | None,
    until: str | None,
    *,
    opened: bool,
    force: bool,
) -> None:
    async with reading(settings, opened=opened) as asked:
        selection, began = await selected(asked.pool, room, from_, until), time.monotonic()
        unfinished, written = Unfinished(file, force=force), 0
        try:
            with bar("Exporting") as progress:
                async for page in lines(asked.pool, selection, asked.keyring, as_json=True):
                    unfinished.write(page)
                    written += len(page)
                    progress(written, selection.events)
            unfinished.finish()
        finally:
            unfinished.discard()
        print(
            f"{file}: {_what(selection, written)}, {unfinished.size:,} bytes, {per_second(written, began):,} events/s"
        )
        print(f"SHA-256 {unfinished.sha256}")


def _what(selection: Selection, written: int) -> str:
    of = f" of the room {selection.room_id}" if selection.room_id else ""
    return f"{written:,} events{of} from {selection.epoch}.{selection.first} to {selection.epoch}.{selection.last}"
