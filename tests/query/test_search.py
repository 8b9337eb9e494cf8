"""What was said is found: by its words and their forms, by who said it, where and when, and only by who may read it."""

import random
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import asyncpg
import pytest

from events.account import AccountErased
from events.room import (
    History,
    MemberAdded,
    MemberLeft,
    MessageDeleted,
    MessageEdited,
    MessageErased,
    Role,
    RoomRenamed,
    Visibility,
)
from tests.query.house import House

PUBLIC = (Visibility.PUBLIC, History.ALL)
PRIVATE = (Visibility.PRIVATE, History.SINCE_JOIN)


async def found(home: House, who: UUID, q: str, **query: Any) -> list[str]:
    """What the messages say that somebody finds, the newest first."""
    answer = await home.get(who, "/v1/search", q=q, **query)
    assert answer.status_code == 200, answer.text
    return [hit["message"]["body"] for hit in answer.json()["hits"]]


async def test_words_are_found_in_any_form_and_while_they_are_typed(home: House) -> None:
    ann = await home.person("ann")
    room = await home.room(ann, kind=PUBLIC)
    bodies = [
        "The kettles are boiling",
        "Заварили чай на кухне",
        "see https://example.org/tea_pot.html",
        "Nothing at all",
    ]
    for body in bodies:
        await home.kept.say(room, ann, body)
    kettle, tea, link, _ = bodies
    for q, expected in {
        "kettle": [kettle],
        "BOILED kettle": [kettle],
        "ket": [kettle],
        "are the": [kettle],
        "кухня": [tea],
        "чая": [tea],
        "pot.html": [link],
        "example.org tea": [link],
        '"are boiling"': [kettle],
        '"boiling are"': [],
        "ket -boiling": [],
        "-boiling ket": [],
        "kettle OR чай": [tea, kettle],
        "kettle or чай": [],
        "!!!": [],
        "don't": [],
    }.items():
        assert await found(home, ann, q) == expected, q


async def test_it_is_narrowed_to_who_said_it_where_and_when(home: House) -> None:
    ann, ben = await home.person("ann"), await home.person("ben")
    kitchen, hall = await home.room(ann, kind=PUBLIC), await home.room(ben, kind=PUBLIC)
    await home.kept.accepted(hall, RoomRenamed(name="The great hall"), actor=ben)
    for room, who, body in ((kitchen, ann, "tea one"), (kitchen, ben, "tea two"), (hall, ben, "tea three")):
        await home.kept.say(room, who, body)
    today, tomorrow = datetime.now(UTC).date(), datetime.now(UTC).date() + timedelta(days=1)
    everything = ["tea three", "tea two", "tea one"]
    for q, expected in {
        "tea": everything,
        "from:ann": ["tea one"],
        "tea from:@ANN": ["tea one"],
        f"from:{ben}": ["tea three", "tea two"],
        'tea in:"the great hall"': ["tea three"],
        "tea in:#room": ["tea two", "tea one"],
        f"in:{kitchen} from:ben": ["tea two"],
        "tea from:ann from:ben": everything,
        f"tea after:{today}": everything,
        f"tea after:{tomorrow}": [],
        f"before:{tomorrow}": everything,
        f"before:{today}": [],
        "tea from:": everything,
        "from:ann xyzzy": [],
        "from:ann !!!": [],
        "": [],
    }.items():
        assert await found(home, ann, q) == expected, q
    assert await found(home, ann, "tea", room=hall) == ["tea three"]
    assert await found(home, ann, "", **{"from": "ben", "after": today}) == ["tea three", "tea two"]
    assert await found(home, ann, "tea", before=f"{today}T00:00:00Z") == []
    for q in ("tea from:nobody", "tea in:nowhere", "tea before:20"):
        answer = await home.get(ann, "/v1/search", q=q)
        assert (answer.json()["hits"], answer.json()["unknown"]) == ([], [q.removeprefix("tea ")])


async def test_what_is_found_is_shown_in_its_place(home: House) -> None:
    ann = await home.person("ann")
    room = await home.room(ann, kind=PUBLIC)
    long = "word " * 50 + f"<@{ann}> put <b>two</b> ёлки here, " + "more " * 100
    await home.kept.say(room, ann, long)
    [hit] = (await home.get(ann, "/v1/search", q="putting елк")).json()["hits"]
    assert (hit["room_id"], hit["room_name"], hit["message"]["body"]) == (str(room), "Room", long)
    pieces = hit["excerpt"]
    assert [piece["text"] for piece in pieces if piece["found"]] == ["put", "ёлки"]
    assert [pieces[0]["text"], pieces[-1]["text"]] == ["…", "…"]
    assert "".join(piece["text"] for piece in pieces[1:-1]) in long
    assert len("".join(piece["text"] for piece in pieces)) < 250
    assert await found(home, ann, str(ann)[:8]) == []  # a mention's id is no word


