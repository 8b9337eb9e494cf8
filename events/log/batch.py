"""One call's worth of writes, none of which contradicts another."""

from asyncio import Future
from collections import deque
from collections.abc import Sequence

from msgspec import Struct

from events.log.write import Expectation, Kind, Outcome, Write
from events.stored import Encoded

MAX_COMMANDS = 512
MAX_BYTES = 1024 * 1024
MAX_LOOKED_AT = 4 * MAX_COMMANDS  # a thousand claims of one name must not be walked again for every batch


class Pending(Struct, frozen=True, eq=False):
    """A write that waits for its outcome."""

    write: Write
    outcome: Future[Outcome]


class _Written:
    """What the writes so far would write, by numbers: a UUID's own hash is computed in Python."""

    def __init__(self) -> None:
        self.commands: set[tuple[int, int]] = set()
        self._streams: set[int] = set()
        self._subjects: set[tuple[int, int]] = set()
        self._touched: set[tuple[int, int]] = set()

    def add(self, events: Sequence[Encoded]) -> None:
        for event in events:
            stream = event.stream_id.int
            self._streams.add(stream)
            if event.subject_id is not None:
                self._subjects.add((stream, event.subject_id.int))
            for key in event.keys:
                self._touched.add((stream, key.int))

    def decides(self, expectations: Sequence[Expectation]) -> bool:
        """Does any of the expectations rest on what is written?"""
        for x in expectations:
            if x.kind is Kind.UNTOUCHED:
                if self._touched and (x.stream_id.int, x.key.int) in self._touched:
                    return True
            elif x.kind is Kind.NEW_SUBJECT:
                if (x.stream_id.int, x.key.int) in self._subjects:
                    return True
            elif x.stream_id.int in self._streams:
                return True
        return False


def take(waiting: deque[Pending]) -> list[Pending]:
    """The next writes in their order, leaving for later what an earlier one of them decides.

    A write waits when an earlier one of the batch writes a key it expects, accepted or not ({remove B, send by B}, two
    claims of one name), and when it is a second copy of a command.
    """
    batch: list[Pending] = []
    later: list[Pending] = []
    written, size = _Written(), 0
    while waiting and len(batch) < MAX_COMMANDS and len(batch) + len(later) < MAX_LOOKED_AT and size < MAX_BYTES:
        pending = waiting.popleft()
        write = pending.write
        command = (write.actor_id.int, write.command_id.int)
        if command in written.commands or written.decides(write.expectations):
            later.append(pending)
        else:
            batch.append(pending)
            for event in write.events:
                size += len(event.data)
        # What waits counts as written too, so that whoever rests on it waits behind it.
        written.commands.add(command)
        written.add(write.events)
    waiting.extendleft(reversed(later))
    return batch
