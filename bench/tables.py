"""`python -m bench.tables FILES…`: shows figures that benches have written before."""

from pathlib import Path

import cyclopts
import msgspec

from bench.report import Report, show


def tables(*files: Path) -> None:
    """Show the tables of these JSON files."""
    for file in files:
        show(msgspec.json.decode(file.read_bytes(), type=Report))


if __name__ == "__main__":
    cyclopts.run(tables)
