"""Any row that the log could have."""

from datetime import UTC, datetime

from hypothesis import strategies as some

from events.stored import StoredEvent

texts = some.text(some.characters(blacklist_characters="\x00", blacklist_categories=["Cs"]))
times = some.datetimes(datetime(1, 1, 2), datetime(9999, 1, 1), timezones=some.just(UTC))
shapes = some.builds(
    StoredEvent,
    position=some.integers(1, 2**63 - 1),
    stream_id=some.uuids(),
    version=some.integers(1, 2**31 - 1),
    category=texts,
    type=texts,
    schema_version=some.integers(1, 2**15 - 1),
    event_id=some.uuids(),
    subject_id=some.none() | some.uuids(),
    touches=some.lists(some.uuids(), max_size=4),
    actor_id=some.uuids(),
    initiator_id=some.none() | some.uuids(),
    command_id=some.uuids(),
    occurred_at=times,
    recorded_at=times,
    data=texts,
    metadata=texts,
    leaf_format=some.just(1),
    leaf_hash=some.just(b""),
)
