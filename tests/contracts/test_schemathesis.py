"""schemathesis, with all its checks, finds nothing: neither when somebody asks, nor nobody, nor an impostor."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.support.parley_process import ParleyProcess

ROOT = Path(__file__).parents[2]
# The same requests in every run. Somebody who is not let in needs no fuzzing to be refused.
ALWAYS = ("--checks", "all", "--generation-deterministic", "--continue-on-failure", "--no-color", "--warnings", "off")
THOROUGH = ("--max-examples", "8")
# Who is let in is answered without end here, and schemathesis waits for the end; all others are refused as anywhere.
ENDLESS = ("--exclude-operation-id", "room_stream", "--exclude-operation-id", "my_stream")
OF_NOBODY = ("--phases", "examples")
OF_AN_IMPOSTOR = (*OF_NOBODY, "--header", "Authorization: Bearer eyJhbGciOiJub25lIn0.e30.")


@contextmanager
def schemathesis(served: ParleyProcess, folder: Path, who: str, *options: str) -> Iterator[subprocess.Popen[str]]:
    """A run of the command line beside the test."""
    environment = served.environment | {
        "SCHEMATHESIS_HOOKS": "tests.contracts.schemathesis_hooks",
        "PYTHONPATH": str(ROOT),
        "PARLEY_TEST_URL": served.url,
        "PARLEY_TEST_SECRETS": str(Path(served.environment["PARLEY_DATA_DIR"]) / "secrets"),
        "PARLEY_TEST_WHO": who,
    }
    program = Path(sys.executable).with_name("schemathesis")
    command: list[str | Path] = [program, "run", f"{served.url}/openapi.json", *ALWAYS, *options]
    with subprocess.Popen(
        command, cwd=folder, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as running:
        yield running
        said, _ = running.communicate()
        assert running.returncode == 0, said


@pytest.mark.timeout(400)
def test_schemathesis_finds_nothing(served: ParleyProcess, tmp_path: Path) -> None:
    with (
        schemathesis(served, tmp_path, "somebody", *THOROUGH, *ENDLESS),
        schemathesis(served, tmp_path, "nobody", *OF_NOBODY),
        schemathesis(served, tmp_path, "an impostor", *OF_AN_IMPOSTOR),
    ):
        pass
