"""Carries out a plan: commands like anybody's, many of them under way at once, in the order of their lines."""

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
from parley.importing.under_way import UnderWay

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
        self._room_id = room_id
        self._file = file
        self._under_way = UnderWay(opened.appender, AT_ONCE)

    async def perform(self, plan: Plan, on_line: Callable[[int], None]) -> int:
        """Do what was not done before, and return how much that was.

        Raises `LineRefused`, and what `Log.append` raises; what was begun has then ended.
        """
        known = await self._known(plan.steps)
        new = [step for step in plan.steps if step.wish.command_id not in known]
        await self._opened.keyring.for_sealing({step.actor_id for step in new})  # all at once, not one by one
        for wave in (plan.gone, plan.accounts, plan.here):
            await self._in_any_order([step for step in wave if step.wish.command_id not in known])
        for step in plan.lines:
            if step.wish.command_id not in known:
                await self._in_its_place(step)
            on_line(step.line)
        await self._under_way.settled()
        return len(new)

    async def _known(self, steps: Sequence[Step]) -> set[UUID]:
        ids = [step.actor_id for step in steps], [step.wish.command_id for step in steps]
        return {row["command_id"] for row in await self._opened.pool.fetch(KNOWN, *ids)}

    async def _in_any_order(self, steps: Sequence[Step]) -> None:
        for start in range(0, len(steps), AT_ONCE):
            for step in steps[start : start + AT_ONCE]:
                self._under_way.begin(self._do(step), changes=step.wish.command_id)
            await self._under_way.settled()

    async def _in_its_place(self, step: Step) -> None:
        """Begin a step behind all earlier ones, as soon as the log shows what it rests on."""
        needs, changes = [step.concerns], step.concerns
        if isinstance(step.wish, SendMessage):
            changes = step.wish.command_id
            needs += [step.wish.reply_to] if step.wish.reply_to else []
        await self._under_way.seen(needs)
        await self._under_way.begin_in_place(lambda: self._do(step), changes)

    async def _do(self, step: Step) -> None:
        actor = Actor(step.actor_id, initiator_id=IMPORTER)
        about = {"file": self._file, "line": str(step.line)}
        try:
            await handle(self._opened.writer, step.wish, actor, occurred_at=step.at, metadata=about)
        except (Rejected, CommandIdReused, Contention) as refusal:
            sentence = str(refusal) or type(refusal).__doc__
            raise LineRefused(f"Line {step.line + 1} of {self._file} was refused: {sentence}") from refusal
        self._learn(step)

    def _learn(self, step: Step) -> None:
        """Know what the log would say of somebody or something new, without asking it; it judges all the same."""
        cache = self._opened.writer.cache
        if isinstance(step.wish, ImportAccount):
            cache.put((Part.ROLE, self._room_id, step.actor_id), Seen(None, 0))
        elif isinstance(step.wish, SendMessage):
            cache.put((Part.MESSAGE, self._room_id, step.wish.command_id), Seen(Message(step.actor_id, ""), 0))
