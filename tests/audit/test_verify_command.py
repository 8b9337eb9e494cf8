"""`parley log verify`: what it says of a log that fits, and of one that does not."""

from uuid import UUID

import asyncpg

from tests.audit.conftest import Auditor


async def test_the_log_is_verified_and_the_first_changed_event_named(
    parley: Auditor, kitchen: UUID, database_url: str
) -> None:
    answer = await parley("log", "verify")
    assert (answer.code, answer.err) == (0, "")
    assert answer.out.startswith("9 events from 1 to 9 fit")
    db = await asyncpg.connect(database_url, server_settings={"session_replication_role": "replica"})
    await db.execute("update events set metadata = '{ }' where position = 5")
    await db.close()
    answer = await parley("log", "verify")
    assert (answer.code, answer.err) == (1, "")
    assert answer.out.startswith(f"Position 5 (stream {kitchen}, seq 3) does not fit: its leaf hash is ")
    assert (await parley("log", "verify", "--until", 4)).out.startswith("4 events from 1 to 4 fit")
    assert (await parley("log", "verify", "--from", 5)).code == 1


async def test_what_does_not_fit_beside_the_events_is_named(parley: Auditor, kitchen: UUID, database_url: str) -> None:
    db = await asyncpg.connect(database_url)
    await db.execute("update streams set version = 8 where stream_id = $1", kitchen)
    await db.close()
    answer = await parley("log", "verify")
    assert answer.code == 1
    assert answer.out == (
        f"Stream {kitchen}, seq 7 does not fit: the stream's last version is 7, but the table streams says 8.\n"
    )
