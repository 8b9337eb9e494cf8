"""The arguments of the append function, from a batch of writes."""

from collections.abc import Iterable, Sequence
from uuid import UUID

from events.log.write import Write
from events.stored import Encoded

# asyncpg asks of every element of an array what it is, which costs more than Postgres' reading a text: what is many
# goes as the text of a whole array, or, where it may hold anything JSON may hold, with a character between that JSON
# may not (RFC 7464 puts the same one between texts).
SEPARATOR = "\x1e"
CALL = """
    select * from append_events(
        $1::text::uuid[], $2::text::uuid[], $3::text::bytea[], $4::text::uuid[], $5::text::int[], $6::text::int[],
        $7::text::int[], $8::text::smallint[], $9::text::uuid[], $10::text::uuid[], $11::text::int[], $12::text::int[],
        $13::text::int[], $14::text::int[], $15::text::uuid[], $16::text::text[], $17::text::text[],
        $18::text::smallint[], $19::text::uuid[], $20::text::uuid[], string_to_array($21, e'\\x1e'),
        $22::text::uuid[], $23::text::timestamptz[], string_to_array($24, e'\\x1e'), string_to_array($25, e'\\x1e'))
"""


def arguments(batch: Sequence[Write]) -> list[object]:
    """The arguments of `CALL`, in its order; indexes count from 1, and 0 means none."""
    asked: dict[tuple[int, int, int, int], int] = {}
    seen: dict[int, int] = {}  # most commands rest on the very expectations of an earlier one
    events: list[Encoded] = []
    of: list[int] = []  # which command each event is of
    rests: list[int] = []
    on: list[int] = []
    first: list[int] = []
    last: list[int] = []
    result: list[int] = []
    for number, write in enumerate(batch, 1):
        before, answer = len(events), 0
        for event in write.events:
            events.append(event)
            of.append(number)
            if event.stream_id == write.stream_id:
                answer = len(events)
        first.append(before + 1 if write.events else 0)
        last.append(len(events) if write.events else 0)
        result.append(answer)
        for x in write.expectations:
            at = seen.get(id(x))
            if at is None:
                at = asked.setdefault((x.kind, x.stream_id.int, x.key.int, x.version), len(asked) + 1)
                seen[id(x)] = at
            rests.append(number)
            on.append(at)
    writes = [batch[number - 1] for number in of]
    return [
        _ids([write.actor_id.int for write in batch]),
        _ids([write.command_id.int for write in batch]),
        "{" + ",".join(["\\\\x" + write.fingerprint.hex() for write in batch]) + "}",
        _ids([write.stream_id.int for write in batch]),
        _numbers(first),
        _numbers(last),
        _numbers(result),
        _numbers([int(kind) for kind, _, _, _ in asked]),
        _ids([stream for _, stream, _, _ in asked]),
        _ids([key for _, _, key, _ in asked]),
        _numbers([version for _, _, _, version in asked]),
        _numbers(rests),
        _numbers(on),
        _numbers(of),
        _ids([event.stream_id.int for event in events]),
        "{" + ",".join([event.category for event in events]) + "}",
        "{" + ",".join([event.type for event in events]) + "}",
        _numbers([event.schema_version for event in events]),
        _ids([event.event_id.int for event in events]),
        _ids_or_none([event.subject_id for event in events]),
        SEPARATOR.join([f"{{{','.join(map(str, event.keys))}}}" if event.keys else "{}" for event in events]),
        _ids_or_none([write.initiator_id for write in writes]),
        "{" + ",".join([write.occurred_at.isoformat() if write.occurred_at else "null" for write in writes]) + "}",
        SEPARATOR.join([event.data for event in events]),
        SEPARATOR.join([write.metadata for write in writes]),
    ]


def _numbers(values: Iterable[int]) -> str:
    return "{" + ",".join(map(str, values)) + "}"


def _ids(values: Iterable[int]) -> str:
    return "{" + ",".join([f"{value:032x}" for value in values]) + "}"


def _ids_or_none(values: Iterable[UUID | None]) -> str:
    return "{" + ",".join(["null" if value is None else f"{value.int:032x}" for value in values]) + "}"
