"""What was said is found: by its words and their forms, by who said it, where and when, and only by who may read it."""

from typing import Any
from uuid import UUID, uuid4

import pytest

from events.account import AccountErased
from events.room import History, MemberLeft, MessageDeleted, MessageEdited, MessageErased, Role, Visibility
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
