"""Who commands, signs in or registers too often is told so, and when to come again."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx
import pytest

from runtime.neighbours import neighbourhood
from tests.command.serving import PASSWORD, Person, person
from tests.parley.api import a_room, api
from tests.query.client import Client

SETTINGS = {
    "rate_sends": "5/3000",
    "rate_rooms": "2/3000",
    "rate_joins": "1/3000",
    "rate_sign_ins": "4/3000",
    "rate_registrations": "3/3000",
}


@pytest.fixture
async def url(database_url: str, nats_live_url: str, tmp_path: Path) -> AsyncIterator[str]:
    async with api(database_url, nats_live_url, tmp_path, **SETTINGS) as address:
        yield address


@pytest.fixture
async def http(url: str) -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient(base_url=url) as client:
        yield client


def refused(answer: httpx.Response, kind: str, most: int, within: int) -> bool:
    """Whether it is the refusal of this kind; what is neither that nor a success fails."""
    if answer.is_success:
        return False
    assert (answer.status_code, answer.json()["type"]) == (429, "/problems/rate_limited"), answer.text
    wait = int(answer.headers["retry-after"])
    assert wait - 1 < answer.json()["retry_after"] <= wait <= within
    assert answer.headers["ratelimit-policy"] == f'"{kind}";q={most};w={within}'
    assert answer.headers["ratelimit"] == f'"{kind}";r=0;t={wait}'
    return True


async def test_commands_of_one_account_are_counted_together_over_http_and_live(
    http: httpx.AsyncClient, url: str
) -> None:
    ann, ben = await person(http, "ann"), await person(http, "ben")
    room = await a_room(ann)
    sent = [await ann.ask("POST", f"/v1/rooms/{room}/messages", {"body": "Hello"}) for _ in range(7)]
    assert [refused(answer, "sends", 5, 3000) for answer in sent] == [False] * 5 + [True] * 2
    async with Client.open(url) as client:
        rejected = await commanded(client, ann, room)
        assert rejected["problem"]["type"] == "/problems/rate_limited"
        assert (rejected["problem"]["status"], rejected["id"]) == (429, 7)
        assert 0 < rejected["problem"]["retry_after"] <= 600
    async with Client.open(url) as client:
        assert (await commanded(client, ben, room))["problem"]["type"] == "/problems/not_a_member"


async def commanded(client: Client, who: Person, room: str) -> dict[str, Any]:
    """What a live command is answered with."""
    await client.say("connect", token=who.headers["Authorization"].removeprefix("Bearer "))
    await client.heard("ready")
    await client.say("command", id=7, command_id=uuid4(), room=room, type="send_message", data={"body": "Hello"})
    return await client.heard("rejected")


async def test_new_rooms_and_joins_are_counted_by_themselves(http: httpx.AsyncClient) -> None:
    ann, ben = await person(http, "ann"), await person(http, "ben")
    wanted = {"name": "A room", "visibility": "public"}
    opened = [await ann.ask("POST", "/v1/rooms", wanted) for _ in range(3)]
    assert [refused(answer, "rooms", 2, 3000) for answer in opened] == [False, False, True]
    rooms = [answer.json()["room_id"] for answer in opened[:2]]
    joined = [await ben.ask("PUT", f"/v1/rooms/{room}/members/me") for room in rooms]
    assert [refused(answer, "joins", 1, 3000) for answer in joined] == [False, True]
    assert (await ann.ask("POST", f"/v1/rooms/{rooms[0]}/messages", {"body": "Hello"})).is_success


async def test_of_one_address_attempts_to_sign_in_and_registrations_are_counted(http: httpx.AsyncClient) -> None:
    names = [{"username": f"ann-{at}", "password": PASSWORD} for at in range(4)]
    registered = [await http.post("/v1/accounts", json=name) for name in names]
    assert [refused(answer, "registrations", 3, 3000) for answer in registered] == [False] * 3 + [True]
    guesses = [{"username": "ann-0", "password": f"a guess {at}"} for at in range(5)]
    assert [(await http.post("/v1/sessions", json=guess)).status_code for guess in guesses] == [401] * 4 + [429]
    elsewhere = {"X-Forwarded-For": "192.0.2.1"}  # this proxy is trusted
    assert (await http.post("/v1/sessions", json=names[0], headers=elsewhere)).status_code == 201
    assert refused(await http.post("/v1/sessions", json=names[0]), "sign_ins", 4, 3000)


@pytest.mark.parametrize(
    ("host", "counted"),
    [
        ("192.0.2.1", "192.0.2.1"),
        ("::ffff:192.0.2.1", "192.0.2.1"),
        ("2001:db8:1:2:3:4:5:6", "20010db800010002/64"),
        ("2001:db8:1:2::1", "20010db800010002/64"),
        ("", ""),
    ],
)
def test_who_has_a_network_of_addresses_is_one(host: str, counted: str) -> None:
    assert neighbourhood(host) == counted
