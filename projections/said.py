"""What was said, as rows in the binary form of COPY: the cheapest way into Postgres, for one page and for millions."""

import struct
from collections.abc import AsyncIterator, Iterable
from datetime import UTC, datetime, timedelta
from uuid import UUID

from events.markdown import HTML_VERSION, html_of
from events.room import MessageEdited, MessageSent
from events.stored import Recorded
from runtime.postgres import Connection

# fmt: off
COLUMNS = ("room_id", "message_id", "seq", "n", "author_id", "body", "html", "html_version", "reply_to", "mentions",
           "sent_at", "erased")
# fmt: on
_BEGIN, _END = b"PGCOPY\n\xff\r\n\0" + bytes(8), b"\xff\xff"
_NULL = b"\xff\xff\xff\xff"
# Each value stands behind its length; of the first columns, which have one length each, all at once.
_IDS = struct.Struct(">h i16s i16s ii ii i16s").pack
_LENGTH = struct.Struct(">i").pack
_VERSION = struct.pack(">ih", 2, HTML_VERSION)
_ID = struct.Struct(">i16s").pack
_UUID_TYPE = 2950
_NOBODY = struct.pack(">i iii", 12, 0, 0, _UUID_TYPE)
_ARRAY = struct.Struct(
    ">i iii ii"
).pack  # its length, then dimensions, nulls, type, and of the one dimension two bounds
_LAST = struct.Struct(">iq i?").pack
_EPOCH, _MICROSECOND = datetime(2000, 1, 1, tzinfo=UTC), timedelta(microseconds=1)

Words = tuple[str | None, str | None]  # a body and its HTML; nothing where it was erased


def words_of(event: MessageSent | MessageEdited, recorded: Recorded) -> Words:
    """What an event says, and how it looks."""
    return (None, None) if "body" in recorded.erased else (event.body, html_of(event.body))


async def copy(db: Connection, rows: Iterable[bytes]) -> None:
    """Copy rows into the messages, inside a transaction or not."""
    source = _once(b"".join((_BEGIN, *rows, _END)))
    await db.copy_to_table("messages", source=source, columns=COLUMNS, format="binary")


async def _once(data: bytes) -> AsyncIterator[bytes]:
    yield data  # asyncpg would read a file in another thread


def row(event: MessageSent, recorded: Recorded, n: int) -> bytes:
    """One message, the n-th of its room."""
    body, html = words_of(event, recorded)
    reply_to = event.reply_to
    at = (recorded.occurred_at - _EPOCH) // _MICROSECOND
    room, message, author = recorded.stream_id.bytes, event.message_id.bytes, recorded.actor_id.bytes
    return b"".join(
        (
            _IDS(len(COLUMNS), 16, room, 16, message, 4, recorded.version, 4, n, 16, author),
            _text(body),
            _text(html),
            _VERSION,
            _ID(16, reply_to.bytes) if reply_to else _NULL,
            _ids(event.mentions) if event.mentions else _NOBODY,
            _LAST(8, at, 1, body is None),
        )
    )


def _text(text: str | None) -> bytes:
    if text is None:
        return _NULL
    encoded = text.encode()
    return _LENGTH(len(encoded)) + encoded


def _ids(ids: tuple[UUID, ...]) -> bytes:
    return _ARRAY(20 + 20 * len(ids), 1, 0, _UUID_TYPE, len(ids), 1) + b"".join([_ID(16, each.bytes) for each in ids])
