"""Pages of messages: in every direction, at every edge, without words that are gone."""

from typing import Any
from uuid import UUID, uuid4

from events.account import AccountErased
from events.room import History, MessageDeleted, MessageEdited, Visibility
from tests.query.house import House


def bodies(page: dict[str, Any]) -> list[str | None]:
    return [message["body"] for message in page["messages"]]


async def talk(home: House, ann: UUID, count: int) -> UUID:
    """A room in which the message at seq n says n."""
    room = await home.room(ann, kind=(Visibility.PUBLIC, History.ALL))
    for seq in range(3, count + 3):
        await home.kept.say(room, ann, str(seq))
    return room


async def test_pages_go_backwards_forwards_and_around(home: House) -> None:
    ann = await home.person("ann")
    room = await talk(home, ann, 10)
    path = f"/v1/rooms/{room}/messages"

    async def said(**query: Any) -> list[str | None]:
        return bodies((await home.get(ann, path, **query)).json())

    assert await said() == [str(seq) for seq in range(3, 13)]
    assert await said(limit=3) == ["10", "11", "12"]
    assert await said(limit=3, before=10) == ["7", "8", "9"]
    assert await said(limit=3, before=4) == ["3"]
    assert await said(limit=3, before=0) == []
    assert await said(limit=3, after=0) == ["3", "4", "5"]
    assert await said(limit=3, after=11) == ["12"]
    assert await said(limit=3, after=12) == []
    assert await said(limit=3, after=2**31 - 1) == []
    assert await said(limit=4, around=8) == ["6", "7", "8", "9"]
    assert await said(limit=4, around=12) == ["10", "11", "12"]
    assert await said(limit=4, around=0) == ["3", "4"]
    assert await said(limit=1, around=8) == ["8"]


async def test_links_lead_through_everything_once(home: House) -> None:
    ann = await home.person("ann")
    room = await talk(home, ann, 10)
    for first, relation in ((f"/v1/rooms/{room}/messages?limit=3", "prev"), ("", "next")):
        address, found = first or f"/v1/rooms/{room}/messages?limit=3&after=0", []
        while address:
            path, _, query = address.partition("?")
            answer = await home.get(ann, path, **dict(part.split("=") for part in query.split("&")))
            found.append(bodies(answer.json()))
            links = {link.split("rel=")[1].strip('"'): link.split(">")[0][1:] for link in _links(answer)}
            address = links.get(relation, "")
        assert sorted(int(body or 0) for page in found for body in page) == list(range(3, 13))


def _links(answer: Any) -> list[str]:
    return [link.strip() for link in answer.headers.get("link", "").split(",") if link]


async def test_a_message_tells_who_said_what_and_when(home: House) -> None:
    ann, ben = await home.person("ann"), await home.person("ben")
    room = await home.room(ann, ben, kind=(Visibility.PRIVATE, History.ALL))
    first = await home.kept.say(room, ann, "hello *there*")
    await home.kept.say(room, ben, "hi", reply_to=first)
    answer = await home.get(ben, f"/v1/rooms/{room}/messages")
    [hello, reply] = answer.json()["messages"]
    assert hello["author"] == {"account_id": str(ann), "username": "ann", "display_name": "Ann", "erased": False}
    assert hello["html"].strip() == "<p>hello <em>there</em></p>"
    assert hello["message_id"] == reply["reply_to"] == str(first)
    assert (hello["edited_at"], hello["deleted"], hello["redacted"]) == (None, False, False)
    assert answer.headers["parley-position"] == answer.json()["position"] == await home.position()


async def test_what_was_deleted_or_edited_away_is_gone_from_page_and_log(home: House) -> None:
    ann = await home.person("ann")
    room = await talk(home, ann, 1)
    edited, deleted = await home.kept.say(room, ann, "wrnog"), await home.kept.say(room, ann, "oops")
    await home.kept.accepted(room, MessageEdited(message_id=edited, body="wrong"), actor=ann)
    await home.kept.accepted(room, MessageEdited(message_id=edited, body="right"), actor=ann)
    await home.kept.accepted(room, MessageDeleted(message_id=deleted), actor=ann)

    page = (await home.get(ann, f"/v1/rooms/{room}/messages", after=3)).json()
    assert bodies(page) == ["right", None]
    assert [(m["deleted"], m["redacted"]) for m in page["messages"]] == [(False, False), (True, True)]
    assert page["messages"][0]["edited_at"]

    log = (await home.get(ann, f"/v1/rooms/{room}/events", after=3)).json()["events"]
    assert [event["data"].get("body") for event in log] == [None, None, None, "right", None]
    assert [event["data"].get("redacted") for event in log] == [True, True, True, None, None]
    assert [event["seq"] for event in log] == [4, 5, 6, 7, 8]
    assert "html" not in log[0]
    assert "right" in log[3]["html"]
    assert not any(word in str(page) + str(log) for word in ("wrnog", "wrong", "oops"))


async def test_one_message_is_as_a_page_has_it_whatever_became_of_it(home: House) -> None:
    ann, ben = await home.person("ann"), await home.person("ben")
    room, other = [await home.room(ann, ben, kind=(Visibility.PUBLIC, History.ALL)) for _ in range(2)]
    edited, deleted, plain = [await home.kept.say(room, ann, body) for body in ("wrnog", "oops", "hello *there*")]
    reply = await home.kept.say(room, ben, "hi", reply_to=plain)
    await home.kept.accepted(room, MessageEdited(message_id=edited, body="right"), actor=ann)
    await home.kept.accepted(room, MessageDeleted(message_id=deleted), actor=ann)
    page = (await home.get(ben, f"/v1/rooms/{room}/messages")).json()["messages"]
    assert [UUID(one["message_id"]) for one in page] == [edited, deleted, plain, reply]
    for one in page:
        answer = await home.get(ben, f"/v1/rooms/{room}/messages/{one['message_id']}")
        assert answer.json() == one
        assert answer.headers["parley-position"] == await home.position()
    for room_id, message_id in ((room, uuid4()), (other, plain), (uuid4(), plain)):
        assert (await home.get(ben, f"/v1/rooms/{room_id}/messages/{message_id}")).status_code == 404
    await home.kept.accepted(ann, AccountErased(), actor=ann)
    one = (await home.get(ben, f"/v1/rooms/{room}/messages/{plain}")).json()
    assert (one["body"], one["html"], one["redacted"], one["author"]["erased"]) == (None, None, True, True)
