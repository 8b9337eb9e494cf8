"""A small page is one statement of the owner's, or changes nothing and is applied statement by statement."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import Any
from uuid import UUID, uuid4

import pytest
from msgspec import Struct

from events.log import read
from events.room import MessageEdited, MessageSent
from projections.core import NAME, TABLES, core
from projections.engine import checkpoint, parking
from projections.engine.at_once import taken_at_once
from projections.engine.ownership import Term, owning
from projections.engine.page import SMALL
from projections.engine.parking import Failure
from projections.verify import verify
from runtime.postgres import Connection
from tests.projections.talk import connecting, core_running, eventually
from tests.support.logs import OpenLog
from tests.support.patience import PATIENCE

ANN, BEN = uuid4(), uuid4()


class House(Struct):
    """A room that the read models know, their owner, and what takes pages in its name."""

    kept: OpenLog
    db: Connection
    term: Term
    room: UUID

    async def take(self, term: Term | None = None) -> bool:
        """What has been said since."""
        page = await read.after(self.db, await checkpoint.position_of(self.db, NAME), 1000)
        return await taken_at_once(self.db, term or self.term, core(), await self.kept.keyring.open(page))

    async def rows(self) -> list[Sequence[Any]]:
        return [await self.db.fetch(f"select {table} from {table}") for table in (*TABLES, "checkpoints")]


@asynccontextmanager
async def furnished(kept: OpenLog, url: str) -> AsyncIterator[House]:
    room = await kept.room(ANN, BEN)
    async with core_running(kept, url) as part:
        await kept.say(room, ANN, "before")
        await eventually(lambda: part.position == 4)
    db = await connecting(url)()
    try:
        async with owning(NAME, connecting(url)) as (term, _):
            yield House(kept, db, term, room)
    finally:
        await db.close()


@pytest.fixture
async def house(kept: OpenLog, database_url: str) -> AsyncIterator[House]:
    async with furnished(kept, database_url) as house:
        yield house


async def test_what_is_said_is_one_statement(house: House, kept: OpenLog, database_url: str) -> None:
    await kept.say(house.room, ANN, "first")
    assert await house.take()  # asyncpg asks once what an array is
    first = await kept.say(house.room, BEN, "second")
    await kept.say(house.room, ANN, "third")
    await kept.accepted(
        house.room, MessageSent(message_id=uuid4(), body="ann?", mentions=(ANN,), reply_to=first), actor=BEN
    )
    said: list[str] = []
    page = await kept.keyring.open(await read.after(house.db, 5, 1000))
    with house.db.query_logger(lambda query: said.append(query.query)):
        assert await taken_at_once(house.db, house.term, core(), page)
        await eventually(lambda: bool(said))
    assert len(said) == 1
    found = await house.db.fetch("select body, n, seq from messages order by n")
    assert [tuple(row) for row in found] == [
        ("before", 1, 4),
        ("first", 2, 5),
        ("second", 3, 6),
        ("third", 4, 7),
        ("ann?", 5, 8),
    ]
    assert await checkpoint.position_of(house.db, NAME) == 8
    assert (await verify(connecting(database_url), kept.keyring)).equal


async def test_nobody_but_the_owner_writes(house: House, kept: OpenLog) -> None:
    await kept.say(house.room, ANN, "first")
    before = await house.rows()
    assert not await house.take(Term(NAME, uuid4()))
    assert await house.rows() == before
    assert await house.take()
    assert await house.rows() != before


async def test_whoever_holds_the_checkpoint_is_not_waited_for(house: House, kept: OpenLog, database_url: str) -> None:
    await kept.say(house.room, ANN, "first")
    other = await connecting(database_url)()
    before = await house.rows()
    async with other.transaction():
        await checkpoint.hold(other, NAME)
        async with asyncio.timeout(PATIENCE):
            assert not await house.take()
    assert await house.rows() == before
    assert await house.take()
    await other.close()


async def test_while_a_key_is_parked_it_is_left_to_who_looks_which(house: House, kept: OpenLog) -> None:
    await kept.say(house.room, ANN, "first")
    page = await kept.keyring.open(await read.after(house.db, 4, 1))
    await parking.park(house.db, NAME, "history", Failure(page[0], ValueError()))
    before = await house.rows()
    assert not await house.take()
    assert await house.rows() == before
    await parking.release(house.db, NAME, "history", house.room)
    assert await house.take()


async def test_what_rests_on_the_same_page_is_not_done_at_once(house: House, kept: OpenLog) -> None:
    message = await kept.say(house.room, ANN, "first")
    await kept.accepted(house.room, MessageEdited(message_id=message, body="second"), actor=ANN)
    before = await house.rows()
    assert not await house.take()
    assert await house.rows() == before


async def test_a_great_page_asks_and_is_not_done_at_once(house: House, kept: OpenLog) -> None:
    said = [MessageSent(message_id=uuid4(), body=f"{number}") for number in range(SMALL + 1)]
    await kept.accepted(house.room, *said, actor=ANN)
    assert not await house.take()
