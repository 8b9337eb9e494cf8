"""Registering, and what becomes of it when it is repeated, cut off or fought over."""

import asyncio
from uuid import UUID

import asyncpg
import httpx
import pytest

from command.access import Access
from command.considered import Actor
from command.domain.account import RegisterAccount
from command.domain.rejections import UsernameTaken
from command.handler import handle
from command.registration import account_id_of
from events.account import AccountRegistered
from events.claim import ClaimKind, NameClaimed, NameReleased
from events.ids import uuid7
from events.log.log import Decided
from events.names import claim_stream
from events.stored import Draft
from tests.command.serving import PASSWORD, person, sign_in

KEY = {"Idempotency-Key": "019378a1-5f6e-7c31-9a4b-2f6f0d7c9e11"}
ANN = {"username": "Ann", "password": PASSWORD, "display_name": "Ann Lee", "email": "Ann@Example.org"}


async def test_a_registration_is_answered_with_the_normalised_name(client: httpx.AsyncClient, here: Access) -> None:
    answer = await client.post("/v1/accounts", json=ANN)
    assert answer.status_code == 201
    assert answer.json()["username"] == "ann"
    [registered, *_] = await here.writer.log.stream(UUID((await sign_in(client, "ANN")).account_id))
    assert registered.event == AccountRegistered(username="ann", display_name="Ann Lee", email="ann@example.org")


async def test_a_repeat_gives_the_same_account_and_another_content_none(client: httpx.AsyncClient) -> None:
    first = await client.post("/v1/accounts", json=ANN, headers=KEY)
    assert (await client.post("/v1/accounts", json=ANN, headers=KEY)).json() == first.json()
    for change in ({"password": "another password"}, {"username": "ben"}, {"display_name": "Somebody"}):
        other = await client.post("/v1/accounts", json={**ANN, **change}, headers=KEY)
        assert (other.status_code, other.json()["type"]) == (409, "/problems/command_id_reused")
    await sign_in(client, "ann")


@pytest.mark.parametrize(
    ("second", "slug"),
    [
        ({"username": "ANN", "email": None}, "username_taken"),
        ({"username": "ben", "email": "ann@example.ORG"}, "email_taken"),
    ],
)
async def test_a_name_belongs_to_one_account(client: httpx.AsyncClient, second: dict[str, str], slug: str) -> None:
    await client.post("/v1/accounts", json=ANN)
    refused = await client.post("/v1/accounts", json={**ANN, **second})
    assert (refused.status_code, refused.json()["type"]) == (409, f"/problems/{slug}")


async def test_of_many_who_want_one_name_at_once_one_gets_it(here: Access, there: Access) -> None:
    async def register(access: Access) -> str:
        command = RegisterAccount(command_id=uuid7(), username="ann", display_name="Ann")
        try:
            await handle(access.writer, command, Actor(account_id_of(access.writer.keys, command.command_id)))
        except UsernameTaken:
            return "taken"
        return "registered"

    results = await asyncio.gather(*(register(access) for access in (here, there) * 10))
    assert sorted(results) == ["registered", *["taken"] * 19]


async def test_a_repeat_finishes_a_registration_that_a_crash_cut_off(client: httpx.AsyncClient, here: Access) -> None:
    await client.post("/v1/accounts", json=ANN, headers=KEY)
    await here.pool.execute("delete from credentials")  # as if the process had died before it wrote them
    assert (await client.post("/v1/sessions", json={"username": "ann", "password": PASSWORD})).status_code == 401
    assert (await client.post("/v1/accounts", json=ANN, headers=KEY)).status_code == 201
    await sign_in(client, "ann")


async def release(here: Access, name: str) -> None:
    """Somebody lets go of their username."""
    stream_id = claim_stream(here.writer.keys.claim, ClaimKind.USERNAME, name)
    [claimed] = await here.writer.log.stream(stream_id)
    draft = Draft(stream_id, NameReleased(kind=ClaimKind.USERNAME, account_id=claimed.actor_id))
    await here.writer.log.append(Decided(claimed.actor_id, uuid7(), b"x", stream_id, [draft], []))


async def test_a_name_released_just_now_is_held_back(client: httpx.AsyncClient, here: Access) -> None:
    await person(client, "ann")
    await release(here, "ann")
    held = await client.post("/v1/accounts", json={"username": "ann", "password": PASSWORD})
    assert held.json()["type"] == "/problems/username_taken"
    assert (await client.post("/v1/sessions", json={"username": "ann", "password": PASSWORD})).status_code == 401


async def test_a_name_released_a_month_ago_is_somebody_elses_who_asks_first(
    client: httpx.AsyncClient, here: Access, there: Access, database_url: str
) -> None:
    first = await person(client, "ann")
    await release(here, "ann")
    await let_a_month_pass(database_url)

    async def register(access: Access) -> UUID | None:
        command = RegisterAccount(command_id=uuid7(), username="ann", display_name="Another")
        account_id = account_id_of(access.writer.keys, command.command_id)
        try:
            await handle(access.writer, command, Actor(account_id))
        except UsernameTaken:
            return None
        return account_id

    [second] = [found for found in await asyncio.gather(*(register(each) for each in (here, there) * 3)) if found]
    assert str(second) != first.account_id
    stream_id = claim_stream(here.writer.keys.claim, ClaimKind.USERNAME, "ann")
    claims = [recorded.event for recorded in await here.writer.log.stream(stream_id)]
    assert claims[-1] == NameClaimed(kind=ClaimKind.USERNAME, account_id=second)
    assert len(claims) == 3


async def let_a_month_pass(database_url: str) -> None:
    """All that is in the log happened 31 days earlier: what no role of Parley may do, its database's owner can."""
    owner = await asyncpg.connect(database_url)
    await owner.execute("set session_replication_role = replica")
    moved = "occurred_at = occurred_at - interval '31 days', recorded_at = recorded_at - interval '31 days'"
    await owner.execute(f"update events set {moved}")
    await owner.close()
