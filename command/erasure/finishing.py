"""Sees to it that erasures are finished, whoever began them and wherever they were cut off, and forgets with them."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from command.erasure import words
from command.erasure.carrying_out import finish, forget
from command.erasure.words import MessageAt
from command.writer import Writer
from events.keyring import Keyring
from events.log.db import Db
from events.log.looking import keep_looking
from events.shredding import destroyed_lately

LOOK_EVERY = 2.0  # seconds
PAGE = 1000
# Whoever erases finishes it themselves; what is still open after a while was cut off.
ERASED = """
    select e.position, e.stream_id as account_id, s.finished_at is not null as finished,
        e.recorded_at < now() - interval '2 seconds' as late
    from events e left join erased_subjects s on s.subject_id = e.stream_id
    where e.type = 'account_erased' and e.position > $1 order by e.position limit $2
"""
MESSAGES_ERASED = """
    select e.position, e.stream_id as room_id, e.subject_id as message_id, m.finished_at is not null as finished
    from events e left join erased_messages m on m.room_id = e.stream_id and m.message_id = e.subject_id
    where e.type = 'message_erased' and e.position > $1 order by e.position limit $2
"""
# A minute is twice as long as anybody may still seal, or store, what they decided on before.
LATELY = "select subject_id from erased_subjects where erased_at > now() - interval '1 minute'"
LEFT_BEHIND = (
    "delete from credentials where account_id = any ($1::uuid[])",
    "delete from sessions where account_id = any ($1::uuid[])",
)


class Finisher:
    """One process's look at all erasures: `settled` is up to where in the log every one is finished."""

    def __init__(self, writer: Writer, keyring: Keyring) -> None:
        self._writer = writer
        self._keyring = keyring
        self.settled = self.messages_settled = 0

    async def run(self) -> None:
        """Look until cancelled, whatever Postgres does."""
        await keep_looking(self.look, LOOK_EVERY, "erasures_unfinished")

    async def look(self) -> None:
        """Finish what has been left, once through all of it."""
        db = self._writer.log.db
        await self._forget(db)
        while rows := await db.fetch(ERASED, self.settled, PAGE):
            left = [row["account_id"] for row in rows if not row["finished"] and row["late"]]
            for account_id in left:  # before any room is told, which takes its time where many were cut off
                await forget(db, account_id)
            for account_id in left:
                await finish(self._writer, account_id)
            if not self._settle(rows):
                break
        await self._messages(db)

    async def _messages(self, db: Db) -> None:
        """Those of which the keys are still in use are looked at again."""
        while rows := await db.fetch(MESSAGES_ERASED, self.messages_settled, PAGE):
            done = [
                row["finished"] or await words.finish(db, self._keyring, MessageAt(row["room_id"], row["message_id"]))
                for row in rows
            ]
            settled = done.index(False) if False in done else len(rows)
            if settled:
                self.messages_settled = rows[settled - 1]["position"]
            if settled < len(rows):
                return

    def _settle(self, rows: Sequence[Any]) -> bool:
        """Whether all of these are finished."""
        for row in rows:
            if not row["finished"] and not row["late"]:
                return False
            self.settled = row["position"]
        return True

    async def _forget(self, db: Db) -> None:
        """Keys may have been read, and secrets stored, while they were being destroyed: so for a while, again."""
        if await destroyed_lately(db):
            self._keyring.forget()
        lately: list[UUID] = [row["subject_id"] for row in await db.fetch(LATELY)]
        if lately:
            for statement in LEFT_BEHIND:
                await db.fetch(statement, lately)
