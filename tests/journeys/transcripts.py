"""Whether a room, as its readers see it, says what a transcript says."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from tests.support.corpus import Told, links, told

BLANK = "\u200b"


def tells_all_lines_in_their_order(log: list[dict[str, Any]], written: list[Told]) -> None:
    owner = log[0]["actor"]
    kinds = {"message_sent": "said", "member_joined": "joined", "member_left": "left"}
    told_of = [event for event in log if event["type"] in kinds and event["actor"] != owner]
    seen = [line for line in written if line.kind != "renamed"]
    assert [(kinds[event["type"]], _at(event["at"])) for event in told_of] == [
        (x.kind, _at(x.at.isoformat())) for x in seen
    ]
    # Through joins, parts and renames a nick stays one account as long as nobody else has taken it.
    events, holders = iter(told_of), dict[str, str]()
    for line in written:
        if line.kind == "renamed":
            holders.pop(line.text, None)
            if line.nick in holders:
                holders[line.text] = holders.pop(line.nick)
        else:
            assert holders.setdefault(line.nick, actor := next(events)["actor"]) == actor


def has_every_message(talk: list[dict[str, Any]], written: list[Told]) -> None:
    said = [line for line in written if line.kind == "said"]
    assert [(m["body"], _at(m["sent_at"])) for m in talk] == [
        (line.text if line.text.strip() else BLANK, _at(line.at.isoformat())) for line in said
    ]
    assert [message["author"]["display_name"] for message in talk] == names_now(written)


def names_now(written: list[Told]) -> list[str]:
    """For each message the name that its author goes by at the end, after all their renames."""
    people: dict[str, list[str]] = {}  # nick → the one-element list that holds a person's name
    authors = []
    for line in written:
        person = people.setdefault(line.nick, [line.nick])
        if line.kind == "renamed":
            person[0] = line.text
            people[line.text] = people.pop(line.nick)
        elif line.kind == "said":
            authors.append(person)
    return [name for (name,) in authors]


def has_every_answer(talk: list[dict[str, Any]], files: Sequence[Path]) -> None:
    ids, answers, before = [message["message_id"] for message in talk], dict[str, str](), 0
    for file in files:
        numbers = {line.number: n for n, line in enumerate((x for x in told(file) if x.kind == "said"), before)}
        before += len(numbers)
        for later, earlier in links(file).items():
            if earlier in numbers and later in numbers:
                answers[ids[numbers[later]]] = ids[numbers[earlier]]
    assert {message["message_id"]: message["reply_to"] for message in talk if message["reply_to"]} == answers


def _at(time: str) -> str:
    return time.replace("+00:00", "Z").replace(".000000", "")
