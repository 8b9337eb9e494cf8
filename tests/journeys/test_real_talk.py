"""Ten real days of `#ubuntu` are imported while somebody follows: all of it arrives, is kept, and reads as it was."""

import asyncio
from pathlib import Path

import nats
from nats.js.api import AckPolicy, ConsumerConfig

from parley.embedded.nats_access import read_access
from parley.embedded.nats_rights import inbox_prefix
from tests.journeys.conftest import Somebody
from tests.journeys.follower import Follower
from tests.journeys.running import command
from tests.journeys.transcripts import has_every_answer, has_every_message, tells_all_lines_in_their_order
from tests.support.corpus import FILES, told
from tests.support.parley_process import ParleyProcess


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
    tells_all_lines_in_their_order(log, written)
    has_every_message(talk, written)
    has_every_answer(talk, FILES)

    for words in (("projections", "verify"), ("bus", "verify")):
        code, said = await command(parley, *words)
        assert code == 0, said
    assert await on_the_bus(folder, "room.message_sent") == sum(map(grep_c, FILES))
    assert await on_the_bus(folder, "account.display_name_changed") == sum(line.kind == "renamed" for line in written)


def grep_c(file: Path) -> int:
    """`grep -c '^\\[..:..\\] <'`"""
    return sum(line[:1] == b"[" and line[6:9] == b"] <" for line in file.read_bytes().split(b"\n"))


async def on_the_bus(folder: Path, kind: str) -> int:
    """How many events of a kind an analyst with a plain NATS client reads."""
    access = read_access(folder / "nats")
    assert access
    client = await nats.connect(access.url("analytics"), inbox_prefix=inbox_prefix("analytics"))
    try:
        looking_only = ConsumerConfig(ack_policy=AckPolicy.NONE)
        stream = await client.jetstream().pull_subscribe(
            f"parley.events.{kind}", durable="analytics-1", stream="PARLEY_EVENTS", config=looking_only
        )
        waiting = (await stream.consumer_info()).num_pending or 0
        read = 0
        while read < waiting:
            read += len(await stream.fetch(500))
        await client.jetstream().delete_consumer("PARLEY_EVENTS", "analytics-1")
        return read
    finally:
        await client.close()
