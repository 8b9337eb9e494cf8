"""Imports transcripts into one room: made if need be, and taken up where an earlier run left it."""

from collections import Counter
from collections.abc import Callable, Sequence
from functools import partial
from uuid import UUID

from msgspec import Struct, field

from command.considered import Actor
from command.domain.account import ImportAccount
from command.domain.house import CreateRoom
from command.handler import handle
from events.log.read import stream_version
from events.room import Visibility
from parley.importing import held
from parley.importing.cast import Cast
from parley.importing.ids import Ids
from parley.importing.importer import IMPORTER, SOURCE
from parley.importing.opened import Opened
from parley.importing.perform import Performer
from parley.importing.planner import plan
from parley.importing.transcript import Transcript


class Imported(Struct):
    """What a run found in its transcripts, and how many of its commands were new."""

    room_id: UUID
    lines: int = 0
    commands: int = 0
    new: int = 0
    counts: Counter[str] = field(default_factory=Counter)
    skipped: Counter[str] = field(default_factory=Counter)


async def run(
    opened: Opened, room: str, topic: str, transcripts: Sequence[Transcript], on_line: Callable[[str, int], None]
) -> Imported:
    """Import transcripts, first those the room has of them; raises what `Performer.perform` raises."""
    ids = Ids(opened.claim_key, room)
    imported = Imported(ids.room_id)
    await _open_room(opened, ids.room_id, room, topic)
    begun = await held.files(opened.pool, ids.room_id)
    order, cast, last = list(begun), Cast(), ""
    for transcript in sorted(transcripts, key=lambda each: begun.get(each.name, held.END)):
        if transcript.name not in begun:
            order.append(transcript.name)
        if last not in order or order.index(last) != order.index(transcript.name) - 1:
            cast = await held.cast_before(opened.pool, opened.keyring, ids.room_id, begun, transcript.name)
        work = plan(transcript, cast, ids)
        performer = Performer(opened, ids.room_id, transcript.name)
        imported.new += await performer.perform(work, partial(on_line, transcript.name))
        imported.lines += len(transcript.lines)
        imported.commands += len(work.steps)
        imported.counts += work.counts
        imported.skipped += work.skipped
        last = transcript.name
    return imported


async def _open_room(opened: Opened, room_id: UUID, name: str, topic: str) -> None:
    """Make the importer's account and the room, where they are not there yet."""
    importer = Actor(IMPORTER, initiator_id=IMPORTER)
    if not await stream_version(opened.pool, IMPORTER):
        await handle(
            opened.writer, ImportAccount(command_id=IMPORTER, display_name="Importer", source=SOURCE), importer
        )
    if not await stream_version(opened.pool, room_id):
        wish = CreateRoom(command_id=room_id, room_id=room_id, name=name, visibility=Visibility.PUBLIC, topic=topic)
        await handle(opened.writer, wish, importer)
