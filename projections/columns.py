"""From rows to the arrays that `unnest` takes."""

from collections.abc import Iterable, Sequence


def columns(rows: Iterable[Sequence[object]]) -> list[list[object]]:
    """One list a column; there is at least one row."""
    return [list(column) for column in zip(*rows, strict=True)]
