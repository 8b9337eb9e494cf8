"""Whatever the documents tell people to type is typed here, as it is written, against one running Parley."""

import asyncio
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.journeys.documents import DOCUMENTS, ROOT, Document, Step, read
from tests.journeys.person import Person
from tests.support.parley_process import ParleyProcess
from tests.support.servers import scratch


def written(step: Step) -> str:
    """A step as a piece of the session's script."""
    told = f"\necho '--- line {step.line}'\n"
    match step.language:
        case "sh":
            return told + step.text + "\n"
        case "python":
            return f"{told}.venv/bin/python - <<'END OF THE BLOCK'\n{step.text}\nEND OF THE BLOCK\n"
        case "table":  # tables leave out the folder
            return f"{told}( PATH=$PWD/.venv/bin:$PATH; {step.text} )\n"
        case _:
            return ""


READ = {str(path.relative_to(ROOT)): read(path) for path in DOCUMENTS}
RUN = [name for name, document in READ.items() if any(written(step) for step in document.steps)]
SECONDS = 280  # a minute for all of them where nothing else runs
VENV = (Path(sys.prefix) / "bin").resolve()
# An answer that is a problem fails, as curl alone would not have it; make is asked whether it knows the target, and
# of pytest that there are such tests, which run beside these.
BEFORE = """
set -euo pipefail
curl() { command curl --fail-with-body "$@"; }
make() { command make --dry-run "$@" > /dev/null; }
.venv/bin/pytest() { for each in "$@"; do [[ $each != */* || -e $each ]]; done; }
"""


@pytest.fixture(scope="module")
def talking() -> Iterator[ParleyProcess]:
    """Running, with somebody in a room who has said something."""
    with scratch() as folder:
        parley = ParleyProcess(folder / "data")
        try:
            asyncio.run(parley.ready())
            asyncio.run(talk(parley.url))
            yield parley
        finally:
            if parley.process and parley.process.poll() is None:
                asyncio.run(parley.end())


@pytest.fixture
def checkout() -> Iterator[Path]:
    """The project as somebody has it before them, who may write what they like beside it."""
    with scratch() as folder:
        for entry in ROOT.iterdir():
            if not entry.name.startswith(".") and entry.name != "docs":
                (folder / entry.name).symlink_to(entry)
        shutil.copytree(ROOT / "docs", folder / "docs")
        (folder / ".venv").symlink_to(sys.prefix)
        yield folder


@pytest.mark.timeout(300)
@pytest.mark.parametrize("name", sorted(RUN, key="README.md".__eq__))  # last, as what it imports is read by the others
def test_what_a_document_tells_to_run_runs(name: str, talking: ParleyProcess, checkout: Path) -> None:
    if not shutil.which("curl") and any("curl" in step.text for step in READ[name].steps):
        pytest.skip("there is no curl here")
    code, said = session(READ[name], checkout, talking.environment)
    assert code == 0, f"{name}: a command ended with {code}:\n{said[-4000:]}"
    assert "Traceback (most recent call last)" not in said, said[-4000:]


@pytest.mark.parametrize("name", READ)
def test_what_can_be_run_says_so(name: str) -> None:
    """A block in another language than these would never be run, and an excuse for nothing hides one for something."""
    steps = [*READ[name].steps, *READ[name].excused]
    assert {step.language for step in steps} <= {"sh", "python", "table", "", "json"}
    assert READ[name].idle == []


async def talk(url: str) -> None:
    ann = Person(url, "ann")
    await ann.register()
    await ann.say(await ann.create_room("The kitchen"), "Tea is **ready**")
    await ann.close()


def session(document: Document, folder: Path, environment: dict[str, str]) -> tuple[int, str]:
    """Run the steps of a document in one shell; its exit code, and all that was said, with the line it stands in."""
    script, said = folder / "session.sh", folder / "said.txt"
    script.write_text(BEFORE + "".join(map(written, document.steps)))
    # What the tests were started with may have .venv on its path; who reads the document has not.
    path = os.pathsep.join(each for each in os.environ["PATH"].split(os.pathsep) if Path(each).resolve() != VENV)
    with said.open("wb") as out:
        process = subprocess.Popen(
            ["bash", str(script)],
            cwd=folder,
            env=environment | {"PATH": path, "PYTHONPATH": str(ROOT)},
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=out,
            start_new_session=True,
        )
        try:
            process.wait(SECONDS)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
    return process.returncode, said.read_text(errors="replace")
