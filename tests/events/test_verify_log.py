"""The log verified: whatever a superuser changes in it is named, and what nobody changed fits."""

import asyncio
import json
from datetime import UTC, datetime, timedelta
from functools import partial
from hashlib import sha256
from uuid import UUID, uuid4

import asyncpg
import pytest
from hypothesis import given, settings
from msgspec.structs import replace

from events.leaf import leaf_hash
from events.log.pieces import Piece, check_piece
from events.log.verify import verify_log
from events.room import MemberRemoved, Role
from events.shredding import destroy_subject
from events.stored import StoredEvent
from runtime.postgres import connect
from tests.events.shapes import shapes
from tests.projections.talk import Talk
from tests.support.logs import OpenLog

ANN, BEN = UUID(int=1), UUID(int=2)
LAST = 9
CHANGES = {
    "a byte of its data": "data = overlay(data::text placing 'x' from 20)::json",
    "a byte of its metadata": "metadata = '{ }'",
    "when it happened": "occurred_at = occurred_at - interval '1 microsecond'",
    "when it was recorded": "recorded_at = recorded_at + interval '1 day'",
    "who did it": "actor_id = gen_random_uuid()",
    "on whose behalf": "initiator_id = gen_random_uuid()",
    "what it is about": "subject_id = null",
    "what it touches": "touches = array[stream_id]",
    "its type": "type = 'message_edited'",
    "its hash": "leaf_hash = set_byte(leaf_hash, 31, get_byte(leaf_hash, 31) # 1)",
    "the length of its hash": "leaf_hash = ''",
    "the format of its hash": "leaf_format = 2",
}
FORGERIES = (
    {what: f"update events set {change} where position = 5" for what, change in CHANGES.items()}
    | {
        "its place": """
        update events set position = 100 where position = 5;
        update events set position = 5 where position = 6;
        update events set position = 6 where position = 100
    """,
        "that it was": "delete from events where position = 5",
    }
    | {
        f"that it has a {column}": f"""
        alter table events alter {column} drop not null;
        update events set {column} = null where position = 5
    """
        for column in ("category", "touches", "data", "recorded_at", "leaf_hash")
    }
)
BESIDE = {
    "the last event": (
        "delete from events where position = 9",
        "there is no such event, but the table commands knows of position 9",
    ),
    "all that there was": ("delete from events", "there is no such event, but the table commands knows of position 9"),
    "the last event and its command": (
        "delete from events where position = 9; delete from commands where last_position = 9",
        "the stream's last version is 8, but the table streams says 9",
    ),
    "the streams": ("update streams set version = version + 1", "but the table streams says 10"),
    "the touched keys": ("delete from touched where key = stream_id", "but the table touched says 0"),
    "the commands": ("delete from commands where last_position = 5", "the table commands has none of it"),
    "the id of a command": (
        "update commands set command_id = gen_random_uuid() where last_position = 5",
        "the table commands has none of it",
    ),
    "what two commands came to": (
        """
        update commands set first_position = 11 - first_position, last_position = 11 - last_position
        where first_position in (5, 6)
    """,
        "the table commands has none of it",
    ),
    "a command that never was": (
        "insert into commands select actor_id, gen_random_uuid(), 'f', stream_id, 1, 1, 3 from events limit 1",
        "the table commands says 12 events were accepted, there are 9",
    ),
}
INSERT = "insert into events values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13,$14,$15,$16,$17,$18)"


async def talked(kept: OpenLog) -> UUID:
    """Nine events in one room."""
    room = await kept.room(ANN, BEN)
    for body in ("Grüße", "мир", "世界 🎉", "a", ""):
        await kept.say(room, ANN, body)
    await kept.accepted(room, MemberRemoved(account_id=BEN, role=Role.MEMBER, reason="flooding"), actor=ANN)
    return room


async def as_superuser(url: str, statement: str) -> None:
    db = await asyncpg.connect(url, server_settings={"session_replication_role": "replica"})
    await db.execute(statement)
    await db.close()


@pytest.mark.parametrize("what", FORGERIES)
async def test_an_event_that_a_superuser_changed_is_named(kept: OpenLog, database_url: str, what: str) -> None:
    await talked(kept)
    await as_superuser(database_url, FORGERIES[what])
    found = await verify_log(partial(connect, database_url))
    assert found.misfit
    assert (found.misfit.position, found.checked) == (5, 4)


@pytest.mark.parametrize("what", BESIDE)
async def test_what_a_superuser_changed_beside_the_events_is_named(kept: OpenLog, database_url: str, what: str) -> None:
    await talked(kept)
    statement, said = BESIDE[what]
    await as_superuser(database_url, statement)
    found = await verify_log(partial(connect, database_url))
    assert found.misfit
    assert said in found.misfit.what


