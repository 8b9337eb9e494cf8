"""What a command is answered with when it cannot be carried out now: something that says so, in time."""

import asyncio

import asyncpg
import httpx
import pytest
from structlog.testing import capture_logs

from command.access import Access
from events.log.ended import EndedSessions
from migrations.upgrade import upgrade
from parley.embedded.postgres import EmbeddedPostgres, address
from tests.command.processes import process
from tests.command.serving import person, served
from tests.support.frozen import frozen

UNHEARD_OF = "update touched set version = version + 1000"


async def test_a_frozen_postgres_is_waited_for_until_somebody_must_be_told(
    own_postgres: EmbeddedPostgres, monkeypatch: pytest.MonkeyPatch
) -> None:
    for limit in (
        "events.log.append.ANSWER_WITHIN",
        "events.log.append.GIVE_UP_AFTER",
        "runtime.postgres.CONNECT_WITHIN",
    ):
        monkeypatch.setattr(limit, 0.5)
    url = address(own_postgres.folder)
    await upgrade(url)
    async with process(url) as access:
        ended = EndedSessions(access.pool)
        await ended.catch_up()
        async with served(access, ended) as client:
            ann = await person(client, "ann")
            opened = await ann.ask("POST", "/v1/rooms", {"name": "A room", "visibility": "public"})
            messages = f"/v1/rooms/{opened.json()['room_id']}/messages"
            said = {"message_id": "019378a1-5f6e-7c31-9a4b-2f6f0d7c9e11", "body": "Is anybody there?"}
            assert (await ann.ask("POST", messages, {"body": "Hello"})).status_code == 201
            with frozen(own_postgres):
                refused = await ann.ask("POST", messages, said)
            assert (refused.status_code, refused.json()["type"]) == (503, "/problems/log_unavailable")
            assert refused.headers["Retry-After"] == "1"
            again = await ann.ask("POST", messages, said)
            assert (again.status_code, again.json()["seq"]) == (201, 4)


async def test_who_waits_behind_an_append_that_gets_no_answer_is_told_with_it(
    own_postgres: EmbeddedPostgres, monkeypatch: pytest.MonkeyPatch
) -> None:
    await upgrade(url := address(own_postgres.folder))
    async with process(url) as access:
        ended = EndedSessions(access.pool)
        await ended.catch_up()
        async with served(access, ended) as client:
            ann = await person(client, "ann")
            opened = await ann.ask("POST", "/v1/rooms", {"name": "A room", "visibility": "public"})
            messages = f"/v1/rooms/{opened.json()['room_id']}/messages"
            assert (await ann.ask("POST", messages, {"body": "Hello"})).status_code == 201
            said = {"message_id": "019378a1-5f6e-7c31-9a4b-2f6f0d7c9e11", "body": "Is anybody there?"}
            for limit in ("events.log.append.ANSWER_WITHIN", "events.log.append.GIVE_UP_AFTER"):
                monkeypatch.setattr(limit, 0.5)
            with frozen(own_postgres), capture_logs() as logs:
                # A second copy of a command is never in the batch of the first.
                answers = await asyncio.gather(*(ann.ask("POST", messages, said) for _ in range(3)))
            assert [answer.json()["type"] for answer in answers] == ["/problems/log_unavailable"] * 3
            assert [line["commands"] for line in logs if line["event"] == "append refused"] == [3]


async def test_who_is_overtaken_every_time_is_told_to_come_back(
    client: httpx.AsyncClient, here: Access, database_url: str
) -> None:
    ann = await person(client, "ann")
    opened = await ann.ask("POST", "/v1/rooms", {"name": "A room", "visibility": "public"})
    messages = f"/v1/rooms/{opened.json()['room_id']}/messages"
    owner = await asyncpg.connect(database_url)
    await owner.execute(UNHEARD_OF)  # every decision comes too late for a change that nobody has heard of
    await owner.close()
    refused = await ann.ask("POST", messages, {"body": "Hello"})
    assert (refused.status_code, refused.json()["type"]) == (503, "/problems/contention")
    assert refused.headers["Retry-After"] == "1"
    assert await here.pool.fetchval("select count(*) from events where type = 'message_sent'") == 0
