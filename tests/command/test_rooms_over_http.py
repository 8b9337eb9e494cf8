"""Rooms, members and messages over HTTP, as clients use them."""

from uuid import UUID, uuid4

import httpx
import pytest

from command.access import Access
from command.problems import PROBLEMS, problem_of
from events.log.write import LogFull, LogUnavailable
from events.room import MemberAdded, MemberJoined, MemberRoleChanged, Role, RoomCreated, RoomRenamed, RoomTopicChanged
from tests.command.serving import Person, person


@pytest.fixture
async def ann(client: httpx.AsyncClient) -> Person:
    return await person(client, "ann")


@pytest.fixture
async def room(ann: Person) -> str:
    opened = await ann.ask("POST", "/v1/rooms", {"name": "Tea", "visibility": "public"})
    assert opened.status_code == 201
    assert opened.json().keys() == {"room_id", "seq", "position", "duplicate"}
    return f"/v1/rooms/{opened.json()['room_id']}"


async def events_of(access: Access, room: str) -> list[object]:
    return [recorded.event for recorded in await access.writer.log.stream(UUID(room.rpartition("/")[2]))]


async def test_two_people_talk(client: httpx.AsyncClient, ann: Person, room: str) -> None:
    ben = await person(client, "ben")
    assert (await ben.ask("POST", f"{room}/messages", {"body": "Hello"})).status_code == 403
    joined = await ben.ask("PUT", f"{room}/members/me")
    assert (joined.status_code, joined.json()["seq"]) == (200, 3)
    said = await ben.ask("POST", f"{room}/messages", {"body": "Hello"})
    assert (said.status_code, said.json()["seq"], said.json()["duplicate"]) == (201, 4, False)
    answer = {"body": "Hello, Ben", "reply_to": said.json()["message_id"]}
    assert (await ann.ask("POST", f"{room}/messages", answer)).status_code == 201
    message = f"{room}/messages/{said.json()['message_id']}"
    assert (await ben.ask("PATCH", message, {"body": "Good morning"})).json()["seq"] == 6
    assert (await ann.ask("PATCH", message, {"body": "Not mine"})).status_code == 403
    assert (await ann.ask("DELETE", message)).json()["seq"] == 7
    assert (await ben.ask("PATCH", message, {"body": "Too late"})).status_code == 409
    assert (await ben.ask("DELETE", f"{room}/members/me")).status_code == 200
    assert (await ann.ask("DELETE", f"{room}/members/me")).status_code == 200


@pytest.mark.parametrize("by", ["message_id", "Idempotency-Key", "both"])
async def test_a_message_sent_twice_is_said_once(ann: Person, room: str, by: str) -> None:
    message_id = str(uuid4())
    body = {"body": "Hello", **({"message_id": message_id} if by != "Idempotency-Key" else {})}
    key = message_id if by != "message_id" else None
    first = (await ann.ask("POST", f"{room}/messages", body, key=key)).json()
    again = await ann.ask("POST", f"{room}/messages", body, key=key)
    assert first["message_id"] == message_id
    assert (again.status_code, again.json()) == (201, {**first, "duplicate": True})


async def test_two_different_ids_for_one_message_are_refused(ann: Person, room: str) -> None:
    body = {"body": "Hello", "message_id": str(uuid4())}
    assert (await ann.ask("POST", f"{room}/messages", body, key=str(uuid4()))).status_code == 400


async def test_a_room_opened_twice_with_one_key_is_one_room(ann: Person) -> None:
    wanted, key = {"name": "Tea", "visibility": "private"}, str(uuid4())
    first = (await ann.ask("POST", "/v1/rooms", wanted, key=key)).json()
    again = (await ann.ask("POST", "/v1/rooms", wanted, key=key)).json()
    assert again == {**first, "duplicate": True}
    other = await ann.ask("POST", "/v1/rooms", {**wanted, "name": "Coffee"}, key=key)
    assert (other.status_code, other.json()["type"]) == (409, "/problems/command_id_reused")


