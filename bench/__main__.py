"""`python -m bench`: every bench one after the other, or those named, at the sizes that their aims are about."""

import subprocess
import sys
from pathlib import Path
from tempfile import gettempdir

import cyclopts
from rich.console import Console

from bench.tables import tables

KEPT = Path(gettempdir()) / "parley-bench"
FULL: dict[str, tuple[str, ...]] = {
    "append": ("--grown", "5000000", "--data", "{data}"),
    "send": (),
    "end_to_end": (),
    "fan_out": (),
    "idle": (),
    "storm": (),
    "rebuild": ("--data", "{data}"),
    "import": (),
    "verify": ("--data", "{data}"),
    "relay": ("--data", "{data}"),
}
MODULES = {"import": "import_"}  # a word of Python's own names no module


def bench(*names: str, data: Path = KEPT / "data", results: Path = KEPT / "results") -> None:
    """Measure, and show all tables once more at the end; ends with 1 when a bench failed.

    Parameters
    ----------
    names
        append, send, end_to_end, fan_out, idle, storm, rebuild, import, verify, relay; all of them where none is named.
    data
        Where logs of millions of events are kept for the next time; some gigabytes.
    results
        Where each bench writes its figures as JSON.
    """
    wanted = names or tuple(FULL)
    for name in wanted:
        if name not in FULL:
            sys.exit(f"There is no bench {name}: there are {', '.join(FULL)}.")
    failed = [name for name in wanted if not _run(name, data, results)]
    if len(wanted) > 1:
        tables(*(results / f"{name}.json" for name in wanted if name not in failed))
    if failed:
        sys.exit(f"Failed: {', '.join(failed)}.")


def _run(name: str, data: Path, results: Path) -> bool:
    Console(stderr=True).rule(name)
    given = [argument.format(data=data) for argument in FULL[name]]
    module, file = f"bench.{MODULES.get(name, name)}", str(results / f"{name}.json")
    command = [sys.executable, "-m", module, "--json", file, *given]
    return subprocess.run(command, check=False).returncode == 0


if __name__ == "__main__":
    cyclopts.run(bench)
