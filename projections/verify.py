"""Proves the core read models: builds them anew beside the live ones, and compares by content."""

from collections.abc import Callable, Iterator, Sequence
from itertools import repeat
from typing import Any

from msgspec import Struct

from events.keyring import Keyring
from events.log import read
from projections.core import NAME, core
from projections.engine.checkpoint import position_of
from projections.engine.opening import opened
from projections.engine.ownership import Connect
from projections.engine.projection import Projection
from projections.engine.runner import PAGE, SESSION, check_contiguous
from projections.markdown import HTML_VERSION
from runtime.postgres import Connection

Progress = Callable[[int, int], Any]  # how many of how many events are done

# An unqualified name finds the temporary table first, so that the projections' own SQL writes into it.
BESIDE = "create temp table {table} (like public.{table} including all) on commit drop"
# Two independent 64-bit hashes a row, summed: neither the order of the rows nor their place on disk matters.
CONTENT = """
    select count(*) as rows, sum(hashtextextended(row::text, 0)::numeric) as one,
        sum(hashtextextended(row::text, 7165196201)::numeric) as two
    from (select {columns} from {schema}.{table}) row
"""
ONLY_IN = """
    select row::text from (select {columns} from {one}.{table} except all select {columns} from {other}.{table}) row
    order by 1 limit 5
"""
COLUMNS = """
    select string_agg(quote_ident(attname), ', ' order by attnum) from pg_attribute
    where attrelid = ('public.' || $1)::regclass and attnum > 0 and not attisdropped and attname <> all ($2::text[])
"""
OLD_HTML = "select exists (select from public.messages where html_version <> $1)"


class Compared(Struct, frozen=True):
    """One table: how many rows it has, and the first that only one side has, as text."""

    table: str
    rows: int
    only_live: tuple[str, ...] = ()
    only_rebuilt: tuple[str, ...] = ()
    equal: bool = True


class Verified(Struct, frozen=True):
    """The live tables against the log up to their checkpoint."""

    position: int
    tables: tuple[Compared, ...]

    @property
    def equal(self) -> bool:
        return all(table.equal for table in self.tables)


async def verify(
    connect: Connect,
    keyring: Keyring,
    progress: Progress | None = None,
    cuts: Iterator[int] | None = None,
    projections: Sequence[Projection] | None = None,
) -> Verified:
    """Rebuild and compare inside one snapshot; nothing live is touched. `cuts` are the sizes of the pages."""
    db = await connect()
    projections = core() if projections is None else projections
    tables = [table for projection in projections for table in projection.tables]
    try:
        await db.execute(SESSION)
        await db.execute("set temp_buffers = '64MB'")
        async with db.transaction(isolation="repeatable_read"):
            position = await position_of(db, NAME)
            for table in tables:
                await db.execute(BESIDE.format(table=table))
            await _rebuild(db, keyring, projections, position, cuts or repeat(PAGE), progress)
            return Verified(position, tuple([await _compare(db, table) for table in tables]))
    finally:
        db.terminate()


async def _rebuild(
    db: Connection,
    keyring: Keyring,
    projections: Sequence[Projection],
    up_to: int,
    cuts: Iterator[int],
    progress: Progress | None,
) -> None:
    position = 0
    while position < up_to:
        page = await read.after(db, position, next(cuts), up_to)
        check_contiguous(page, position)
        recorded = await opened(NAME, keyring, page)
        for projection in projections:
            await projection.apply(db, recorded)
        position = page[-1].position
        if progress:
            progress(position, up_to)


async def _compare(db: Connection, table: str) -> Compared:
    """HTML that another version rendered is left out of the comparison."""
    left_out = ["html", "html_version"] if table == "messages" and await db.fetchval(OLD_HTML, HTML_VERSION) else []
    columns = await db.fetchval(COLUMNS, table, left_out)
    live, rebuilt = [
        await db.fetchrow(CONTENT.format(columns=columns, schema=schema, table=table))
        for schema in ("public", "pg_temp")
    ]
    assert live is not None
    if live == rebuilt:
        return Compared(table, live["rows"])
    found = [
        await db.fetch(ONLY_IN.format(columns=columns, one=one, other=other, table=table))
        for one, other in (("public", "pg_temp"), ("pg_temp", "public"))
    ]
    only_live, only_rebuilt = (tuple(row[0] for row in rows) for rows in found)
    return Compared(table, live["rows"], only_live, only_rebuilt, equal=False)
