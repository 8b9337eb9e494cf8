"""What is parked is not shown as if nothing had happened; everything else is shown as ever."""

from uuid import UUID, uuid4

import httpx

from events.account import DisplayNameChanged
from events.room import History, Visibility
from tests.query.client import seqs
from tests.query.house import PUBLIC, House, frames_of

PRIVATE = (Visibility.PRIVATE, History.SINCE_JOIN)
UNSTORABLE = "\x00"


def is_parked(answer: httpx.Response) -> bool:
    if answer.status_code != 503:
        return False
    assert answer.json()["type"] == "/problems/parked"
    assert int(answer.headers["retry-after"]) > 0
    return True


async def parked_room(home: House, owner: UUID, kind: tuple[Visibility, History] = PUBLIC) -> UUID:
    room = await home.room(owner, kind=kind)
    await home.kept.say(room, owner, UNSTORABLE)
    return room


async def test_the_messages_of_a_parked_room_are_not_shown_and_all_else_is(home: House) -> None:
    ann = await home.person("ann")
    room, other = await parked_room(home, ann), await home.room(ann, kind=PUBLIC)
    await home.kept.say(other, ann, "hello")
    for query in ({}, {"before": 2}, {"after": 0}, {"around": 2}, {"at": "2026-11-22T09:30:00Z"}):
        assert is_parked(await home.get(ann, f"/v1/rooms/{room}/messages", **query))
    assert is_parked(await home.get(ann, f"/v1/rooms/{room}/messages/{uuid4()}"))
    for path in (
        f"/v1/rooms/{other}/messages",
        f"/v1/rooms/{room}",
        f"/v1/rooms/{room}/members",
        "/v1/rooms",
        "/v1/me",
    ):
        assert (await home.get(ann, path)).status_code == 200
    assert [frame["seq"] for frame in frames_of(await home.get(ann, f"/v1/rooms/{room}/events"))] == [1, 2, 3]


async def test_a_parked_room_is_heard_live(home: House) -> None:
    ann = await home.person("ann")
    room = await parked_room(home, ann)
    async with home.connected(ann) as client:
        assert (await client.follow(room, {"epoch": home.epoch, "seq": 0}))["recovered"]
        await home.kept.say(room, ann, "still here")
        assert seqs(await client.events(room, 4)) == [1, 2, 3, 4]


async def test_another_ones_private_room_is_not_found_also_when_it_is_parked(home: House) -> None:
    ann, ben = await home.person("ann"), await home.person("ben")
    room = await parked_room(home, ann, PRIVATE)
    for path in (f"/v1/rooms/{room}/messages", f"/v1/rooms/{room}/messages/{uuid4()}"):
        assert (await home.get(ben, path)).status_code == 404
        assert is_parked(await home.get(ann, path))


async def test_a_parked_account_is_not_shown_under_an_old_name(home: House) -> None:
    ann, ben = await home.person("ann"), await home.person("ben")
    await home.kept.accepted(ann, DisplayNameChanged(display_name=UNSTORABLE), actor=ann)
    assert is_parked(await home.get(ann, "/v1/me"))
    assert is_parked(await home.get(ben, f"/v1/accounts/{ann}"))
    assert is_parked(await home.get(ben, "/v1/accounts", ids=[ann, ben]))
    for path in ("/v1/me", f"/v1/accounts/{ben}"):
        assert (await home.get(ben, path)).status_code == 200
    assert (await home.get(ben, "/v1/accounts", ids=[ben])).status_code == 200
    room = await home.room(ben, kind=PUBLIC)
    await home.kept.say(room, ann, "who am I?")
    assert (await home.get(ben, f"/v1/rooms/{room}/messages")).status_code == 200
