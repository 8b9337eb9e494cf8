"""One call's worth of writes, none of which contradicts another, and its arrays for the append function."""

from asyncio import Future
from collections import deque
from collections.abc import Sequence
from uuid import UUID

from msgspec import Struct

from events.log.write import NO_KEY, Expectation, Kind, Outcome, Write
from events.stored import Encoded

MAX_COMMANDS = 512
MAX_BYTES = 1024 * 1024
MAX_LOOKED_AT = 4 * MAX_COMMANDS  # a thousand claims of one name must not be walked again for every batch

_Written = tuple[Kind, UUID, UUID]


class Pending(Struct, frozen=True, eq=False):
    """A write that waits for its outcome."""

    write: Write
    outcome: Future[Outcome]


def take(waiting: deque[Pending]) -> list[Pending]:
    """The next writes in their order, leaving for later what an earlier one of them decides.

    A write waits when an earlier one of the batch writes a key it expects, accepted or not ({remove B, send by B}, two
    claims of one name), and when it is a second copy of a command.
    """
    batch: list[Pending] = []
    later: list[Pending] = []
    written: set[_Written] = set()
    commands: set[tuple[UUID, UUID]] = set()
    size = 0
    while waiting and len(batch) < MAX_COMMANDS and len(batch) + len(later) < MAX_LOOKED_AT and size < MAX_BYTES:
        pending = waiting.popleft()
        write = pending.write
        command = (write.actor_id, write.command_id)
        if command in commands or any((x.kind, x.stream_id, x.key) in written for x in write.expectations):
            later.append(pending)
        else:
            batch.append(pending)
            size += sum(len(event.data) for event in write.events)
        # What waits counts as written too, so that whoever rests on it waits behind it.
        commands.add(command)
        written.update(_writes(write))
    waiting.extendleft(reversed(later))
    return batch


def _writes(write: Write) -> list[_Written]:
    found: list[_Written] = []
    for event in write.events:
        found.append((Kind.EXACT, event.stream_id, NO_KEY))
        if event.subject_id is not None:
            found.append((Kind.NEW_SUBJECT, event.stream_id, event.subject_id))
        found.extend((Kind.UNTOUCHED, event.stream_id, key) for key in event.keys)
    return found


def arrays(batch: Sequence[Write]) -> list[list[object]]:
    """The arguments of `append_events`, in its order; indexes count from 1, and 0 means none."""
    commands: list[list[object]] = [[] for _ in range(7)]
    events: list[tuple[int, Write, Encoded]] = []
    asked: dict[Expectation, int] = {}
    pairs: list[tuple[int, int]] = []
    for number, write in enumerate(batch, 1):
        first, result = len(events) + 1, 0
        for event in write.events:
            events.append((number, write, event))
            if event.stream_id == write.stream_id:
                result = len(events)
        last = len(events) if write.events else 0
        row = (
            write.actor_id,
            write.command_id,
            write.fingerprint,
            write.stream_id,
            first if last else 0,
            last,
            result,
        )
        for column, value in zip(commands, row, strict=True):
            column.append(value)
        pairs.extend((number, asked.setdefault(x, len(asked) + 1)) for x in write.expectations)
    return [
        *commands,
        [x.kind for x in asked],
        [x.stream_id for x in asked],
        [x.key for x in asked],
        [x.version for x in asked],
        [command for command, _ in pairs],
        [expectation for _, expectation in pairs],
        [number for number, _, _ in events],
        [event.stream_id for _, _, event in events],
        [event.category for _, _, event in events],
        [event.type for _, _, event in events],
        [event.schema_version for _, _, event in events],
        [event.event_id for _, _, event in events],
        [event.subject_id for _, _, event in events],
        ["{" + ",".join(map(str, event.keys)) + "}" for _, _, event in events],
        [write.initiator_id for _, write, _ in events],
        [write.occurred_at for _, write, _ in events],
        [event.data for _, _, event in events],
        [write.metadata for _, write, _ in events],
    ]
