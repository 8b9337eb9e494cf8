"""`parley contracts`: what others can rely on, as files."""

import sys
from pathlib import Path

from cyclopts import App

from parley.contracts.files import Breaks
from parley.contracts.files import write as write_files

app = App(name="contracts")


@app.command
def write(folder: Path = Path("docs/contracts"), /, *, breaking: bool = False) -> None:
    """Bring the documents in a folder up to date; ends with 1 where that would break what they promised.

    Parameters
    ----------
    folder
        Where `openapi.json`, `asyncapi.json` and `schemas` lie.
    breaking
        Break promises to clients on purpose. What is stored is never changed.
    """
    try:
        changed = write_files(folder, breaking=breaking)
    except Breaks as refusal:
        print(f"Nothing is written, because others rely on what would change:\n{refusal}", file=sys.stderr)
        sys.exit(1)
    print(f"{folder} is up to date: {changed} files changed.")