async def test_a_time_that_goes_back_is_named_though_its_hash_is_right(kept: OpenLog, database_url: str) -> None:
    await talked(kept)
    db = await asyncpg.connect(database_url, server_settings={"session_replication_role": "replica"})
    columns = "select * from events where position = 5"
    event = StoredEvent(*(await db.fetchrow(columns)))  # type: ignore[misc]
    earlier = event.recorded_at - timedelta(days=1)
    event = replace(event, occurred_at=earlier, recorded_at=earlier)
    await db.execute(
        "update events set occurred_at = $1, recorded_at = $1, leaf_hash = $2 where position = 5",
        earlier,
        leaf_hash(event),
    )
    await db.close()
    found = await verify_log(partial(connect, database_url))
    assert found.misfit
    assert (found.misfit.position, found.misfit.version) == (5, 5)
    assert "recorded before" in found.misfit.what


async def test_what_is_erased_verifies(kept: OpenLog, database_url: str) -> None:
    room = await talked(kept)
    for subject in (ANN, BEN, room):
        await destroy_subject(kept.pool, subject)
    found = await verify_log(partial(connect, database_url))
    assert found.fits
    assert (found.first, found.last, found.checked) == (1, LAST, LAST)


async def test_an_empty_log_verifies(database_url: str) -> None:
    found = await verify_log(partial(connect, database_url))
    assert (found.fits, found.checked) == (True, 0)


async def test_however_the_log_is_cut_nothing_between_the_pieces_is_missed(kept: OpenLog, database_url: str) -> None:
    await talked(kept)
    connecting = partial(connect, database_url)
    for size in (1, 2, 3, LAST - 1, LAST):
        found = await verify_log(connecting, workers=1, size=size)
        assert (found.fits, found.checked) == (True, LAST)
    await as_superuser(database_url, "delete from events where position = 4")
    for size in (1, 2, 3, LAST - 1, LAST):
        found = await verify_log(connecting, workers=1, size=size)
        assert found.misfit
        assert (found.misfit.position, found.checked) == (4, 3)


async def test_several_processes_find_what_one_finds(kept: OpenLog, database_url: str) -> None:
    await talked(kept)
    connecting = partial(connect, database_url)
    assert (await verify_log(connecting, workers=2, size=3)).fits
    await as_superuser(database_url, "update events set command_id = gen_random_uuid() where position in (5, 8)")
    found = await verify_log(connecting, workers=2, size=3)
    assert found.misfit
    assert (found.misfit.position, found.misfit.version) == (5, 5)
    assert "its leaf hash is" in found.misfit.what


async def test_a_part_of_the_log_can_be_verified_alone(kept: OpenLog, database_url: str) -> None:
    await talked(kept)
    await as_superuser(database_url, "update events set metadata = '{ }' where position = 5")
    connecting = partial(connect, database_url)
    assert (await verify_log(connecting, 1, 4)).checked == 4
    assert (await verify_log(connecting, 6)).fits
    assert not (await verify_log(connecting, 5, 5)).fits


async def test_it_verifies_while_the_talk_goes_on(kept: OpenLog, database_url: str) -> None:
    talking = asyncio.create_task(Talk(kept, 3).go_on(60))
    while not talking.done():
        found = await verify_log(partial(connect, database_url))
        assert found.fits, found
    assert (await verify_log(partial(connect, database_url))).last == await talking


async def test_every_shape_a_row_can_have_is_read_right(database_url: str) -> None:
    examples: list[StoredEvent] = []
    began = datetime(2026, 1, 1, tzinfo=UTC)

    @settings(max_examples=200, database=None)
    @given(shapes)
    def collect(event: StoredEvent) -> None:
        number = len(examples) + 1
        recorded = began + timedelta(seconds=number)
        text, metadata = json.dumps(event.data), json.dumps({"said": event.metadata}, ensure_ascii=False)
        event = replace(event, position=number, stream_id=uuid4(), data=text, metadata=metadata)
        event = replace(event, recorded_at=recorded, occurred_at=min(event.occurred_at, recorded))
        examples.append(replace(event, leaf_hash=leaf_hash(event)))

    collect()
    db = await asyncpg.connect(database_url)
    await db.executemany(INSERT, [[getattr(event, name) for name in event.__struct_fields__] for event in examples])
    misfit = await check_piece(partial(connect, database_url), Piece(1, len(examples)))
    assert misfit is None
    await db.execute("set session_replication_role = replica")
    forged = sha256(b"forged").digest()
    await db.execute("update events set leaf_hash = $1 where position = $2", forged, len(examples))
    await db.close()
    misfit = await check_piece(partial(connect, database_url), Piece(1, len(examples)))
    assert misfit
    assert misfit.position == len(examples)
    assert misfit.stream_id == examples[-1].stream_id
