"""The client is made of the contracts as they are, and goes wherever Parley goes."""

import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest

ROOT = Path(__file__).parents[2]


@pytest.mark.timeout(300)
@pytest.mark.usefixtures("tools")
def test_the_types_are_those_of_the_contracts() -> None:
    checked = subprocess.run(
        [ROOT / "web/npm", "run", "--silent", "types", "--", "--check"], capture_output=True, text=True, check=False
    )
    assert checked.returncode == 0, checked.stderr


@pytest.mark.timeout(300)
@pytest.mark.usefixtures("built_client")
def test_the_wheel_brings_the_client(tmp_path: Path) -> None:
    build: list[str | Path] = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", tmp_path]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    (wheel,) = tmp_path.glob("*.whl")
    names = ZipFile(wheel).namelist()
    assert "parley/web/dist/index.html" in names
    assert any(name.startswith("parley/web/dist/assets/") and name.endswith(".js.br") for name in names)
