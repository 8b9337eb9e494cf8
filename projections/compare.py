"""Whether the tables of two schemas hold the same rows, whatever their order and their place on disk."""

from collections.abc import Collection
from uuid import UUID

from msgspec import Struct

from events.log.db import Db
from events.markdown import HTML_VERSION
from runtime.postgres import Connection

# Two independent 64-bit hashes a row, summed: a row more or less, or another value in one, changes them.
CONTENT = """
    select count(*) as rows, sum(hash_record_extended(row, 0)) as one, sum(hash_record_extended(row, 1)) as two
    from (select {columns} from {schema}.{table} {those}) row
"""
ONLY_IN = """
    select row::text from (
        select {columns} from {one}.{table} {those} except all select {columns} from {other}.{table} {those}) row
    order by 1 limit 5
"""
COLUMNS = """
    select string_agg(quote_ident(attname), ', ' order by attnum) from pg_attribute
    where attrelid = ('public.' || $1)::regclass and attnum > 0 and not attisdropped and attname <> all ($2::text[])
"""
ERASED_SINCE = """
    select stream_id as account_id from events where type = 'account_erased' and position > $1
    union select actor_id from events where type = 'message_erased' and position > $1
"""
THOSE = {"messages": "where author_id <> all ($1::uuid[])", "people": "where account_id <> all ($1::uuid[])"}
OLD_HTML = "select exists (select from public.messages where html_version <> $1)"


class Compared(Struct, frozen=True):
    """One table: how many rows it has, and the first that only one side has, as text."""

    table: str
    rows: int
    only_live: tuple[str, ...] = ()
    only_rebuilt: tuple[str, ...] = ()
    equal: bool = True


async def erased_since(db: Db, position: int) -> list[UUID]:
    """Whose keys may be destroyed while both sides do not say so yet; asked once both are built."""
    return [row["account_id"] for row in await db.fetch(ERASED_SINCE, position)]


async def compare(db: Connection, table: str, rebuilt: str, unsettled: Collection[UUID] = ()) -> Compared:
    """The live table and the one in the schema `rebuilt`, in one snapshot.

    HTML that another version rendered is left out, and what is `unsettled`: the rows of accounts whose words the one
    side read before they were erased, and the other after.
    """
    those, whose = (THOSE[table], [list(unsettled)]) if unsettled and table in THOSE else ("", [])
    left_out = ["html", "html_version"] if table == "messages" and await db.fetchval(OLD_HTML, HTML_VERSION) else []
    columns = await db.fetchval(COLUMNS, table, left_out)
    live, other = [
        await db.fetchrow(CONTENT.format(columns=columns, schema=schema, table=table, those=those), *whose)
        for schema in ("public", rebuilt)
    ]
    assert live is not None
    if live == other:
        return Compared(table, live["rows"])
    found = [
        await db.fetch(ONLY_IN.format(columns=columns, one=one, other=other, table=table, those=those), *whose)
        for one, other in (("public", rebuilt), (rebuilt, "public"))
    ]
    only_live, only_rebuilt = (tuple(row[0] for row in rows) for rows in found)
    return Compared(table, live["rows"], only_live, only_rebuilt, equal=False)
