"""Counts the messages of every room and hour, from the log's first event on, and then live. Needs only nats-py.

    python analytics.py follow nats://analytics:…@127.0.0.1:4222 counts.db      until Ctrl-C; go on whenever you like
    python analytics.py show counts.db

`follow … counts.db analytics-2` uses another consumer, for a second one at the same time: each can do with one of
`analytics-1` to `analytics-8`.

What is counted, and up to which event, stands in one SQLite file and is written in one transaction: so every message
counts exactly once, whatever is killed. An event's sequence in the stream is its position in the log, within one epoch
of the log. The consumer on the server is only a cursor: it is made again behind our place whenever it is gone.
"""

import asyncio
import logging
import sqlite3
import sys
from contextlib import closing, suppress

import nats
import nats.errors
import nats.js.errors
from nats.aio.msg import Msg
from nats.js import JetStreamContext
from nats.js.api import AckPolicy, ConsumerConfig, DeliverPolicy

STREAM = "PARLEY_EVENTS"
COUNTED = "parley.events.room.message_sent"
PAGE = 500
IDLE = 1.0  # seconds that a page waits to be filled, and after an empty one we look whether our consumer is there
TABLES = """
    create table if not exists place (one integer primary key check (one = 1), epoch text, sequence integer not null);
    create table if not exists counts (room text, hour text, messages integer not null, primary key (room, hour));
    insert or ignore into place values (1, null, 0);
"""
COUNT = "insert into counts values (?, ?, 1) on conflict (room, hour) do update set messages = messages + 1"


class BeginAgain(Exception):
    """What came is not what follows our place: ask for that anew."""


def place(db: sqlite3.Connection) -> tuple[str | None, int]:
    """The epoch we count in, and the last sequence that is counted."""
    epoch, sequence = db.execute("select epoch, sequence from place").fetchone()
    return epoch, sequence


def begin(db: sqlite3.Connection, epoch: str) -> None:
    """Forget what was counted in another epoch: the log was restored, and its events may be others."""
    before, _ = place(db)
    if before != epoch:
        if before:
            print(f"the log has a new epoch, {epoch}: counting from its beginning", file=sys.stderr, flush=True)
        with db:
            db.execute("delete from counts")
            db.execute("update place set epoch = ?, sequence = 0", (epoch,))


def count(db: sqlite3.Connection, messages: list[Msg]) -> None:
    """Count a page and move our place, both or neither; raises `BeginAgain` where the page does not follow it."""
    epoch, last = place(db)
    with db:
        for message in messages:
            headers, sequence = message.headers or {}, message.metadata.sequence.stream
            if sequence <= last:
                continue  # counted before
            if (sequence, headers.get("parley-epoch"), headers.get("ce-sequence")) != (last + 1, epoch, str(last + 1)):
                raise BeginAgain(f"after event {last} of epoch {epoch} came message {sequence}")
            if message.subject == COUNTED:
                db.execute(COUNT, (headers["ce-subject"], headers["ce-time"][:13]))  # room and hour, in UTC
            last = sequence
        db.execute("update place set sequence = ?", (last,))


async def go_on(js: JetStreamContext, name: str, db: sqlite3.Connection) -> None:
    """Count from our place on, until something is wrong."""
    begin(db, ((await js.stream_info(STREAM)).config.metadata or {}).get("parley-epoch", ""))
    with suppress(nats.js.errors.NotFoundError):
        await js.delete_consumer(STREAM, name)  # left by a run that was killed, and behind another place
    config = ConsumerConfig(
        name=name,
        deliver_policy=DeliverPolicy.BY_START_SEQUENCE,
        opt_start_seq=place(db)[1] + 1,
        ack_policy=AckPolicy.NONE,
        inactive_threshold=60,
    )
    await js.add_consumer(STREAM, config)
    consumer = await js.pull_subscribe_bind(name, stream=STREAM)
    us = asyncio.current_task()
    try:
        while True:
            try:
                count(db, await consumer.fetch(PAGE, timeout=IDLE))
            except TimeoutError:
                await consumer.consumer_info()
            if us and us.cancelling():  # before Python 3.12 a fetch that gets its page just then swallows Ctrl-C
                raise asyncio.CancelledError
    finally:
        await consumer.unsubscribe()


async def follow(url: str, name: str, db: sqlite3.Connection) -> None:
    """Count for ever, through every absence of the server and of the stream."""
    said: set[str] = set()

    async def complain(error: Exception) -> None:
        if str(error) not in said:  # once, however often we try again
            said.add(str(error))
            print(error, file=sys.stderr, flush=True)

    client = await nats.connect(url, inbox_prefix="_INBOX.analytics", max_reconnect_attempts=-1, error_cb=complain)
    while True:
        try:
            await go_on(client.jetstream(), name, db)
        except (BeginAgain, TimeoutError, nats.errors.Error) as error:
            print(f"{error}; going on after event {place(db)[1]}", file=sys.stderr, flush=True)
            await asyncio.sleep(1)


def main() -> None:
    url, name = "", ""
    match sys.argv[1:]:
        case ["follow", url, file]:
            name = "analytics-1"
        case ["follow", url, file, name]:
            pass
        case ["show", file]:
            pass
        case _:
            sys.exit(__doc__)
    with closing(sqlite3.connect(file)) as db, suppress(KeyboardInterrupt):
        db.executescript(TABLES)
        if name:
            asyncio.run(follow(url, name, db))
        for counted in db.execute("select hour, room, messages from counts order by hour, room"):
            print(*counted, sep="  ")


if __name__ == "__main__":
    logging.getLogger("nats").setLevel(logging.CRITICAL)  # what goes wrong is said once, by us
    try:
        main()
    except (nats.errors.Error, sqlite3.Error) as error:
        sys.exit(str(error))
