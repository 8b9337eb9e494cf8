"""A keyring is used by many at once and loses its database now and then: nothing readable is ever taken for erased."""

import asyncio
from collections.abc import Sequence
from importlib import import_module
from typing import Any
from uuid import UUID

import asyncpg
import pytest

from events.keyring import Keyring
from events.log import read
from events.log.db import Db
from events.room import MessageSent
from events.stored import Recorded
from runtime.postgres import Pool
from tests.support.keys import SECRETS
from tests.support.logs import OpenLog

ANN = UUID(int=1)


class Gate:
    """A database whose answers wait until somebody lets them through, or lets them fail."""

    def __init__(self, db: Db) -> None:
        self._db = db
        self.asked = asyncio.Event()
        self.answer: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    async def fetch(self, query: str, *args: object) -> Sequence[Any]:
        self.asked.set()
        await asyncio.shield(self.answer)
        return await self._db.fetch(query, *args)

    async def fetchrow(self, query: str, *args: object) -> Any:
        return await self._db.fetchrow(query, *args)

    async def fetchval(self, query: str, *args: object) -> Any:
        return await self._db.fetchval(query, *args)


def words(events: Sequence[Recorded]) -> list[str]:
    return [recorded.event.body for recorded in events if isinstance(recorded.event, MessageSent)]


def keyring(db: Db) -> Keyring:
    return Keyring(db, SECRETS.keks, SECRETS.current_kek)


async def test_a_lost_answer_is_not_an_erased_key(kept: OpenLog) -> None:
    room = await kept.room(ANN)
    await kept.say(room, ANN, "still here")
    stored = await read.after(kept.pool, 0, 100)
    gate = Gate(kept.pool)
    keys = keyring(gate)
    gate.answer.set_exception(ConnectionResetError())
    with pytest.raises(ConnectionResetError):
        await keys.open(stored)
    gate.answer = asyncio.get_running_loop().create_future()
    gate.answer.set_result(None)
    assert words(await keys.open(stored)) == ["still here"]


async def test_two_who_open_at_once_both_read(kept: OpenLog) -> None:
    room = await kept.room(ANN)
    await kept.say(room, ANN, "still here")
    stored = await read.after(kept.pool, 0, 100)
    gate = Gate(kept.pool)
    keys = keyring(gate)
    readers = [asyncio.create_task(keys.open(stored)) for _ in range(2)]
    await gate.asked.wait()
    keys.forget()
    gate.answer.set_result(None)
    assert [words(found) for found in await asyncio.gather(*readers)] == [["still here"]] * 2
    assert words(await keys.open(stored)) == ["still here"]


async def test_a_key_at_hand_is_not_lost_while_another_is_fetched(kept: OpenLog) -> None:
    gate = Gate(kept.pool)
    keys = keyring(gate)
    first = asyncio.create_task(keys.for_sealing([ANN]))
    gate.answer.set_result(None)
    await first
    gate.asked.clear()
    gate.answer = asyncio.get_running_loop().create_future()
    both = asyncio.create_task(keys.for_sealing([ANN, UUID(int=2)]))
    await gate.asked.wait()
    keys.forget()
    gate.answer.set_result(None)
    assert set(await both) == {ANN, UUID(int=2)}


async def test_the_planner_keeps_no_key_in_its_statistics(pool: Pool, database_url: str) -> None:
    await Keyring(pool, SECRETS.keks, SECRETS.current_kek).for_sealing([UUID(int=number) for number in range(50)])
    db = await asyncpg.connect(database_url)
    await db.execute("analyze subject_keys")
    assert await known(db) >= {"kid", "subject_id"}
    assert "wrapped" not in await known(db)
    # As a database from before has them, until it is brought up to date.
    await db.execute("alter table subject_keys alter column wrapped set statistics 100")
    await db.execute("analyze subject_keys")
    assert "wrapped" in await known(db)
    await db.execute(import_module("migrations.versions.0013_no_keys_in_statistics").UNKNOWN)
    assert "wrapped" not in await known(db)
    await db.close()


async def known(db: "asyncpg.Connection[asyncpg.Record]") -> set[str]:
    """The columns of which Postgres keeps statistics."""
    return {row["attname"] for row in await db.fetch("select attname from pg_stats where tablename = 'subject_keys'")}
