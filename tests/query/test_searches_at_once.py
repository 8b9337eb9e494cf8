"""However many searches are asked for at once, few of them look, and everybody else is answered as ever."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from uuid import uuid4

import asyncpg
import httpx
import pytest

from query.search.turns import OF_AN_ACCOUNT, Searches
from runtime.postgres import Connection
from runtime.problems import Refused
from tests.query.house import PUBLIC, SEARCHES, House

LOOKING = """
    select count(*) from pg_locks join pg_database on pg_database.oid = database
    where datname = current_database() and relation = 'rooms'::regclass and mode = 'AccessShareLock' and not granted
"""


@asynccontextmanager
async def looking_for_ever(database_url: str) -> AsyncIterator[Connection]:
    """Nobody who looks finds anything before this is over."""
    db = await asyncpg.connect(database_url)
    try:
        async with db.transaction():
            await db.execute("lock table rooms in access exclusive mode")
            yield db
    finally:
        await db.close()


async def until(true: Callable[[], bool]) -> None:
    async with asyncio.timeout(10):
        while not true():
            await asyncio.sleep(0.01)


async def until_so_many_look(db: Connection, count: int) -> None:
    async with asyncio.timeout(10):
        while await db.fetchval(LOOKING) < count:
            await asyncio.sleep(0.01)


def hits(answer: httpx.Response) -> int:
    assert answer.status_code == 200, answer.text
    return len(answer.json()["hits"])


async def test_two_searches_of_an_account_look_and_one_waits(home: House, database_url: str) -> None:
    ann = await home.person("ann")
    await home.kept.say(await home.room(ann, kind=PUBLIC), ann, "tea")
    assert hits(await home.get(ann, "/v1/search", q="tea")) == 1
    async with looking_for_ever(database_url) as db:
        asked = [asyncio.create_task(home.get(ann, "/v1/search", q="tea")) for _ in range(8)]
        await until_so_many_look(db, OF_AN_ACCOUNT)
        await until(lambda: sum(one.done() for one in asked) == 8 - OF_AN_ACCOUNT - 1)
        assert await db.fetchval(LOOKING) == OF_AN_ACCOUNT
        refused = [one.result() for one in asked if one.done()]
    for answer in refused:
        found = answer.json()
        assert (answer.status_code, found["type"]) == (429, "/problems/too_many_searches"), answer.text
        assert (found["retry_after"], answer.headers["retry-after"]) == (1, "1")
    answered = [answer for answer in await asyncio.gather(*asked) if answer not in refused]
    assert [hits(answer) for answer in answered] == [1] * (OF_AN_ACCOUNT + 1)
    for _ in range(OF_AN_ACCOUNT + 1):  # every turn has come back
        assert hits(await home.get(ann, "/v1/search", q="tea")) == 1


async def test_searches_of_many_leave_connections_to_others(home: House, database_url: str) -> None:
    people = [await home.person(f"person-{at}") for at in range(2 * SEARCHES + 1)]
    await home.kept.say(await home.room(people[0], kind=PUBLIC), people[0], "tea")
    assert hits(await home.get(people[0], "/v1/search", q="tea")) == 1
    async with looking_for_ever(database_url) as db:
        asked = [asyncio.create_task(home.get(one, "/v1/search", q="tea")) for one in people]
        await until_so_many_look(db, SEARCHES)
        async with asyncio.timeout(10):
            assert await asyncio.gather(*(home.kept.pool.fetchval("select 1") for _ in range(20))) == [1] * 20
        assert await db.fetchval(LOOKING) == SEARCHES
    assert [hits(answer) for answer in await asyncio.gather(*asked)] == [1] * len(people)


async def test_whoever_types_on_waits_for_the_last_alone() -> None:
    searches, ann, going_on = Searches(SEARCHES), uuid4(), asyncio.Event()
    looking = list[str]()

    async def search(word: str) -> None:
        async with searches.turn(ann):
            looking.append(word)
            await going_on.wait()

    typed = [asyncio.create_task(search(word)) for word in ("k", "ke", "ket", "kett", "kettle")]
    await until(lambda: sum(one.done() for one in typed) == 2)
    assert looking == ["k", "ke"]
    for given_up in typed[2:4]:
        with pytest.raises(Refused):
            await given_up
    assert searches.refused == 2
    going_on.set()
    await asyncio.gather(typed[0], typed[1], typed[4])
    assert looking == ["k", "ke", "kettle"]
