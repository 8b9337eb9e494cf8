"""What a change of a schema breaks, in sentences: for who writes by it, for who reads by it, or for what is stored."""

from enum import StrEnum
from typing import Any

from parley.contracts.comparison import FOR_PEOPLE, Comparison
from parley.contracts.schema import Json


class Way(StrEnum):
    """Who must go on working: clients that say it, programs that are told it, or the log that has it."""

    SAID = "client"
    TOLD = "server"
    CARRIED = "bus"
    STORED = "stored"


def breaks(old: dict[str, Json], new: dict[str, Json]) -> list[str]:
    """Everything that breaks between two sets of schemas by name; additions do not."""
    found: list[str] = []
    for name, was in old.items():
        way = Way(name.partition(".")[0])
        if name not in new:
            found.append(f"{name} is gone{_still(way)}")
        elif way is Way.STORED:
            found += [f"{name} has changed: what is stored stays as it is"] * (_bare(was) != _bare(new[name]))
        else:
            found += [f"{name}{what}" for what in Comparison(was, new[name], said=way is Way.SAID).all()]
    return found


def _still(way: Way) -> str:
    return ": a shape that was ever stored is kept among RETIRED" if way is Way.STORED else ""


def _bare(value: Any, inside_names: bool = False) -> Any:
    """Without what is only said for people; a field may be called `title` or `default`."""
    if isinstance(value, list):
        return [_bare(one) for one in value]
    if not isinstance(value, dict):
        return value
    kept = {name: one for name, one in value.items() if inside_names or name not in FOR_PEOPLE}
    return {name: _bare(one, name in ("properties", "$defs") and not inside_names) for name, one in kept.items()}
