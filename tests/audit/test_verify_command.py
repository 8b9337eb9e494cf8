"""`parley log verify`: what it says of a log that fits, and of one that does not."""

from uuid import UUID

import asyncpg
import pytest

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


CUT = """
    delete from events where position > 7;
    delete from commands where last_position > 7;
    delete from touched where version > 5 and stream_id = '{room}';
    update streams set version = 5 where stream_id = '{room}'
"""


@pytest.mark.parametrize("name", ["core", "relay", "fanout"])
async def test_a_log_whose_end_was_cut_off_everywhere_is_told_by_whoever_had_come_further(
    parley: Auditor, kitchen: UUID, database_url: str, name: str
) -> None:
    db = await asyncpg.connect(database_url, server_settings={"session_replication_role": "replica"})
    await db.execute("insert into checkpoints (name, position) values ('core', 7), ('relay', 7), ('fanout', 0)")
    await db.execute(CUT.format(room=kitchen))
    answer = await parley("log", "verify")
    assert (answer.code, answer.out.partition(" (")[0]) == (0, "7 events from 1 to 7 fit")
    await db.execute("update checkpoints set position = 9 where name = $1", name)
    await db.close()
    answer = await parley("log", "verify")
    said = f"Position 8 does not fit: there is no such event, but the projection {name} has come to 9.\n"
    assert (answer.code, answer.out) == (1, said)


async def test_a_log_whose_end_was_cut_off_is_told_by_the_read_models_that_a_rebuild_kept(
    parley: Auditor, kitchen: UUID, database_url: str
) -> None:
    db = await asyncpg.connect(database_url)
    version = "insert into versions (schema, name, attempt, position) values ('core_previous', 'core', $1, 10)"
    await db.execute(version, kitchen)
    await db.close()
    answer = await parley("log", "verify")
    said = "Position 10 does not fit: there is no such event, but the kept version core_previous has come to 10.\n"
    assert (answer.code, answer.out) == (1, said)
