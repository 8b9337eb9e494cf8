"""Carries out a plan: commands like anybody's, many of them under way at once, in the order of their lines."""

import asyncio
from collections.abc import Callable, Sequence
from uuid import UUID

from command.cache import Part, Seen
from command.considered import Actor
from command.domain.account import ImportAccount
from command.domain.rejections import Rejected
from command.domain.room import Message
from command.domain.talk import SendMessage
from command.handler import CommandIdReused, Contention, handle
from parley.importing.importer import IMPORTER
from parley.importing.opened import Opened
from parley.importing.plan import Plan, Step

AT_ONCE = 256  # commands under way; the log takes up to 512 in one go
KNOWN = """
    select k.command_id from unnest($1::uuid[], $2::uuid[]) w(actor_id, command_id)
    join commands k using (actor_id, command_id)
"""


class LineRefused(Exception):
    """A sentence saying which line was refused, and why."""


class Performer:
    """Performs the plan of one file in one room."""

    def __init__(self, opened: Opened, room_id: UUID, file: str) -> None:
        self._opened = opened
        self._writer = opened.writer
        self._appender = opened.appender
        self._room_id = room_id
        self._file = file
        self._under_way: dict[UUID, asyncio.Task[None]] = {}  # by what it changes: an account's place, or a message
        self._failure: BaseException | None = None

    async def perform(self, plan: Plan, on_line: Callable[[int], None]) -> int:
        """Do what was not done before, and return how much that was.

        Raises `LineRefused`, and what `Log.append` raises; what was begun has then ended.
        """
        known = await self._known(plan.steps)
        new = [step for step in plan.steps if step.wish.command_id not in known]
        await self._opened.keyring.for_sealing({step.actor_id for step in new})  # all at once, not one by one
        for wave in (plan.gone, plan.accounts, plan.here):
            await self._in_any_order([step for step in wave if step.wish.command_id not in known])
        self._appender.hurried = False
        for step in plan.lines:
            if step.wish.command_id not in known:
                await self._in_its_place(step)
            on_line(step.line)
        await self._settled()
        return len(new)

    async def _known(self, steps: Sequence[Step]) -> set[UUID]:
        ids = [step.actor_id for step in steps], [step.wish.command_id for step in steps]
        return {row["command_id"] for row in await self._opened.pool.fetch(KNOWN, *ids)}

    async def _in_any_order(self, steps: Sequence[Step]) -> None:
        for start in range(0, len(steps), AT_ONCE):
            for step in steps[start : start + AT_ONCE]:
                self._begin(step, changes=step.wish.command_id)
            await self._settled()

    async def _in_its_place(self, step: Step) -> None:
        """Begin a step behind all earlier ones, as soon as the log shows what it rests on."""
        needs, changes = {step.concerns}, step.concerns
        if isinstance(step.wish, SendMessage):
            needs, changes = {step.concerns, step.wish.reply_to or step.concerns}, step.wish.command_id
        if waiting := [self._under_way[each] for each in needs if each in self._under_way]:
            self._appender.hurried = True
            await asyncio.wait(waiting)
            self._appender.hurried = False
        while len(self._under_way) >= AT_ONCE:
            await asyncio.wait(self._under_way.values(), return_when=asyncio.FIRST_COMPLETED)
        queued = self._appender.next_queued()
        self._begin(step, changes).add_done_callback(lambda _: _release(queued))
        await queued
        if self._failure:
            await self._settled()

    def _begin(self, step: Step, changes: UUID) -> "asyncio.Task[None]":
        task = self._under_way[changes] = asyncio.create_task(self._do(step))
        task.add_done_callback(lambda task: self._ended(task, changes))
        return task

    def _ended(self, task: "asyncio.Task[None]", changes: UUID) -> None:
        if self._under_way.get(changes) is task:
            del self._under_way[changes]
        self._failure = self._failure or task.exception()

    async def _settled(self) -> None:
        """Wait until nothing is under way; raises the first failure."""
        self._appender.hurried = True
        if self._under_way:
            await asyncio.wait(self._under_way.values())
        if self._failure:
            raise self._failure

    async def _do(self, step: Step) -> None:
        actor = Actor(step.actor_id, initiator_id=IMPORTER)
        about = {"file": self._file, "line": str(step.line)}
        try:
            await handle(self._writer, step.wish, actor, occurred_at=step.at, metadata=about)
        except (Rejected, CommandIdReused, Contention) as refusal:
            sentence = refusal.__doc__ if not str(refusal) else str(refusal)
            raise LineRefused(f"Line {step.line + 1} of {self._file} was refused: {sentence}") from refusal
        self._learn(step)

    def _learn(self, step: Step) -> None:
        """Know what the log would say of somebody or something new, without asking it; it judges all the same."""
        if isinstance(step.wish, ImportAccount):
            self._writer.cache.put((Part.ROLE, self._room_id, step.actor_id), Seen(None, 0))
        elif isinstance(step.wish, SendMessage):
            message = Message(step.actor_id, "")
            self._writer.cache.put((Part.MESSAGE, self._room_id, step.wish.command_id), Seen(message, 0))


def _release(waited: "asyncio.Future[None]") -> None:
    if not waited.done():
        waited.set_result(None)
