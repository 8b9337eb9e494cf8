"""SQL names events as they are stored; a name that is none would find nothing, and say nothing."""

import re
from pathlib import Path

import pytest

from events.registry import EVENTS

ROOT = Path(__file__).parents[2]
NAMED = re.compile(r"\btype (?:=|<>|in) \(?('[a-z_]+'(?:, '[a-z_]+')*)")
FOUND = {
    (str(path.relative_to(ROOT)), name)
    for package in ("command", "events", "migrations", "parley", "projections", "query")
    for path in (ROOT / package).rglob("*.py")
    for names in NAMED.findall(path.read_text())
    for name in names.replace("'", "").split(", ")
}


@pytest.mark.parametrize(("path", "name"), sorted(FOUND))
def test_a_type_that_sql_names_is_one(path: str, name: str) -> None:
    assert name in EVENTS
