"""`python -m bench.tables FILES…`: shows figures that benches have written before."""

import sys

import cyclopts
import msgspec
from cyclopts.types import ExistingFile

from bench.report import Report, show


def tables(*files: ExistingFile) -> None:
    """Show the tables of these JSON files."""
    for file in files:
        try:
            show(msgspec.json.decode(file.read_bytes(), type=Report))
        except msgspec.DecodeError:
            sys.exit(f"{file} has no figures of a bench.")


if __name__ == "__main__":
    cyclopts.run(tables)
