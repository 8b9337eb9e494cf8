"""The other read routes, what their answers are true at, and how they refuse."""

import asyncio
from typing import Any
from uuid import UUID, uuid4

import httpx
import pytest

from events.account import AccountImported, DisplayNameChanged
from events.ids import uuid7
from events.room import (
    History,
    MemberAdded,
    MemberRoleChanged,
    MessageSent,
    Role,
    RoomArchived,
    RoomRenamed,
    RoomTopicChanged,
    Visibility,
)
from tests.query.house import PUBLIC, House

PRIVATE = (Visibility.PRIVATE, History.SINCE_JOIN)


async def test_i_am_known_as_soon_as_i_am_registered(home: House) -> None:
    ann = await home.person("ann")
    answer = await home.get(ann, "/v1/me", min_position=None)
    assert answer.json() == {"account_id": str(ann), "username": "ann", "display_name": "Ann", "erased": False}


async def test_names_are_public_one_by_one_and_together(home: House) -> None:
    ann, ben = await home.person("ann"), await home.person("ben")
    imported = uuid4()
    await home.kept.accepted(imported, AccountImported(display_name="carl_", source="irc"), actor=imported)
    await home.kept.accepted(ann, DisplayNameChanged(display_name="Anna"), actor=ann)
    assert (await home.get(ben, f"/v1/accounts/{ann}")).json()["display_name"] == "Anna"
    asked = [ann, uuid4(), imported, ann]
    found = (await home.get(ben, "/v1/accounts", ids=asked)).json()["accounts"]
    assert {each["account_id"]: each["username"] for each in found} == {str(ann): "ann", str(imported): None}
    assert (await home.get(ben, f"/v1/accounts/{uuid4()}")).status_code == 404


async def test_a_room_tells_what_it_is_and_what_i_am_in_it(home: House) -> None:
    ann, ben = await home.person("ann"), await home.person("ben")
    room = await home.room(ann, kind=PUBLIC)
    for event in (RoomRenamed(name="Kitchen"), RoomTopicChanged(topic="Soup")):
        await home.kept.accepted(room, event, actor=ann)
    found = (await home.get(ann, f"/v1/rooms/{room}")).json()
    assert found | {"created_at": "", "room_id": ""} == {
        "room_id": "",
        "name": "Kitchen",
        "topic": "Soup",
        "visibility": "public",
        "history": "all",
        "archived": False,
        "created_by": str(ann),
        "created_at": "",
        "head": 4,
        "member_count": 1,
        "role": "owner",
        "unread": 0,
        "mentions": 0,
        "read_seq": 2,
        "last_said_at": None,
    }
    assert (await home.get(ben, f"/v1/rooms/{room}")).json()["role"] is None
    await home.kept.accepted(room, RoomArchived(), actor=ann)
    assert (await home.get(ben, f"/v1/rooms/{room}")).json()["archived"] is True


async def test_my_rooms_and_the_directory_show_whats_mine_and_whats_public(home: House) -> None:
    ann, ben = await home.person("ann"), await home.person("ben")
    public, private, bens = [
        await home.room(who, kind=kind) for who, kind in ((ann, PUBLIC), (ann, PRIVATE), (ben, PRIVATE))
    ]
    assert rooms_in(await home.get(ann, "/v1/rooms")) == {public, private}
    assert rooms_in(await home.get(ben, "/v1/rooms")) == {bens}
    for who in (ann, ben):
        assert rooms_in(await home.get(who, "/v1/rooms/directory")) == {public}


def rooms_in(answer: httpx.Response) -> set[UUID]:
    return {UUID(room["room_id"]) for room in answer.json()["rooms"]}


async def test_the_directory_and_the_members_come_in_pages(home: House) -> None:
    ann = await home.person("ann")
    people = [await home.person(f"p{number}") for number in range(6)]
    rooms = [await home.room(ann, *people, kind=PUBLIC) for _ in range(7)]
    await home.kept.accepted(
        rooms[0], MemberRoleChanged(account_id=people[0], role=Role.MODERATOR, was=Role.MEMBER), actor=ann
    )
    listed = await every_page(home, ann, "/v1/rooms/directory", "rooms")
    assert sorted(room["room_id"] for room in listed) == sorted(map(str, rooms))
    members = await every_page(home, ann, f"/v1/rooms/{rooms[0]}/members", "members")
    assert {member["account_id"] for member in members} == {str(ann), *map(str, people)}
    roles = {member["username"]: (member["role"], member["display_name"]) for member in members}
    assert (roles["ann"], roles["p0"], roles["p1"]) == (("owner", "Ann"), ("moderator", "P0"), ("member", "P1"))
    events = await every_page(home, ann, f"/v1/rooms/{rooms[0]}/events", "events")
    assert [event["seq"] for event in events] == list(range(1, 10))


