"""What every bench may be told: how long, how often, and where the figures go."""

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

Several = Annotated[tuple[int, ...], Parameter(consume_multiple=True)]


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

    seconds: float = 8.0
    warm_up: float = 2.0
    runs: int = 3
    json: Path | None = None


STANDARD = Options()
