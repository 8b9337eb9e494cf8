"""The tables of another version of read models: made as the live ones are, in a schema of their own."""

from collections.abc import Sequence

from runtime.postgres import Connection

MAKE = """
    drop schema if exists {schema} cascade; create schema {schema}; grant usage on schema {schema} to parley_app
"""
LIKE = "create table {schema}.{table} (like public.{table} including all excluding indexes)"
# What `like` leaves behind: the storage parameters, who may do what, and of which columns no samples may be kept.
TRIMMINGS = """
    select format('alter table %s.%I set (%s)', $2::text, relname, array_to_string(reloptions, ', '))
    from pg_class where oid = ('public.' || $1::text)::regclass and reloptions is not null
    union all
    select format('grant %s on %s.%I to %s', privilege_type, $2::text, relname, coalesce(rolname, 'public'))
    from pg_class, aclexplode(relacl) left join pg_roles r on r.oid = grantee
    where pg_class.oid = ('public.' || $1::text)::regclass and grantee <> relowner
    union all
    select format('alter table %s.%I alter %I set statistics %s', $2::text, relname, attname, attstattarget)
    from pg_attribute join pg_class c on c.oid = attrelid
    where attrelid = ('public.' || $1::text)::regclass and attnum > 0 and attstattarget >= 0
"""
# Under the same names as the live ones have, so that what a later migration says of them stays true.
INDEXES = """
    select case when c.oid is null
        then regexp_replace(pg_get_indexdef(i.indexrelid), ' ON (ONLY )?public\\.', format(' ON %s.', $2::text))
        else format('alter table %s.%s add constraint %I %s', $2, $1::text, c.conname, pg_get_constraintdef(c.oid)) end
    from pg_index i left join pg_constraint c on c.conindid = i.indexrelid and c.conrelid = i.indrelid
    where i.indrelid = ('public.' || $1::text)::regclass
"""
SHAPE = """
    select array_agg(format('%s.%s %s', relname, attname, atttypid::regtype) order by relname, attname)
    from pg_attribute join pg_class c on c.oid = attrelid join pg_namespace n on n.oid = relnamespace
    where nspname = $1 and relname = any ($2::text[]) and attnum > 0 and not attisdropped
"""


async def make(owner: Connection, schema: str, tables: Sequence[str]) -> None:
    """Empty tables without their indexes, where nothing is left of an earlier attempt."""
    await owner.execute(MAKE.format(schema=schema))
    for table in tables:
        await owner.execute(LIKE.format(schema=schema, table=table))
        await _each(owner, TRIMMINGS, table, schema)


async def index(owner: Connection, schema: str, table: str) -> None:
    """All the indexes and keys of the live table."""
    await _each(owner, INDEXES, table, schema)


async def same_shape(owner: Connection, schema: str, tables: Sequence[str]) -> bool:
    """Whether the tables are all there, with the columns that the live ones have."""
    live, other = [await owner.fetchval(SHAPE, each, tables) for each in ("public", schema)]
    return bool(live == other)


async def _each(owner: Connection, statements: str, table: str, schema: str) -> None:
    for row in await owner.fetch(statements, table, schema):
        await owner.execute(row[0])
