"""Marking what is read: told at once, and written at most once in thirty seconds, so that reading costs the log little.

What waits is in this process alone: killed, it takes at most thirty seconds of marks with it, and nothing else.
"""

import asyncio
from contextlib import suppress
from functools import partial

from command.considered import Actor
from command.domain.reader import MarkRead
from command.domain.rejections import Rejected
from command.handler import Accepted, Contention, handle
from command.keys import following_id
from command.marks import APART, Held, Key
from command.reading import admitted, mark_of
from command.writer import Writer
from events.log.looking import keep_looking
from events.log.write import LogFull, LogUnavailable, Overloaded
from runtime.postgres import AWAY

LOOK_EVERY = 1.0  # seconds
AT_ONCE = 64  # marks that are written beside each other
LAST_CHANCE = 3.0  # seconds for what waits when the process ends


async def mark(writer: Writer, command: MarkRead, actor: Actor) -> Accepted:
    """Take a mark; `seq` is how far the room is read now. Raises what `handle` raises."""
    rests_on, key = await admitted(writer, command, actor), (actor.account_id, command.room_id)
    marks = writer.marks
    held = marks.of(key)
    if command.seq <= held.seq:
        return Accepted(rests_on.position, held.seq, duplicate=True)
    held.seq, held.session_id = command.seq, actor.session_id
    marks.told(*key, command.seq)
    held.leaves = held.leaves or key not in marks.held  # there is no room for it to wait in
    position = await _write(writer, key, held) if held.leaves or held.due <= marks.clock() else None
    return Accepted(position or rests_on.position, held.seq, duplicate=False)


async def run(writer: Writer) -> None:
    """Write what waits as it becomes due, until cancelled, whatever Postgres does."""
    await keep_looking(partial(_look, writer), 0.0, "marks_wait")


async def close(writer: Writer) -> None:
    """Write all that waits, as long as there is a log to write it to."""
    for held in writer.marks.held.values():
        held.leaves = True
    with suppress(TimeoutError, Contention, LogFull, LogUnavailable, Overloaded, *AWAY):
        async with asyncio.timeout(LAST_CHANCE):
            await write_due(writer)


async def write_due(writer: Writer) -> None:
    """Write what is due now; raises the first error that is no refusal, once all has been tried."""
    due = list(writer.marks.due())
    for at in range(0, len(due), AT_ONCE):
        tried = [_write(writer, key, held) for key, held in due[at : at + AT_ONCE]]
        for error in await asyncio.gather(*tried, return_exceptions=True):
            if isinstance(error, BaseException) and not isinstance(error, Rejected):
                raise error


async def _look(writer: Writer) -> None:
    with suppress(TimeoutError):
        async with asyncio.timeout(LOOK_EVERY):
            await writer.marks.wanted.wait()
    writer.marks.wanted.clear()
    await write_due(writer)


async def _write(writer: Writer, key: Key, held: Held) -> int | None:
    """Write a mark, unless one was written just now; the position of its event. Nothing waits of what is refused."""
    now, seq, leaves = writer.marks.clock(), held.seq, held.leaves
    held.due, held.leaves = now + APART, False
    try:
        written, at = await mark_of(writer, *key)
        if written >= seq:  # by another process, or before this one began
            held.seq, held.written = max(held.seq, written), written
            return None
        if not leaves and at > now - APART:
            held.due = min(at, now) + APART
            return None
        accepted = await handle(writer, _command(writer, key, seq), Actor(key[0]), metadata=_session(held))
    except Rejected:  # no member any more, or gone: there is nothing to mark
        held.written = max(held.written, seq)
        raise
    except BaseException:
        held.due, held.leaves = now, leaves
        raise
    held.written = max(held.written, seq)
    return accepted.position


def _command(writer: Writer, key: Key, seq: int) -> MarkRead:
    """One for each mark, whoever writes it and however often."""
    return MarkRead(command_id=following_id(writer.keys, f"mark {seq}", *key), room_id=key[1], seq=seq)


def _session(held: Held) -> dict[str, str]:
    """The session it was marked in, which may be over by now: that was judged then."""
    return {"session": str(held.session_id)} if held.session_id else {}