async def test_members_are_added_raised_and_removed(
    client: httpx.AsyncClient, ann: Person, room: str, here: Access
) -> None:
    ben = await person(client, "ben")
    member = f"{room}/members/{ben.account_id}"
    assert (await ann.ask("PUT", member)).status_code == 200
    assert (await ann.ask("PUT", member, {"role": "admin"})).status_code == 200
    assert (await ann.ask("PUT", member, {})).status_code == 200
    assert (await ben.ask("PUT", f"{room}/members/{ann.account_id}", {"role": "member"})).status_code == 403
    assert (await ann.ask("DELETE", member)).status_code == 200
    assert (await ann.ask("DELETE", member)).status_code == 404
    account = UUID(ben.account_id)
    events = await events_of(here, room)
    assert events[2:4] == [
        MemberAdded(account_id=account, role=Role.MEMBER),
        MemberRoleChanged(account_id=account, role=Role.ADMIN, was=Role.MEMBER),
    ]
    assert len(events) == 5


async def test_removing_oneself_is_leaving(client: httpx.AsyncClient, ann: Person, room: str) -> None:
    ben = await person(client, "ben")
    await ben.ask("PUT", f"{room}/members/me")
    assert (await ben.ask("DELETE", f"{room}/members/{ben.account_id}")).status_code == 200
    assert (await ann.ask("DELETE", f"{room}/members/{ann.account_id}")).status_code == 200


async def test_a_room_is_described_and_archived(ann: Person, room: str, here: Access) -> None:
    assert (await ann.ask("PATCH", room, {"name": "Coffee", "topic": "Mugs"})).json()["seq"] == 4
    assert (await ann.ask("PATCH", room, {"name": "Coffee"})).json()["seq"] == 4
    assert (await events_of(here, room))[2:] == [RoomRenamed(name="Coffee"), RoomTopicChanged(topic="Mugs")]
    assert (await ann.ask("POST", f"{room}/archive")).json()["seq"] == 5
    refused = await ann.ask("POST", f"{room}/messages", {"body": "Hello"})
    assert (refused.status_code, refused.json()["type"]) == (409, "/problems/room_is_archived")


async def test_a_log_that_cannot_be_reached_or_is_full_is_said_so() -> None:
    assert problem_of(LogUnavailable()).status == 503
    assert problem_of(LogUnavailable()).headers == {"Retry-After": "1"}
    assert problem_of(LogFull()).status == 507
    assert problem_of(ConnectionResetError()).status == 503
    assert problem_of(ZeroDivisionError()).status == 500


def test_every_problem_has_its_own_name_and_a_sentence() -> None:
    types = [problem.type for problem in PROBLEMS.values()]
    assert len(set(types)) == len(types)
    assert all(problem.title.endswith(".") and "\n" not in problem.title for problem in PROBLEMS.values())


async def test_however_often_a_room_was_described_its_last_name_and_topic_hold(
    ann: Person, room: str, here: Access
) -> None:
    for number in range(1, 4):
        await ann.ask("PATCH", room, {"name": f"Room {number}"})
    for number in range(1, 4):
        await ann.ask("PATCH", room, {"topic": f"Topic {number}"})
    assert (await ann.ask("PATCH", room, {"name": "Room 3", "topic": "Topic 3"})).json()["seq"] == 8
    assert (await ann.ask("PATCH", room, {"name": "Room 1", "topic": "Topic 3"})).json()["seq"] == 9
    newest = await here.writer.log.newest(UUID(room.rpartition("/")[2]), RoomRenamed, RoomTopicChanged)
    assert [one.event for one in newest] == [RoomTopicChanged(topic="Topic 3"), RoomRenamed(name="Room 1")]


async def test_what_a_room_was_called_is_not_read_to_decide_who_may_do_what(
    ann: Person, room: str, here: Access
) -> None:
    for number in range(3):
        await ann.ask("PATCH", room, {"name": f"Room {number}"})
    room_id = UUID(room.rpartition("/")[2])
    found = await here.writer.log.touching(room_id, [room_id, UUID(ann.account_id)])
    assert [type(one.event) for one in found] == [RoomCreated, MemberJoined]
    everything = await here.writer.log.touching(room_id, [], [room_id])
    assert [one.event for one in everything][2:] == [RoomRenamed(name=f"Room {number}") for number in range(3)]
