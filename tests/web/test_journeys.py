"""People use the web client, in a real browser and on a real Parley, which is killed under some of them."""

import asyncio
import os
import signal
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import httpx
import pytest

from tests.support.node import HOME
from tests.support.parley_process import ParleyProcess
from tests.support.servers import scratch

WEB = Path(__file__).parents[2] / "web"
FIRST_RUN = "first_run"
STORIES = sorted(story.stem for story in (WEB / "journeys/stories").glob("*.ts"))

pytestmark = [pytest.mark.timeout(300), pytest.mark.usefixtures("built_client", "tools")]


@pytest.fixture(scope="module")
def shared_parley() -> Iterator[ParleyProcess]:
    """One server for all of them: nobody's journey is troubled by what others did before."""
    with scratch() as folder:
        parley = ParleyProcess(folder / "data", PARLEY_RATE_SENDS="off")
        try:
            asyncio.run(parley.ready())
            first = {"username": "first", "password": "correct horse battery"}
            httpx.post(f"{parley.url}/v1/accounts", json=first).raise_for_status()
            yield parley
        finally:
            if parley.process and parley.process.poll() is None:
                asyncio.run(parley.end())


@pytest.mark.parametrize("story", [story for story in STORIES if story != FIRST_RUN])
async def test_in_a_browser(story: str, shared_parley: ParleyProcess, tmp_path: Path) -> None:
    await goes(story, shared_parley, tmp_path)


async def test_in_a_browser_on_an_empty_server(parley: ParleyProcess, tmp_path: Path) -> None:
    await goes(FIRST_RUN, parley, tmp_path)


async def goes(story: str, parley: ParleyProcess, folder: Path) -> None:
    """Go one journey to its good end, doing for it what only we can do."""
    log = folder / "log.txt"
    with log.open("wb") as said:
        going = await asyncio.create_subprocess_exec(
            HOME / "bin/node", "--no-warnings", "journeys/run.ts", story, parley.url, folder,
            cwd=WEB, stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE, stderr=said, start_new_session=True,
        )  # fmt: skip
        try:
            async for what in asked(going):
                await does(what, parley)
            assert await going.wait() == 0, f"pictures are in {folder}\n{log.read_text()}"
        finally:
            if going.returncode is None:
                os.killpg(going.pid, signal.SIGKILL)  # its browser too
                await going.wait()


async def asked(going: asyncio.subprocess.Process) -> AsyncIterator[str]:
    """What a journey asks for, each answered when it has been done."""
    assert going.stdin
    assert going.stdout
    while line := await going.stdout.readline():
        yield line.decode().strip()
        going.stdin.write(b"done\n")


async def does(what: str, parley: ParleyProcess) -> None:
    match what:
        case "kill all":
            await parley.end(signal.SIGKILL)
        case "kill api":
            parley.child("role api").kill()
        case "start":
            await parley.ready()
        case _:
            raise AssertionError(what)
