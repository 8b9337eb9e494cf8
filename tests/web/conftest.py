"""The client's own tools, as `make` installs them."""

import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def made(target: str) -> None:
    """Have make bring something up to date; nothing happens where it is."""
    subprocess.run(["make", "--silent", target], cwd=ROOT, check=True)


@pytest.fixture(scope="session")
def built_client() -> None:
    """The client is built."""
    made("web")


@pytest.fixture(scope="session")
def tools() -> None:
    """What the client is checked with is there."""
    made("web/node_modules/checkable")
