"""Whether the tables of two schemas hold the same rows, whatever their order and their place on disk."""

from msgspec import Struct

from projections.markdown import HTML_VERSION
from runtime.postgres import Connection

# Two independent 64-bit hashes a row, summed: a row more or less, or another value in one, changes them.
CONTENT = """
    select count(*) as rows, sum(hash_record_extended(row, 0)) as one, sum(hash_record_extended(row, 1)) as two
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


async def compare(db: Connection, table: str, rebuilt: str) -> Compared:
    """The live table and the one in the schema `rebuilt`, in one snapshot.

    HTML that another version rendered is left out.
    """
    left_out = ["html", "html_version"] if table == "messages" and await db.fetchval(OLD_HTML, HTML_VERSION) else []
    columns = await db.fetchval(COLUMNS, table, left_out)
    live, other = [
        await db.fetchrow(CONTENT.format(columns=columns, schema=schema, table=table)) for schema in ("public", rebuilt)
    ]
    assert live is not None
    if live == other:
        return Compared(table, live["rows"])
    found = [
        await db.fetch(ONLY_IN.format(columns=columns, one=one, other=other, table=table))
        for one, other in (("public", rebuilt), (rebuilt, "public"))
    ]
    only_live, only_rebuilt = (tuple(row[0] for row in rows) for rows in found)
    return Compared(table, live["rows"], only_live, only_rebuilt, equal=False)
