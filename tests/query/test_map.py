"""The live package's maps, by which one finds one's way in it, name what there is."""

import re
from importlib import import_module
from pathlib import Path

import pytest

PLACE = re.compile(r"^ *(\w+)/? {2,}", re.MULTILINE)


@pytest.mark.parametrize("package", ["live", "live.personal", "live.signals", "live.sse"])
def test_the_map_of_a_package_names_each_of_its_files(package: str) -> None:
    module = import_module(f"query.{package}")
    assert module.__doc__
    assert module.__file__
    folder = Path(module.__file__).parent
    there = {one.stem for one in folder.iterdir() if one.name not in ("__init__.py", "__pycache__")}
    assert set(PLACE.findall(module.__doc__)) == there
