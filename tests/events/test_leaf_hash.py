"""The leaf hash: two implementations, one answer, for every shape a row can have."""

from datetime import UTC, datetime
from hashlib import sha256
from uuid import UUID

from hypothesis import given, settings

from events.leaf import leaf_bytes, leaf_hash
from events.log import read
from events.room import MemberRemoved, Role
from events.stored import StoredEvent
from tests.events.shapes import shapes
from tests.support.logs import OpenLog

ANN, BEN = UUID(int=1), UUID(int=2)
IN_POSTGRES = """
    select leaf_hash($1, $2, $3, $4, $5, $6::smallint, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)
"""
EXAMPLE = StoredEvent(
    position=7,
    stream_id=UUID("11111111-1111-4111-8111-111111111111"),
    version=3,
    category="room",
    type="message_deleted",
    schema_version=1,
    event_id=UUID("01900000-0000-7000-8000-000000000001"),
    subject_id=UUID("22222222-2222-4222-8222-222222222222"),
    touches=[UUID("22222222-2222-4222-8222-222222222222")],
    actor_id=UUID("33333333-3333-4333-8333-333333333333"),
    initiator_id=None,
    command_id=UUID("44444444-4444-4444-8444-444444444444"),
    occurred_at=datetime(2026, 1, 2, 3, 4, 5, 678901, tzinfo=UTC),
    recorded_at=datetime(2026, 1, 2, 3, 4, 5, 678901, tzinfo=UTC),
    data='{"message_id":"22222222-2222-4222-8222-222222222222"}',
    metadata="{}",
    leaf_format=1,
    leaf_hash=b"",
)
# Frozen: if this changes, every proof ever given of format 1 is void.
EXAMPLE_BYTES = (
    "0001" "0000000000000007" "11111111111141118111111111111111" "00000003" "00000004" "726f6f6d" "0000000f"
    "6d6573736167655f64656c65746564" "0001" "01900000000070008000000000000001" "00000010"
    "22222222222242228222222222222222" "00000028" "00000001" "00000000" "00000b86" "00000001" "00000001" "00000010"
    "22222222222242228222222222222222" "33333333333343338333333333333333" "ffffffff"
    "44444444444444448444444444444444" "0002ea5dbb1f6f35" "0002ea5dbb1f6f35" "00000035"
    "7b226d6573736167655f6964223a2232323232323232322d323232322d343232322d383232322d323232323232323232323232227d"
    "00000002" "7b7d"
)  # fmt: skip


def columns(event: StoredEvent) -> list[object]:
    return [getattr(event, name) for name in StoredEvent.__struct_fields__[:16]]


def test_the_bytes_of_format_1_are_frozen() -> None:
    assert leaf_bytes(EXAMPLE).hex() == EXAMPLE_BYTES
    assert leaf_hash(EXAMPLE) == sha256(bytes.fromhex(EXAMPLE_BYTES)).digest()


async def test_postgres_and_python_agree_on_any_row(kept: OpenLog) -> None:
    examples: list[StoredEvent] = [EXAMPLE]

    @settings(max_examples=300, database=None)
    @given(shapes)
    def collect(event: StoredEvent) -> None:
        examples.append(event)

    collect()
    async with kept.pool.acquire() as db:
        for event in examples:
            assert await db.fetchval(IN_POSTGRES, *columns(event)) == leaf_hash(event)


async def test_what_the_append_stored_verifies(kept: OpenLog) -> None:
    room = await kept.room(ANN, BEN)
    await kept.say(room, ANN, "Grüße, мир, 世界 🎉")
    removal = MemberRemoved(account_id=BEN, role=Role.MEMBER, reason="flooding")
    await kept.accepted(room, removal, actor=ANN)
    stored = await read.after(kept.pool, 0, 100)
    assert len(stored) == 5
    assert all(event.leaf_hash == leaf_hash(event) and event.leaf_format == 1 for event in stored)
