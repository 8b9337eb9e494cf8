"""Analytics consumers that begin before, amid and after real days agree with `grep -c`, whatever happens."""

import asyncio
import re
import signal
import sqlite3
import subprocess
import sys
from collections import Counter
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, closing
from pathlib import Path

import asyncpg
import pytest

from events.log import read
from parley.embedded.nats_access import Access
from parley.embedded.nats_rights import consumers_of
from parley.embedded.postgres import address
from tests.journeys.conftest import Somebody
from tests.journeys.running import command
from tests.journeys.talker import Talker
from tests.support.corpus import FILES, told
from tests.support.parley_process import ParleyProcess

FIRST, REST = FILES[:5], FILES[5:]
ROOT = Path(__file__).parents[2]
Counts = Counter[tuple[str, str]]  # by room and hour


class Analyst:
    """Runs the commands of docs/bus.md as they stand there, in a folder of its own."""

    def __init__(self, parley: ParleyProcess, folder: Path, consumer: str) -> None:
        self._folder = folder
        self._consumer = consumer
        self._environment = parley.environment
        self._process: subprocess.Popen[bytes] | None = None
        folder.mkdir()

    def start(self) -> None:
        """Count, from where it was left."""
        self._process = self._run(f"{written('follow')} {self._consumer}")

    def end(self, how: signal.Signals) -> None:
        assert self._process
        assert self._process.poll() is None, (self._folder / "said.txt").read_text()
        self._process.send_signal(how)
        self._process.wait(20)

    def kill(self) -> None:
        if self._process and self._process.poll() is None:
            self._process.kill()
            self._process.wait(20)

    async def reaches(self, position: int) -> Counts:
        """What is counted once this event is."""
        async with asyncio.timeout(60):
            while self._place() < position:
                assert self._process
                assert self._process.poll() is None, (self._folder / "said.txt").read_text()
                await asyncio.sleep(0.05)
        with closing(sqlite3.connect(self._folder / "counts.db")) as db:
            found = db.execute("select room, hour, messages from counts").fetchall()
        return Counter({(room, hour): messages for room, hour, messages in found})

    def shown(self) -> str:
        self._run(written("show")).wait(30)
        return (self._folder / "said.txt").read_text()

    def _place(self) -> int:
        with closing(sqlite3.connect(self._folder / "counts.db", timeout=20)) as db:
            try:
                return int(db.execute("select sequence from place").fetchone()[0])
            except sqlite3.OperationalError:  # not made yet
                return 0

    def _run(self, line: str) -> "subprocess.Popen[bytes]":
        ours = {".venv/bin/python": sys.executable, ".venv/bin/parley": f"{sys.executable} -m parley"}
        line = re.sub(r"\.venv/bin/\w+", lambda named: ours[named[0]], line).replace("examples/", f"{ROOT}/examples/")
        said = (self._folder / "said.txt").open("wb")
        return subprocess.Popen(
            ["sh", "-c", f"exec {line}"], cwd=self._folder, env=self._environment, stdout=said, stderr=said
        )


def written(word: str) -> str:
    """The command of this word, as docs/bus.md has it."""
    (line,) = re.findall(rf"^.*examples/analytics\.py {word} .*$", (ROOT / "docs" / "bus.md").read_text(), re.MULTILINE)
    return str(line)


def grep_c(files: Sequence[Path]) -> int:
    counting = ["grep", "-a", "-h", "-c", r"^\[..:..\] <", *map(str, files)]
    said = subprocess.run(counting, capture_output=True, check=True, env={"LC_ALL": "C"})
    return sum(map(int, said.stdout.split()))


def talked(room: str, files: Sequence[Path]) -> Counts:
    """The messages of each hour, as the transcripts have them."""
    said = [line for file in files for line in told(file) if line.kind == "said"]
    assert len(said) == grep_c(files)
    return Counter((room, f"{line.at:%Y-%m-%dT%H}") for line in said)


async def position(folder: Path) -> int:
    """Where the log stands."""
    db = await asyncpg.connect(address(folder / "postgres"))
    try:
        return (await read.head(db)).position
    finally:
        await db.close()


@asynccontextmanager
async def analysts(parley: ParleyProcess, folder: Path) -> AsyncIterator[list[Analyst]]:
    """Three of them; whoever still counts at the end is killed."""
    names = zip(("before", "amid", "after"), consumers_of("analytics"), strict=False)
    found = [Analyst(parley, folder.parent / name, consumer) for name, consumer in names]
    try:
        yield found
    finally:
        for one in found:
            one.kill()


@pytest.mark.timeout(240)
async def test_consumers_that_begin_at_any_time_agree_with_grep_also_when_the_bus_is_rebuilt(
    parley: ParleyProcess, somebody: Somebody, folder: Path
) -> None:
    ann, ben = await somebody("ann"), await somebody("ben")
    async with analysts(parley, folder) as (before, amid, after):
        before.start()
        await imported(parley, FIRST)
        amid.start()
        importing = asyncio.create_task(imported(parley, REST))
        await before.reaches(await position(folder))
        before.end(signal.SIGKILL)
        await importing
        before.start()
        after.start()

        ubuntu, kitchen = str(await ann.room_named("ubuntu")), await ann.create_room("The kitchen")
        await ben.join(kitchen)
        expected, head = talked(ubuntu, FILES), await position(folder)
        for one in (before, amid, after):
            assert await one.reaches(head) == expected

        talking = Talker(ben, kitchen)
        amid.end(signal.SIGINT)
        code, said = await command(parley, "bus", "rebuild")
        assert code == 0, said
        amid.start()
        await talking.stop()
        head = await position(folder)
        for analyst in (before, amid, after):
            counts = await analyst.reaches(head)
            in_kitchen = sum(n for (room, _), n in counts.items() if room == kitchen)
            assert in_kitchen == len(talking.acknowledged)
            assert Counter({of: n for of, n in counts.items() if of[0] == ubuntu}) == expected
        after.end(signal.SIGINT)
        assert sum(int(line.split()[-1]) for line in after.shown().splitlines()) == counts.total()
    code, said = await command(parley, "bus", "verify")
    assert code == 0, said


async def imported(parley: ParleyProcess, files: Sequence[Path]) -> None:
    code, said = await command(parley, "import", "irc", *files, "--room", "ubuntu")
    assert code == 0, said


def test_an_analyst_with_another_password_is_told_so(nats_access: Access, tmp_path: Path) -> None:
    url = nats_access.url("analytics").replace(nats_access.passwords["analytics"], "another")
    line = [sys.executable, str(ROOT / "examples" / "analytics.py"), "follow", url, str(tmp_path / "counts.db")]
    process = subprocess.Popen(line, stderr=subprocess.PIPE, text=True)
    assert process.stderr
    try:
        assert "authorization violation" in process.stderr.readline().lower()
    finally:
        process.kill()
        process.communicate()
