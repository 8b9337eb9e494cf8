"""A client that a public generator makes of our document, without a warning, is good for a journey."""

import asyncio
import importlib
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.parley_process import ParleyProcess

PROGRAMS = Path(sys.executable).parent


def test_a_generated_python_client_travels(
    served: ParleyProcess, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = subprocess.run(
        [
            *(PROGRAMS / "openapi-python-client", "generate", "--fail-on-warning", "--meta", "none"),
            *("--url", f"{served.url}/openapi.json", "--output-path", tmp_path / "parley_client"),
        ],
        env=os.environ | {"PATH": f"{PROGRAMS}{os.pathsep}{os.environ['PATH']}"},  # it tidies up with ruff
        capture_output=True,
        text=True,
        check=False,
    )
    assert made.returncode == 0, made.stdout + made.stderr
    assert "arning" not in made.stdout + made.stderr
    monkeypatch.setattr(sys, "path", [str(tmp_path), *sys.path])
    importlib.invalidate_caches()
    travel = importlib.import_module("tests.contracts.python_journey")
    said = asyncio.run(travel.journey(served.url))
    assert said == ["Number 0", "Number *one*", "", "Number 3", "Number 4"]
