"""Ten real days of `#ubuntu` are imported while somebody follows: all of it arrives, is kept, and reads as it was."""

import asyncio
import subprocess
import sys
from pathlib import Path
from typing import Any

import nats
from nats.js.api import AckPolicy, ConsumerConfig

from parley.embedded.nats_access import read_access
from parley.embedded.nats_rights import inbox_prefix
from tests.journeys.conftest import Somebody
from tests.journeys.follower import Follower
from tests.support.corpus import FILES, Told, links, told
from tests.support.parley_process import ParleyProcess

BLANK = "\u200b"


async def test_ten_real_days_are_followed_and_read_as_they_were_written(
    parley: ParleyProcess, somebody: Somebody, folder: Path
) -> None:
    ann = await somebody("ann")
    importing = asyncio.create_task(command(parley, "import", "irc", *FILES, "--room", "ubuntu"))
    while (room := await ann.room_named("ubuntu")) is None:
        assert not importing.done() or importing.result()[0] == 0, importing.result()
    following = Follower(ann, room)
    code, said = await importing
    assert code == 0, said

    log = await ann.log_of(room)
    await following.reaches(log[-1]["seq"])
    await following.stop()
    assert [event["seq"] for event in log] == list(range(1, len(log) + 1))
    assert following.events == log

    talk = await ann.talk_of(room)
    written = [line for file in FILES for line in told(file)]
    _tells_all_lines_in_their_order(log, written)
    _has_every_message(talk, written)
    _has_every_answer(talk)

    for words in (("projections", "verify"), ("bus", "verify")):
        code, said = await command(parley, *words)
        assert code == 0, said
    assert await on_the_bus(folder, "room.message_sent") == sum(map(grep_c, FILES))
    assert await on_the_bus(folder, "account.display_name_changed") == sum(line.kind == "renamed" for line in written)


async def command(parley: ParleyProcess, *words: str | Path) -> tuple[int, str]:
    """Run one of Parley's commands beside the server; its exit code and all it said."""
    said = subprocess.PIPE
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "parley", *map(str, words), stdout=said, stderr=subprocess.STDOUT, env=parley.environment
    )
    out, _ = await process.communicate()
    assert process.returncode is not None
    return process.returncode, out.decode()


def grep_c(file: Path) -> int:
    """`grep -c '^\\[..:..\\] <'`"""
    return sum(line[:1] == b"[" and line[6:9] == b"] <" for line in file.read_bytes().split(b"\n"))


def _tells_all_lines_in_their_order(log: list[dict[str, Any]], written: list[Told]) -> None:
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


def _has_every_message(talk: list[dict[str, Any]], written: list[Told]) -> None:
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


def _has_every_answer(talk: list[dict[str, Any]]) -> None:
    ids, answers, before = [message["message_id"] for message in talk], dict[str, str](), 0
    for file in FILES:
        numbers = {line.number: n for n, line in enumerate((x for x in told(file) if x.kind == "said"), before)}
        before += len(numbers)
        for later, earlier in links(file).items():
            if earlier in numbers and later in numbers:
                answers[ids[numbers[later]]] = ids[numbers[earlier]]
    assert {message["message_id"]: message["reply_to"] for message in talk if message["reply_to"]} == answers


def _at(time: str) -> str:
    return time.replace("+00:00", "Z").replace(".000000", "")


async def on_the_bus(folder: Path, kind: str) -> int:
    """How many events of a kind an analyst with a plain NATS client reads."""
    access = read_access(folder / "nats")
    assert access
    client = await nats.connect(access.url("analytics"), inbox_prefix=inbox_prefix("analytics"))
    try:
        looking_only = ConsumerConfig(ack_policy=AckPolicy.NONE)
        stream = await client.jetstream().pull_subscribe(
            f"parley.events.{kind}", stream="PARLEY_EVENTS", config=looking_only
        )
        waiting = (await stream.consumer_info()).num_pending or 0
        read = 0
        while read < waiting:
            read += len(await stream.fetch(500))
        return read
    finally:
        await client.close()
