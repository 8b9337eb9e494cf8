"""What every bench may be told: how long, how often, and where the figures go; nonsense is refused before it begins."""

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

from cyclopts import Parameter


def within(least: float, most: float) -> Callable[[Any, Any], None]:
    """Refuse every number that is not between these."""

    def check(_hint: Any, value: Any) -> None:
        for number in value if isinstance(value, tuple) else (value,):
            if not least <= number <= most:  # what is not a number is in no order
                raise ValueError(f"It must be from {least:,} to {most:,}.")

    return check


def _folder(_hint: Any, path: Path | None) -> None:
    if path:
        there = next(folder for folder in (path.absolute(), *path.absolute().parents) if folder.exists())
        if not there.is_dir() or not os.access(there, os.W_OK):
            raise ValueError(f"{there} is no folder that can be written to.")


def _file(_hint: Any, path: Path | None) -> None:
    if path and path.is_dir():
        raise ValueError(f"{path} is a folder.")
    _folder(_hint, path and path.absolute().parent)


Several = Annotated[tuple[int, ...], Parameter(consume_multiple=True, validator=within(1, 10_000))]
Events = Annotated[int, Parameter(validator=within(5_000, 100_000_000))]
Folder = Annotated[Path | None, Parameter(validator=_folder)]


@Parameter(name="*")
@dataclass(frozen=True)
class Options:
    """How to measure.

    Parameters
    ----------
    seconds
        How long one run lasts.
    warm_up
        Seconds before each run that do not count.
    runs
        How many runs there are of each case; the median counts.
    json
        Write the figures into this file too.
    """

    seconds: Annotated[float, Parameter(validator=within(0.5, 3600))] = 8.0
    warm_up: Annotated[float, Parameter(validator=within(0, 3600))] = 2.0
    runs: Annotated[int, Parameter(validator=within(1, 1000))] = 3
    json: Annotated[Path | None, Parameter(validator=_file)] = None


STANDARD = Options()