async def test_the_directory_begins_with_where_something_was_said_last(home: House) -> None:
    ann, ben = await home.person("ann"), await home.person("ben")
    old, spoken, new = [await home.room(ann, kind=PUBLIC) for _ in range(3)]
    since = await home.room(ann, kind=(Visibility.PUBLIC, History.SINCE_JOIN))
    await home.kept.say(spoken, ann, "Hello")
    await home.kept.say(since, ann, "Not for those who come later")
    assert listed_in(await home.get(ann, "/v1/rooms/directory")) == [since, spoken, new, old]
    assert listed_in(await home.get(ben, "/v1/rooms/directory")) == [spoken, since, new, old]


async def test_a_room_is_on_one_page_of_the_directory_whatever_is_said_meanwhile(home: House) -> None:
    ann = await home.person("ann")
    rooms = [await home.room(ann, kind=PUBLIC) for _ in range(7)]
    for room in rooms:
        await home.kept.say(room, ann, "Hello")
    seen, query = list[UUID](), dict[str, Any](limit=2)
    for turn in range(4):
        answer = await home.get(ann, "/v1/rooms/directory", **query)
        seen += listed_in(answer)
        for room in (rooms[turn], rooms[6 - turn], seen[-1], await home.room(ann, kind=PUBLIC)):
            await home.kept.say(room, ann, "Me, too")
        if "link" in answer.headers:
            query = dict(httpx.URL(answer.headers["link"].split(">")[0][1:]).params)
    assert seen == rooms[::-1]


async def test_the_directory_goes_on_only_after_a_room_that_is_in_it(home: House) -> None:
    ann = await home.person("ann")
    private = await home.room(ann, kind=PRIVATE)
    for query, status in (({"after": private}, 404), ({"after": uuid7()}, 404), ({"as_of": "yesterday"}, 400)):
        assert (await home.get(ann, "/v1/rooms/directory", **query)).status_code == status


def listed_in(answer: httpx.Response) -> list[UUID]:
    return [UUID(room["room_id"]) for room in answer.json()["rooms"]]


async def test_a_room_tells_when_something_was_said_last_of_what_one_may_read(home: House) -> None:
    ann, ben = await home.person("ann"), await home.person("ben")
    public, private = [await home.room(ann, kind=kind) for kind in (PUBLIC, PRIVATE)]
    for room in (public, private):
        await home.kept.accepted(room, MessageSent(message_id=uuid7(), body="Hello"), actor=ann)
        await home.kept.accepted(room, MemberAdded(account_id=ben, role=Role.MEMBER), actor=ann)
    last = {each["room_id"]: each["last_said_at"] for each in (await home.get(ben, "/v1/rooms")).json()["rooms"]}
    (said,) = (await home.get(ben, f"/v1/rooms/{public}/messages")).json()["messages"]
    assert last == {str(public): said["sent_at"], str(private): None}
    assert (await home.get(ann, f"/v1/rooms/{private}")).json()["last_said_at"] is not None


async def test_the_directory_is_searched_by_name_and_topic_in_any_case(home: House) -> None:
    ann = await home.person("ann")
    kitchen, garden, cellar = [await home.room(ann, kind=kind) for kind in (PUBLIC, PUBLIC, PRIVATE)]
    for room, name in ((kitchen, "Кухня"), (garden, "100% green"), (cellar, "Кухня внизу")):
        await home.kept.accepted(room, RoomRenamed(name=name), actor=ann)
    await home.kept.accepted(garden, RoomTopicChanged(topic="Herbs for the кухня"), actor=ann)
    for words, found in (("КУХН", {kitchen, garden}), ("0%", {garden}), ("%", {garden}), ("_", set()), ("", None)):
        listed = await home.get(ann, "/v1/rooms/directory", q=words)
        assert rooms_in(listed) == ({kitchen, garden} if found is None else found), words
    assert (await home.get(ann, "/v1/rooms/directory", q="a\0")).status_code == 400
    first = await home.get(ann, "/v1/rooms/directory", q="кухня", limit=1)
    link = httpx.URL(first.headers["link"].split(">")[0][1:])
    assert rooms_in(await home.get(ann, "/v1/rooms/directory", **dict(link.params))) | rooms_in(first) == {
        kitchen,
        garden,
    }


