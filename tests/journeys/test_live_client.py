"""The example of a live client, as somebody runs it: what they print is the room's log, whatever happens."""

import asyncio
import json
import random
import signal
import subprocess
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.journeys.conftest import Somebody
from tests.journeys.documents import ROOT
from tests.journeys.person import PASSWORD, Person
from tests.journeys.talker import Talker
from tests.support.parley_process import ParleyProcess

LONG = 16_000  # characters, as many as a message may have
MANY = 160  # messages of that length: more than the network and the server keep for one client


class Running:
    """`events` is what it has printed so far, `told` what it says on standard error."""

    def __init__(self, folder: Path, *words: str) -> None:
        self._out, self._err = folder.parent / "out.txt", folder.parent / "err.txt"
        with self._out.open("wb") as out, self._err.open("wb") as err:
            command = [sys.executable, str(ROOT / "examples" / "live_client.py"), *words]
            self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=out, stderr=err)

    @property
    def events(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self._out.read_bytes().splitlines(keepends=True) if line.endswith(b"\n")]

    @property
    def seqs(self) -> list[int]:
        return [event["seq"] for event in self.events]

    @property
    def told(self) -> str:
        return self._err.read_text()

    def type(self, line: str) -> None:
        assert self.process.stdin
        self.process.stdin.write(f"{line}\n".encode())
        self.process.stdin.flush()

    async def until(self, so: Callable[[], object]) -> None:
        async with asyncio.timeout(60):
            while not so():
                await asyncio.sleep(0.05)

    async def reaches(self, seq: int) -> None:
        await self.until(lambda: self.seqs[-1:] >= [seq] or self.process.poll() is not None)
        assert self.process.poll() is None, self.told


@asynccontextmanager
async def running(folder: Path, *words: str) -> AsyncIterator[Running]:
    client = Running(folder, *words)
    try:
        yield client
    finally:
        client.process.kill()
        client.process.communicate()


@pytest.mark.timeout(180)
async def test_a_restart_and_a_lag_cost_nothing_and_double_nothing(
    parley: ParleyProcess, somebody: Somebody, folder: Path
) -> None:
    ann, ben, cat = await somebody("ann"), await somebody("ben"), await somebody("cat")
    kitchen = await ann.create_room("The kitchen")
    for person in (ben, cat):
        await person.join(kitchen)
    async with running(folder, parley.url, "ben", PASSWORD, kitchen) as client:
        await client.reaches(3)
        talker = Talker(cat, kitchen, pause=0.05)
        client.type("before")
        await client.until(lambda: "before" in said(client.events))
        await parley.end()
        await client.until(lambda: "goodbye" in client.told)
        client.type("while nobody listens")
        await parley.ready()
        await client.until(lambda: "while nobody listens" in said(client.events))

        client.process.send_signal(signal.SIGSTOP)
        chance = random.Random(1)
        for _ in range(MANY):
            await ann.say(kitchen, "".join(chr(chance.randrange(0x4E00, 0x9FA0)) for _ in range(LONG)))
        client.process.send_signal(signal.SIGCONT)
        await client.until(lambda: "lagging" in client.told)
        await talker.stop()
        log = await ann.log_of(kitchen)
        await client.reaches(log[-1]["seq"])
        assert told(client.events) == told(log)
    assert [said(log).count(body) for body in ("before", "while nobody listens")] == [1, 1]


async def test_what_may_not_be_seen_is_passed_over(parley: ParleyProcess, somebody: Somebody, folder: Path) -> None:
    ann, ben = await somebody("ann"), await somebody("ben")
    room = await private_room(ann)
    member = f"/v1/rooms/{room}/members/{ben.account_id}"
    await ann.say(room, "among us")
    await ann.http.put(member)
    await ann.say(room, "with ben")
    left = (await ann.http.delete(member)).json()["seq"]
    await ann.say(room, "among us again")
    await ann.http.put(member)
    await ann.say(room, "with ben again")
    visible = await ben.log_of(room)
    epoch = visible[0]["position"].partition(".")[0]
    assert len({event["seq"] - at for at, event in enumerate(visible)}) == 2  # hidden before, and in between
    words = (parley.url, "ben", PASSWORD, room)
    for start in ((), (epoch, str(left))):
        async with running(folder, *words, *start) as client:
            await client.reaches(visible[-1]["seq"])
            assert told(client.events) == told([each for each in visible if not start or each["seq"] > left])
            assert not client.told
    async with running(folder, *words, epoch, str(left)) as client:
        await client.reaches(visible[-1]["seq"])
        last = (await ann.http.delete(member)).json()["seq"]
        await client.until(lambda: client.process.poll() is not None)
        assert client.seqs[-1] == last
        assert client.told == "over: removed\n"


async def private_room(owner: Person) -> str:
    room = {"name": "Cellar", "visibility": "private", "history": "since_join"}
    return str((await owner.http.post("/v1/rooms", json=room)).json()["room_id"])


def told(events: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Without the HTML, which the newest events of a page do not have yet."""
    return [{name: value for name, value in event.items() if name != "html"} for event in events]


def said(events: list[dict[str, Any]]) -> list[str]:
    return [event["data"]["body"] for event in events if event["type"] == "message_sent"]
