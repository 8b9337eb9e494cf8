"""A room as it was at a moment, shown on the terminal."""

from functools import partial

from events.log.read import head
from parley.audit.events import reading
from parley.audit.moments import last_at
from parley.audit.opening import all_read
from parley.audit.refusals import Unanswerable
from parley.audit.room_lines import member_line, message_line, room_json, room_line
from parley.audit.selection import room_of
from parley.audit.terminal import write
from parley.terminal.bar import bar
from projections.as_of import RoomAsOf, room_as_of
from runtime.postgres import connect
from runtime.settings import Settings


async def show_room(settings: Settings, room: str, moment: str, *, as_json: bool, opened: bool) -> None:
    """Print it; raises `Unanswerable`, also where the room did not exist yet."""
    async with reading(settings, opened=opened) as asked:
        log = await head(asked.pool)
        room_id, position = await room_of(asked.pool, room), await last_at(asked.pool, log, moment)
        opener = partial(all_read, asked.keyring)
        with bar("Reading the room") as progress:
            then = room_as_of(partial(connect, asked.url), room_id, position, opener, progress)
            async with then as found:
                if found is None:
                    raise Unanswerable(f"The room {room_id} did not exist yet at position {position}.")
                await (_json if as_json else _text)(found, f"{log.epoch}.{position}", opened)


async def _text(then: RoomAsOf, position: str, opened: bool) -> None:
    write([room_line(then.room, position, opened=opened)])
    members = await then.members()
    write([f"Members: {len(members)}", *(member_line(member, opened=opened) for member in members), "Messages:"])
    async for page in then.messages():
        write(message_line(message, opened=opened) for message in page)


async def _json(then: RoomAsOf, position: str, opened: bool) -> None:
    write([room_json(then.room, opened=opened, position=position)])
    write(room_json(member, opened=opened) for member in await then.members())
    async for page in then.messages():
        write(room_json(message, opened=opened) for message in page)