async def test_what_makes_no_sense_is_refused(home: House) -> None:
    ann = await home.person("ann")
    for query in (
        {"q": "a " * 17},
        {"q": "a" * 201},
        {"q": "nul\0"},
        {"from": "nul\0"},
        {"before": "soon"},
        {"after": "2026-13-01"},
        {"cursor": "1.2.3"},
        {"room": "kitchen"},
        {"from_": "ann"},
    ):
        assert (await home.get(ann, "/v1/search", **query)).status_code == 400, query
    private = await home.room(ann, kind=PRIVATE)
    ben = await home.person("ben")
    for room in (private, uuid4()):
        assert (await home.get(ben, "/v1/search", q="a", room=room)).status_code == 404
    assert (await home.get(ben, "/v1/search", q=f"in:{private}")).json()["unknown"] == [f"in:{private}"]


async def test_a_search_that_takes_too_long_is_told_to_be_narrower(home: House, database_url: str) -> None:
    ann = await home.person("ann")
    assert await found(home, ann, "tea") == []
    owner = await asyncpg.connect(database_url)
    try:
        async with owner.transaction():
            await owner.execute("lock table searchable in access exclusive mode")
            answer = await home.get(ann, "/v1/search", q="tea", min_position=None)
    finally:
        await owner.close()
    assert (answer.status_code, answer.json()["type"]) == (400, "/problems/search_too_broad")


async def test_the_messages_of_a_parked_room_are_not_found(home: House) -> None:
    ann = await home.person("ann")
    room, other = await home.room(ann, kind=PUBLIC), await home.room(ann, kind=PUBLIC)
    for body in ("tea one", "\0"):
        await home.kept.say(room, ann, body)
    await home.kept.say(other, ann, "tea two")
    assert await found(home, ann, "tea") == ["tea two"]
    answer = await home.get(ann, "/v1/search", q="tea", room=room)
    assert (answer.status_code, answer.json()["type"]) == (503, "/problems/parked")


VOCABULARY = ("apple", "banana", "cherry", "damson")
KINDS = (PUBLIC, (Visibility.PUBLIC, History.SINCE_JOIN), (Visibility.PRIVATE, History.ALL), PRIVATE, PRIVATE)


async def story(home: House, seed: int) -> tuple[list[UUID], list[UUID]]:
    """Rooms of every kind, in which people talk, come and go, edit and take back; who they are, and the rooms."""
    chance = random.Random(seed)
    people = [await home.person(f"person{number}") for number in range(4)]
    rooms = [await home.room(people[0], kind=kind) for kind in KINDS]
    inside = {room: {people[0]} for room in rooms}
    said: dict[UUID, list[UUID]] = {room: [] for room in rooms}
    for _ in range(120):
        room, who = chance.choice(rooms), chance.choice(people[1:])
        body = " ".join(chance.choices(VOCABULARY, k=2))
        match chance.randint(0, 9):
            case 0 | 1 | 2 if who not in inside[room]:
                inside[room].add(who)
                await home.kept.accepted(room, MemberAdded(account_id=who, role=Role.MEMBER), actor=people[0])
            case 0 | 1 if who in inside[room]:
                inside[room].remove(who)
                await home.kept.accepted(room, MemberLeft(account_id=who, role=Role.MEMBER), actor=who)
            case 3 | 4 if said[room]:
                edited = MessageEdited(message_id=chance.choice(said[room]), body=body)
                await home.kept.accepted(room, edited, actor=people[0])
            case 5 if said[room]:
                gone = said[room].pop(chance.randrange(len(said[room])))
                how = chance.choice([MessageDeleted, MessageErased])
                await home.kept.accepted(room, how(message_id=gone), actor=people[0])
            case _:
                said[room].append(await home.kept.say(room, people[0], body))
    await home.kept.accepted(people[3], AccountErased(), actor=people[3])
    return people, rooms


async def readable(home: House, who: UUID, rooms: list[UUID]) -> dict[str, Any]:
    """All messages with words that pages show somebody, by their ids."""
    pages = [await home.get(who, f"/v1/rooms/{room}/messages", limit=200) for room in rooms]
    shown = [one for page in pages if page.status_code == 200 for one in page.json()["messages"]]
    return {one["message_id"]: one for one in shown if one["body"] is not None}


@pytest.mark.parametrize("seed", range(2))
async def test_exactly_what_pages_show_is_found(home: House, seed: int) -> None:
    people, rooms = await story(home, seed)
    for who in people:
        shown = await readable(home, who, rooms)
        for word in VOCABULARY:
            hits, query = list[Any](), {"q": word, "limit": 7}
            while True:
                page = (await home.get(who, "/v1/search", **query)).json()
                hits += page["hits"]
                if page["next"] is None:
                    break
                query["cursor"] = page["next"]
            assert {hit["message"]["message_id"] for hit in hits} == {
                key for key, one in shown.items() if word in one["body"]
            }
            assert all(hit["message"] == shown[hit["message"]["message_id"]] for hit in hits)
            order = [hit["message"]["sent_at"] for hit in hits]
            assert order == sorted(order, reverse=True)
            assert len(hits) == len({hit["message"]["message_id"] for hit in hits})
