"""What a comparison of read models has found, table by table, as a terminal shows it."""

from collections.abc import Iterable

from projections.compare import Compared


def show(tables: Iterable[Compared], position: int) -> None:
    """Every table, with the first rows that only one side has."""
    different = False
    for table in tables:
        different |= not table.equal
        print(f"{table.table}: {table.rows} rows, {'equal' if table.equal else 'DIFFERENT'}")
        for side, rows in (("only live", table.only_live), ("only rebuilt", table.only_rebuilt)):
            for row in rows:
                print(f"  {side}: {row}")
    print(f"{'Different' if different else 'Equal'} at position {position}.")
