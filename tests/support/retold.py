"""What a log says of an imported room, line by line, as the transcript would say it."""

from collections.abc import Sequence
from pathlib import Path
from uuid import UUID

from events.account import AccountImported, DisplayNameChanged
from events.keyring import Keyring
from events.log import read
from events.log.db import Db
from events.room import MemberJoined, MemberLeft, MessageSent
from events.stored import Recorded
from parley.importing.importer import IMPORTER
from tests.support.corpus import Told, links, told

BLANK = "\u200b"


async def whole(db: Db, keyring: Keyring) -> list[Recorded]:
    """Every event of the log."""
    found: list[Recorded] = []
    while page := await read.after(db, len(found), 5000):
        found += await keyring.open(page)
    return found


def retold(log: Sequence[Recorded]) -> list[tuple[str, str, str, str]]:
    """Kind, nick at that moment, time and words of all that a transcript would tell; not the importer's own doings."""
    names: dict[UUID, str] = {}
    lines = []
    for recorded in log:
        nick, at = names.get(recorded.actor_id, ""), recorded.occurred_at.isoformat()
        match recorded.event:
            case AccountImported(display_name=name):
                names[recorded.stream_id] = name
            case DisplayNameChanged(display_name=name):
                names[recorded.stream_id] = name
                lines.append(("renamed", nick, at, name))
            case MessageSent(body=body):
                lines.append(("said", nick, at, body))
            case MemberJoined(account_id=account) if account != IMPORTER:
                lines.append(("joined", nick, at, ""))
            case MemberLeft():
                lines.append(("left", nick, at, ""))
    return lines


def as_written(files: Sequence[Path]) -> list[tuple[str, str, str, str]]:
    """The same of the transcripts themselves."""
    return [(line.kind, line.nick, line.at.isoformat(), _words(line)) for file in files for line in told(file)]


def _words(line: Told) -> str:
    return line.text if line.text.strip() or line.kind != "said" else BLANK


def answered(log: Sequence[Recorded]) -> list[tuple[int, int]]:
    """Which message answers which, both as their number among the messages."""
    said = [recorded.event for recorded in log if isinstance(recorded.event, MessageSent)]
    numbers = {event.message_id: number for number, event in enumerate(said)}
    return [(numbers[event.reply_to], number) for number, event in enumerate(said) if event.reply_to]


def answered_as_written(files: Sequence[Path]) -> list[tuple[int, int]]:
    found, before = [], 0
    for file in files:
        numbers = {line.number: n for n, line in enumerate((x for x in told(file) if x.kind == "said"), before)}
        found += [
            (numbers[earlier], numbers[later])
            for later, earlier in sorted(links(file).items())
            if earlier in numbers and later in numbers
        ]
        before += len(numbers)
    return found
