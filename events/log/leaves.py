"""The leaf hashes of many events at once, computed from the rows as Postgres copies them out in binary.

There every column has 4 bytes of length before it. A leaf (`events/leaf.py`) has none before the columns that are never
null and of fixed width; those come first here, sent as one, so that one look takes them apart.
"""

import struct
from hashlib import sha256
from uuid import UUID

from msgspec import Struct

from events.leaf import FORMAT

ROWS = """
    select int8send(position) || uuid_send(stream_id) || int4send(version)
        || int2send(schema_version) || uuid_send(event_id) || uuid_send(actor_id)
        || uuid_send(command_id) || timestamptz_send(occurred_at) || timestamptz_send(recorded_at)
        || int2send(leaf_format) || leaf_hash,
        category, type, subject_id, touches, initiator_id, data, metadata
    from events where position between $1 and $2 order by position
"""
SIGNATURE = b"PGCOPY\n\xff\r\n\0"
BEFORE_ROWS = 19  # bytes: the signature, flags, and the length of no extension
END = b"\xff\xff"
UNREADABLE = "a column is empty, or the leaf hash is not 32 bytes long"
_fixed = struct.Struct(">2xi28s18s16s32s2s32s")  # after the number of columns: a length and its bytes
_FIXED_BYTES = 128
_PADDING = bytes(_fixed.size)
_length = struct.Struct(">i").unpack_from
_KNOWN = FORMAT.to_bytes(2)
_START = bytes((0, FORMAT))


class Misfit(Struct, frozen=True):
    """Where the log is not what it was, and what is wrong there; `position` 0 and no stream where it is none's."""

    position: int
    stream_id: UUID | None
    version: int
    what: str


class Leaves:
    """Takes a copy of `ROWS` chunk by chunk, and keeps the first misfit from position `first` on."""

    def __init__(self, first: int) -> None:
        self.expected = first
        self.misfit: Misfit | None = None
        self._recorded = b""

    async def take(self, chunk: bytes) -> None:
        """A chunk holds whole rows: Postgres sends each as a message of its own."""
        try:
            self.misfit = self.misfit or self._first_misfit(chunk)
        except struct.error:  # a column that is never null is null
            self.misfit = Misfit(self.expected, None, 0, UNREADABLE)

    def _first_misfit(self, chunk: bytes) -> Misfit | None:
        length = _length  # a local name: this loop is run for every event there is
        start, end = BEFORE_ROWS if chunk.startswith(SIGNATURE) else 0, len(chunk)
        chunk = bytes(chunk) + _PADDING  # so that a row with too few bytes can be taken apart, too
        while start < end and not chunk.startswith(END, start):
            size, place, event, actor, command, format_, stored = _fixed.unpack_from(chunk, start)
            if size != _FIXED_BYTES:
                return Misfit(self.expected, None, 0, UNREADABLE)
            category = start + _fixed.size
            type_ = category + 4 + length(chunk, category)[0]
            subject = type_ + 4 + length(chunk, type_)[0]
            touches = subject + 4 + max(length(chunk, subject)[0], 0)  # a null has the length -1 and no bytes
            initiator = touches + 4 + length(chunk, touches)[0]
            data = initiator + 4 + max(length(chunk, initiator)[0], 0)
            metadata = data + 4 + length(chunk, data)[0]
            start = metadata + 4 + length(chunk, metadata)[0]
            names, about = chunk[category:subject], chunk[subject:initiator]
            by, words = chunk[initiator:data], chunk[data:start]
            leaf = sha256(b"".join((_START, place, names, event, about, actor, by, command, words))).digest()
            recorded = command[24:]
            in_place = int.from_bytes(place[:8]) == self.expected and recorded >= self._recorded
            if leaf != stored or format_ != _KNOWN or not in_place:
                return self._misfit(place, format_, stored, leaf)
            self.expected += 1
            self._recorded = recorded
        return None

    def _misfit(self, place: bytes, format_: bytes, stored: bytes, leaf: bytes) -> Misfit:
        if int.from_bytes(place[:8]) != self.expected:
            return missing(self.expected)
        if format_ != _KNOWN:
            what = f"its leaf hash has format {int.from_bytes(format_)}, which this build does not know"
        elif leaf != stored:
            what = f"its leaf hash is {stored.hex()}, but what it says gives {leaf.hex()}"
        else:
            what = "it was recorded before the event that stands before it"
        return Misfit(self.expected, UUID(bytes=place[8:24]), int.from_bytes(place[24:]), what)


def missing(position: int) -> Misfit:
    """There is no event where there must be one."""
    return Misfit(position, None, 0, "there is no such event")


def cut(head: int, known: str) -> Misfit:
    """The log ends at `head`, but something else knows that it went on."""
    return Misfit(head + 1, None, 0, f"there is no such event, but {known}")
