"""What a measurement says: its runs, their median and range, the limit beside them, and what was aimed at."""

from collections.abc import Sequence
from statistics import median

from msgspec import Struct


class Run(Struct, frozen=True):
    """One run; `cpu_us` are the microseconds of CPU that each part spent on one message.

    `others` are what this bench measures besides, each under a name that ends with its unit.
    """

    count: int
    seconds: float
    p50_ms: float | None = None
    p99_ms: float | None = None
    p999_ms: float | None = None
    cpu_us: dict[str, float] = {}
    lags: dict[str, list[int]] = {}
    others: dict[str, float] = {}

    @property
    def rate(self) -> float:
        return self.count / self.seconds


class Spread(Struct, frozen=True):
    """The middle one of several runs, and between which bounds they lay."""

    median: float
    low: float
    high: float


class Limit(Struct, frozen=True):
    """What this machine can do at best: the same without all that makes it a chat."""

    what: str
    rate: float
    p50_ms: float | None = None
    p99_ms: float | None = None
    cpu_us: dict[str, float] = {}


class Aim(Struct, frozen=True):
    """A figure to come to: a `rate` to reach, or anything else (`p50_ms`, `p99_ms`, one of `others`) to stay below."""

    figure: str
    value: float


class Judged(Struct, frozen=True):
    """An aim, and whether the median has come to it."""

    figure: str
    aim: float
    measured: float
    reached: bool


class Case(Struct, frozen=True):
    """One row of a bench's table; `flat` says whether the lags stayed where they were."""

    name: str
    unit: str
    rate: Spread | None
    p50_ms: Spread | None
    p99_ms: Spread | None
    p999_ms: Spread | None
    cpu_us: dict[str, float]
    limit: Limit | None
    aims: list[Judged]
    runs: list[Run]
    flat: bool | None = None
    others: dict[str, Spread] = {}


def case(
    name: str,
    unit: str,
    runs: Sequence[Run],
    limit: Limit | None = None,
    aims: Sequence[Aim] = (),
    *,
    flat: bool | None = None,
) -> Case:
    """Sum up the runs of one case; without a unit there is no rate."""
    rate = _spread([run.rate for run in runs] if unit else [])
    p50, p99 = _spread([run.p50_ms for run in runs]), _spread([run.p99_ms for run in runs])
    p999 = _spread([run.p999_ms for run in runs])
    parts = sorted({part for run in runs for part in run.cpu_us})
    cpu = {part: median(run.cpu_us.get(part, 0.0) for run in runs) for part in parts}
    others = {what: found for what in runs[0].others if (found := _spread([run.others[what] for run in runs]))}
    judged = [_judged(aim, ({"rate": rate, "p50_ms": p50, "p99_ms": p99} | others)[aim.figure]) for aim in aims]
    return Case(name, unit, rate, p50, p99, p999, cpu, limit, judged, list(runs), flat, others)


def limit(what: str, run: Run) -> Limit:
    """A run of something bare as a limit."""
    return Limit(what, run.rate, run.p50_ms, run.p99_ms, run.cpu_us)


def _spread(values: Sequence[float | None]) -> Spread | None:
    known = [value for value in values if value is not None]
    return Spread(median(known), min(known), max(known)) if known else None


def _judged(aim: Aim, measured: Spread | None) -> Judged:
    assert measured
    reached = measured.median >= aim.value if aim.figure == "rate" else measured.median <= aim.value
    return Judged(aim.figure, aim.value, measured.median, reached)
