"""The limit of appending: the same rows, in batches of the same size, by the plainest loop there is."""

import time

import asyncpg

from bench.cpu import Meter, each
from bench.figures import Run
from bench.window import percentiles
from events.stored import StoredEvent

COLUMNS = StoredEvent.__struct_fields__
# Arrays of arrays cannot be unnested row by row, so what an event touches travels as text, as in an append.
ROWS = f"""
    select {", ".join("touches::text" if column == "touches" else column for column in COLUMNS)}
    from events where type = 'message_sent' order by position desc limit 50000
"""
BATCH = "select count(*)::float8 / count(distinct recorded_at) from events where position > $1"
TABLE = "create table bare_events (like events)"
TYPES = """
    select format_type(atttypid, null) from unnest($1::text[]) with ordinality c (name, n)
    join pg_attribute on attrelid = 'events'::regclass and attname = name order by n
"""


async def batch_size(db: "asyncpg.Connection[asyncpg.Record]", after: int) -> int:
    """How many events went into one call of the appender: all of a call were recorded at the same moment."""
    size: float = await db.fetchval(BATCH, after)
    return max(1, round(size))


async def bare_insert(url: str, size: int, seconds: float, meter: Meter) -> Run:
    """Insert for some seconds, one batch after the other, on a connection of its own."""
    db = await asyncpg.connect(url, server_settings={"application_name": "bare insert"})
    try:
        return await _inserted(db, size, seconds, meter)
    finally:
        await db.execute("drop table if exists bare_events")
        await db.close()


async def _inserted(db: "asyncpg.Connection[asyncpg.Record]", size: int, seconds: float, meter: Meter) -> Run:
    insert, batches = await _insert(db), await _batches(db, size)
    await db.execute(TABLE)
    took: list[float] = []
    count, begin = 0, time.perf_counter()
    await meter.start()
    began = begin
    while began < begin + seconds:
        batch = batches[len(took) % len(batches)]
        await db.execute(insert, *batch)
        ended = time.perf_counter()
        took.append(ended - began)
        count += len(batch[0])
        began = ended
    spent = await meter.stop()
    return Run(count, began - begin, *percentiles(took), each(spent, count))


async def _insert(db: "asyncpg.Connection[asyncpg.Record]") -> str:
    types = [row[0] for row in await db.fetch(TYPES, COLUMNS)]
    arrays = ["text[]" if type_ == "uuid[]" else f"{type_}[]" for type_ in types]
    given = ", ".join(f"${number}::{type_}" for number, type_ in enumerate(arrays, 1))
    columns = ["touches::uuid[]" if column == "touches" else column for column in COLUMNS]
    return f"insert into bare_events select {', '.join(columns)} from unnest({given}) e ({', '.join(COLUMNS)})"


async def _batches(db: "asyncpg.Connection[asyncpg.Record]", size: int) -> list[list[list[object]]]:
    rows = await db.fetch(ROWS)
    slices = [rows[start : start + size] for start in range(0, max(1, len(rows) - size + 1), size)]
    return [[list(column) for column in zip(*part, strict=True)] for part in slices]
