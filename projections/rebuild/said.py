"""Every message of a stretch of the log as rows to copy: the same rows that history would insert."""

from collections.abc import Iterator, Sequence
from uuid import UUID

from events.room import MessageSent
from events.stored import Recorded
from projections.history import words_of
from projections.markdown import HTML_VERSION
from runtime.postgres import Connection

# fmt: off
COLUMNS = ("room_id", "message_id", "seq", "n", "author_id", "body", "html", "html_version", "reply_to", "mentions",
           "sent_at", "erased")
# fmt: on


async def copy(db: Connection, schema: str, batch: Sequence[Recorded], said: dict[UUID, int]) -> None:
    """Copy a batch's messages; `said` counts each room's messages so far, and is moved on."""
    await db.copy_records_to_table("messages", schema_name=schema, columns=COLUMNS, records=_rows(batch, said))


def _rows(batch: Sequence[Recorded], said: dict[UUID, int]) -> Iterator[tuple[object, ...]]:
    for recorded in batch:
        event, room_id = recorded.event, recorded.stream_id
        if type(event) is MessageSent:
            n = said[room_id] = said.get(room_id, 0) + 1
            words = words_of(event, recorded)
            yield (
                room_id,
                event.message_id,
                recorded.version,
                n,
                recorded.actor_id,
                words.body,
                words.html,
                HTML_VERSION,
                event.reply_to,
                event.mentions,
                recorded.occurred_at,
                words.erased,
            )
