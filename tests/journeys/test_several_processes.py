"""Two server processes over one Postgres and one NATS: people meet, and are parted, across them."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from typing import Any
from uuid import UUID, uuid4

import httpx
import pytest

from parley.embedded.nats import EmbeddedNats
from parley.embedded.nats_access import read_access
from parley.embedded.postgres import EmbeddedPostgres
from tests.journeys.follower import Follower
from tests.journeys.person import PASSWORD, Person
from tests.query.client import Client
from tests.support.databases import database
from tests.support.roles import Api, roles
from tests.support.servers import scratch
from tests.support.streams import forget_streams


class Two:
    """People, each on the process they came through; `at` is the same person on the other one."""

    def __init__(self, urls: tuple[str, str]) -> None:
        self.urls = urls
        self.people: list[Person] = []

    async def somebody(self, username: str) -> Person:
        person = self._kept(Person(self.urls[0], f"{username}-{uuid4().hex[:8]}"))
        await person.register()
        return person

    def across(self, person: Person) -> Person:
        """The same person with the same token, on the other process."""
        other = self._kept(Person(self.urls[1], person.username))
        other.account_id, other.token = person.account_id, person.token
        other.http.headers["Authorization"] = f"Bearer {person.token}"
        return other

    def _kept(self, person: Person) -> Person:
        self.people.append(person)
        return person


@pytest.fixture(scope="module")
def processes(shared_postgres: EmbeddedPostgres, shared_nats: EmbeddedNats) -> Iterator[list[Api]]:
    """Two of them, for all tests here: to start them takes longer than to try them."""
    access = read_access(shared_nats.folder)
    assert access
    with asyncio.Runner() as runner, scratch() as folder:
        owned = database(shared_postgres.folder)
        addresses = {
            "PARLEY_DATABASE_URL": runner.run(owned.__aenter__()),
            "PARLEY_NATS_URL": access.url("relay"),
            "PARLEY_NATS_LIVE_URL": access.url("live"),
        }
        with roles(folder, 2, **addresses) as apis:
            yield apis
        runner.run(owned.__aexit__(None, None, None))
        runner.run(forget_streams(access))


@pytest.fixture
async def two(processes: list[Api]) -> AsyncIterator[Two]:
    both = Two((processes[0].url, processes[1].url))
    yield both
    for person in both.people:
        await person.close()


async def connected(client: Client, token: str) -> Client:
    await client.say("connect", token=token)
    await client.heard("ready")
    return client


async def test_who_is_on_one_process_meets_who_is_on_the_other(two: Two) -> None:
    ann, ben = await two.somebody("ann"), await two.somebody("ben")
    ann_there, ben_there = two.across(ann), two.across(ben)
    kitchen = await ann.create_room("The kitchen")
    await ben_there.join(kitchen)
    here, there = Follower(ann, kitchen), Follower(ben_there, kitchen)

    said = await ann.say(kitchen, "Is there tea?")
    again = await ann_there.say(kitchen, "Is there tea?", message_id=said["message_id"])
    assert again == said | {"duplicate": True}
    answered = await ben_there.say(kitchen, "There is.")
    for follower in (here, there):
        await follower.reaches(answered["seq"])
        await follower.stop()
    assert here.events == there.events

    # What one process remembers of the room and of Ben is never taken for what the other has written since.
    assert (await ann.http.delete(f"/v1/rooms/{kitchen}/members/{ben.account_id}")).is_success
    refused = await ben_there.http.post(f"/v1/rooms/{kitchen}/messages", json={"body": "Still here?"})
    assert refused.status_code == 403, refused.text
    await ben.join(kitchen)
    await ben_there.say(kitchen, "Back again.")
    assert (await ann_there.http.post(f"/v1/rooms/{kitchen}/archive")).is_success
    closed = await ann.http.post(f"/v1/rooms/{kitchen}/messages", json={"body": "Too late?"})
    assert closed.status_code == 409, closed.text


async def test_a_removed_member_hears_of_it_on_every_process_and_then_nothing(two: Two) -> None:
    ann, ben = await two.somebody("ann"), await two.somebody("ben")
    opened = await ann.http.post("/v1/rooms", json={"name": "The cellar", "visibility": "private"})
    room = UUID(opened.json()["room_id"])
    assert (await ann.http.put(f"/v1/rooms/{room}/members/{ben.account_id}", json={"role": "member"})).is_success
    async with Client.open(two.urls[0]) as here, Client.open(two.urls[1]) as there:
        for client in (here, there):
            assert (await (await connected(client, ben.token)).follow(room))["head"] == 3
        assert (await ann.http.delete(f"/v1/rooms/{room}/members/{ben.account_id}")).is_success
        for number in range(20):
            await ann.say(str(room), f"About Ben, {number}")
        for client in (here, there):
            [event] = await client.events(room, 1)
            assert (event["seq"], event["type"]) == (4, "member_removed")
            assert await client.heard("ended") == {"frame": "ended", "room": str(room), "seq": 4, "reason": "removed"}
            say: dict[str, Any] = {"type": "send_message", "room": room, "command_id": uuid4(), "data": {"body": "I?"}}
            await client.say("command", **say)
            assert (await client.heard("rejected"))["problem"]["status"] in (403, 404)
            assert (await client.follow(room))["frame"] == "rejected"


async def test_whoever_leaves_on_one_process_is_put_out_of_the_other(two: Two) -> None:
    for name, leave in (("ann", signs_out), ("ben", changes_the_password_elsewhere), ("cleo", is_erased)):
        person = await two.somebody(name)
        async with Client.open(two.urls[0]) as here, Client.open(two.urls[1]) as there:
            for client in (here, there):
                await connected(client, person.token)
            answer = await leave(person)
            assert answer.is_success, answer.text
            for client in (here, there):
                goodbye = await client.heard("goodbye")
                assert (goodbye["code"], goodbye["retry"]) == (4401, False)
                assert (await client.closed())[0] == 4401


async def signs_out(person: Person) -> httpx.Response:
    return await person.http.delete("/v1/sessions/current")


async def changes_the_password_elsewhere(person: Person) -> httpx.Response:
    await person.sign_in()
    words = {"current_password": PASSWORD, "new_password": "another battery staple"}
    return await person.http.put("/v1/me/password", json=words)


async def is_erased(person: Person) -> httpx.Response:
    return await person.http.request("DELETE", "/v1/me", json={"password": PASSWORD})