async def every_page(home: House, who: UUID, path: str, field: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    query: dict[str, Any] = {"limit": 3}
    while True:
        answer = await home.get(who, path, **query)
        page = answer.json()[field]
        assert len(page) <= 3
        found += page
        if "link" not in answer.headers:
            return found
        link = httpx.URL(answer.headers["link"].split(">")[0][1:])
        assert (link.path, answer.headers["link"].endswith('rel="next"')) == (path, True)
        query = dict(link.params)


async def test_a_reader_waits_for_what_was_written(home: House) -> None:
    ann = await home.person("ann")
    room = await home.room(ann, kind=PUBLIC)
    for number in range(20):
        await home.kept.say(room, ann, str(number))
        [message] = (await home.get(ann, f"/v1/rooms/{room}/messages", limit=1)).json()["messages"]
        assert message["body"] == str(number)


async def test_a_position_that_does_not_come_is_stale(home: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("query.view.PATIENCE", 0.1)
    ann = await home.person("ann")
    room = await home.room(ann, kind=PUBLIC)
    beyond = f"{home.epoch}.{10**17}"
    for path in ("/v1/me", "/v1/rooms", f"/v1/rooms/{room}/messages", f"/v1/rooms/{room}/events"):
        stale = await home.get(ann, path, min_position=beyond)
        assert (stale.status_code, stale.json()["type"]) == (409, "/problems/stale_read")
        assert stale.headers["retry-after"]
        other = await home.get(ann, path, min_position="0123456789ab.1")
        assert (other.status_code, other.json()["type"]) == (409, "/problems/stale_epoch")
        for nonsense in ("1", "x", f"{home.epoch}.-1", f"{home.epoch}.1e3", "\x00.1", "é.1", "a" * 100, ""):
            assert (await home.get(ann, path, min_position=nonsense)).status_code == 400


async def test_waiting_readers_do_not_keep_others_waiting(home: House) -> None:
    ann = await home.person("ann")
    beyond = f"{home.epoch}.{10**17}"
    waiting = [asyncio.create_task(home.get(ann, "/v1/rooms", min_position=beyond)) for _ in range(40)]
    assert (await home.get(ann, "/v1/rooms")).status_code == 200
    assert not all(one.done() for one in waiting[:12])  # as many as there are connections would have had to give up
    for one in waiting:
        one.cancel()
    await asyncio.wait(waiting)


async def test_readers_of_the_log_do_not_wait_for_each_other(home: House) -> None:
    ann = await home.person("ann")
    room = await home.room(ann, kind=PUBLIC)
    await home.kept.say(room, ann, "hello")  # sealed: whoever reads it needs its key as well
    position = await home.position()
    reading = [home.get(ann, f"/v1/rooms/{room}/events", min_position=position) for _ in range(40)]
    pages = await asyncio.gather(*reading)
    assert {(page.status_code, page.json()["events"][-1]["data"]["body"]) for page in pages} == {(200, "hello")}


BAD = [
    "?limit=0",
    "?limit=201",
    "?limit=-1",
    "?limit=x",
    "?limit=99999999999999999999999",
    "?before=-1",
    "?before=2147483648",
    "?after=x",
    "?before=1&after=1",
    "?around=1&after=1",
    "?at=2026-11-22T09:30:00Z&after=1",
    "?at=2026-11-22T09:30:00",
    "?at=2026-11-22T09:30:00+01:00",
    "?at=2026-11-22",
    "?at=1795339800",
    "?at=",
    "?at=%00",
    "?limit=1&limit=2",
    "?offset=3",
    "?pool=1",
    "?view=1",
    "?%00=1",
    "?before=%00",
    "?before=",
    "?before=%ff",
]


@pytest.mark.parametrize("query", BAD)
async def test_what_makes_no_sense_is_refused(home: House, query: str) -> None:
    ann = await home.person("ann")
    room = await home.room(ann, kind=PUBLIC)
    headers = {"Authorization": f"Bearer {home.token(ann)}"}
    async with httpx.AsyncClient(base_url=home.url) as client:
        answer = await client.get(httpx.URL(f"{home.url}/v1/rooms/{room}/messages{query}"), headers=headers)
        assert answer.status_code == 400, answer.text
        assert answer.headers["content-type"] == "application/problem+json"


async def test_odd_addresses_are_refused_and_nobody_reads_unknown(home: House) -> None:
    ann = await home.person("ann")
    headers = {"Authorization": f"Bearer {home.token(ann)}"}
    async with httpx.AsyncClient(base_url=home.url, headers=headers) as client:
        for path in (
            "/v1/rooms/1",
            "/v1/rooms/%00",
            "/v1/rooms/%ff/messages",
            "/v1/accounts/x",
            "/v1/rooms/directory?after=x",
            "/v1/accounts",
            "/v1/accounts?ids=x",
            "/v1/accounts?" + "&".join(f"ids={uuid4()}" for _ in range(201)),
        ):
            answer = await client.get(path)
            assert 400 <= answer.status_code < 405, (path, answer.text)
            assert answer.headers["content-type"] == "application/problem+json"
        for path in ("/v1/me", "/v1/rooms", "/v1/rooms/directory", f"/v1/accounts/{ann}"):
            assert (await client.get(path, headers={"Authorization": "Bearer x"})).status_code == 401
