"""All problems that Parley answers with: what programs can rely on in their types."""

import importlib
import pkgutil
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from litestar.exceptions import HTTPException

import command
import query
import runtime
from runtime.problems import Problem, of_http_error

PACKAGES = (command, query, runtime)
TYPE = re.compile(r"/problems/[a-z_]+")


def declared() -> Iterator[Problem]:
    """Every problem that a module names, alone or in a table."""
    for package in PACKAGES:
        for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            for value in vars(importlib.import_module(found.name)).values():
                among = list(value.values()) if isinstance(value, Mapping) else [value]
                yield from (each for each in among if isinstance(each, Problem))


def written() -> Iterator[str]:
    """Every type that stands in the source, so that none is made on the way which nobody declares."""
    for package in PACKAGES:
        for path in Path(package.__path__[0]).rglob("*.py"):
            yield from re.findall(r'\b(?:problem|unauthorized)\(\s*"([^"]+)"', path.read_text())
            yield from re.findall(r'"/problems/([^"{]+)"', path.read_text())


def test_every_problem_is_typed_in_one_spelling() -> None:
    assert [found.type for found in declared() if not TYPE.fullmatch(found.type)] == []


def test_one_type_has_one_meaning() -> None:
    meanings = {(found.type, found.status, found.title) for found in declared()}
    assert len(meanings) > 40
    assert len({type_ for type_, _, _ in meanings}) == len(meanings)
    assert len({title for _, _, title in meanings}) == len(meanings)


def test_no_problem_is_made_up_on_the_way() -> None:
    assert {f"/problems/{slug}" for slug in written()} <= {found.type for found in declared()}


@pytest.mark.parametrize("status", [402, 406, 418, 502])
def test_a_status_that_nobody_foresaw_is_typed_like_the_others(status: int) -> None:
    assert TYPE.fullmatch(of_http_error(HTTPException(status_code=status)).type)
