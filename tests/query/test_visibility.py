"""Who may read what: one rule for pages, log and live stream, whoever asks."""

from uuid import UUID

import pytest

from events.room import History, MemberAdded, MemberLeft, MemberRemoved, MessageEdited, Role, Visibility
from tests.query.client import Client
from tests.query.house import House, frames_of

SAID = {3, 5, 7, 9, 11, 12}


async def history_of(home: House, visibility: Visibility, history: History) -> tuple[UUID, dict[str, UUID]]:
    """Seq 1, 2: opened by the owner; 4 … 6 the first stay of the returner; 8 the member and 10 the returner come.

    The former member comes at 4 too and goes at 6; what is said stands at 3, 5, 7, 9, 11 and 12.
    """
    people = {name: await home.person(name) for name in ("owner", "member", "former", "returner", "stranger")}
    owner, member, former, returner = (people[name] for name in ("owner", "member", "former", "returner"))
    room = await home.room(owner, kind=(visibility, history))
    write, say = home.kept.accepted, home.kept.say
    await say(room, owner, "3")
    await write(room, MemberAdded(account_id=returner, role=Role.MEMBER), actor=owner)
    await say(room, owner, "5")
    await write(room, MemberLeft(account_id=returner, role=Role.MEMBER), actor=returner)
    await say(room, owner, "7")
    await write(room, MemberAdded(account_id=member, role=Role.MEMBER), actor=owner)
    await say(room, owner, "9")
    await write(room, MemberAdded(account_id=returner, role=Role.MEMBER), actor=owner)
    for body in ("11", "12"):
        await say(room, owner, body)
    # Somebody who was here from the thirteenth to the fourteenth event and read two of them.
    await write(room, MemberAdded(account_id=former, role=Role.MEMBER), actor=owner)
    await write(room, MemberRemoved(account_id=former, role=Role.MEMBER, reason="noise"), actor=owner)
    return room, people


OPEN = (Visibility.PUBLIC, History.ALL), (Visibility.PUBLIC, History.SINCE_JOIN)
EVERYTHING = set(range(1, 15))
MATRIX = [
    *[(*kind, who, EVERYTHING) for kind in OPEN for who in ("owner", "member", "former", "returner", "stranger")],
    *[(Visibility.PRIVATE, History.ALL, who, EVERYTHING) for who in ("owner", "member", "returner")],
    (Visibility.PRIVATE, History.ALL, "former", None),
    (Visibility.PRIVATE, History.ALL, "stranger", None),
    (Visibility.PRIVATE, History.SINCE_JOIN, "owner", set(range(2, 15))),
    (Visibility.PRIVATE, History.SINCE_JOIN, "member", set(range(8, 15))),
    (Visibility.PRIVATE, History.SINCE_JOIN, "returner", {4, 5, 6, *range(10, 15)}),
    (Visibility.PRIVATE, History.SINCE_JOIN, "former", None),
    (Visibility.PRIVATE, History.SINCE_JOIN, "stranger", None),
]


@pytest.mark.parametrize(("visibility", "history", "who", "readable"), MATRIX)
async def test_pages_log_and_live_show_the_same(
    home: House, visibility: Visibility, history: History, who: str, readable: set[int] | None
) -> None:
    room, people = await history_of(home, visibility, history)
    asking = people[who]
    paths = [f"/v1/rooms/{room}{rest}" for rest in ("", "/members", "/messages", "/events")]
    said = (await home.get(people["owner"], f"/v1/rooms/{room}/messages")).json()["messages"]
    async with home.connected(asking) as client:
        if readable is None:
            for path in [*paths, *(f"{paths[2]}/{message['message_id']}" for message in said)]:
                assert (await home.get(asking, path)).status_code == 404
            answer = await client.follow(room)
            assert (answer["frame"], answer["problem"]["status"]) == ("rejected", 404)
            assert str(room) not in (await home.get(asking, "/v1/rooms/directory")).text
            assert str(room) not in (await home.get(asking, "/v1/rooms")).text
            return
        for path in paths:
            assert (await home.get(asking, path)).status_code == 200
        messages = (await home.get(asking, paths[2])).json()["messages"]
        assert {message["seq"] for message in messages} == SAID & readable
        for one in said:
            alone = await home.get(asking, f"{paths[2]}/{one['message_id']}")
            assert alone.json() == one if one["seq"] in readable else alone.status_code == 404
        assert {event["seq"] for event in frames_of(await home.get(asking, paths[3]))} == readable
        await _live_shows(home, client, room, readable)


async def _live_shows(home: House, client: Client, room: UUID, readable: set[int]) -> None:
    followed = await client.follow(room, {"last": 50})
    assert (followed["frame"], followed["head"]) == ("followed", 14)
    hidden, gap = followed["hidden"], followed["gap"]
    unseen = set(range(hidden["from"], hidden["to"] + 1)) if hidden else set()
    to_fetch = set(range(gap["from"], gap["to"] + 1)) if gap else set()
    sent = EVERYTHING - unseen - to_fetch
    assert {event["seq"] for event in await client.events(room, len(sent))} == sent
    assert sent | (to_fetch & readable) == readable
    assert followed["recovered"] is (gap is None)


async def test_an_edit_out_of_sight_shows_neither_the_old_words_nor_the_new(home: House) -> None:
    ann, ben = await home.person("ann"), await home.person("ben")
    room = await home.room(ann, ben, kind=(Visibility.PRIVATE, History.SINCE_JOIN))
    message = await home.kept.say(room, ann, "while Ben is here")
    await home.kept.accepted(room, MemberLeft(account_id=ben, role=Role.MEMBER), actor=ben)
    await home.kept.accepted(room, MessageEdited(message_id=message, body="while Ben is away"), actor=ann)
    await home.kept.accepted(room, MemberAdded(account_id=ben, role=Role.MEMBER), actor=ann)
    [page] = (await home.get(ben, f"/v1/rooms/{room}/messages")).json()["messages"]
    assert (page["body"], page["html"], page["redacted"]) == (None, None, True)
    log = await home.get(ben, f"/v1/rooms/{room}/events")
    assert "Ben is" not in log.text
    assert [event["seq"] for event in frames_of(log)] == [3, 4, 5, 7]


async def test_what_does_not_exist_and_what_is_anothers_look_the_same(home: House) -> None:
    ann, ben = await home.person("ann"), await home.person("ben")
    room = await home.room(ann, kind=(Visibility.PRIVATE, History.ALL))
    nowhere = UUID(int=room.int ^ 1)
    message = await home.kept.say(room, ann, "for nobody else")
    one = f"/messages/{message}"
    for rest in (
        "",
        "/members",
        "/messages",
        "/messages?around=1",
        "/messages?at=2026-11-22T09:30:00Z",
        one,
        "/events",
    ):
        mine, none = [await home.get(ben, f"/v1/rooms/{which}{rest}") for which in (room, nowhere)]
        assert (mine.status_code, mine.json()) == (none.status_code, none.json()) == (404, none.json())
        assert mine.headers["content-type"] == "application/problem+json"
