"""What Parley really stores, publishes and says fits the schemas that it gives out."""

from pathlib import Path
from uuid import uuid4

import msgspec
import pytest
from msgspec.structs import replace

from events.codec import sealed_fields
from events.event import Event
from events.registry import EVENTS
from events.room import RoomEvent
from events.sealing import ERASED
from events.stored import Recorded, StoredEvent
from events.wire.event import event_frame
from events.wire.server import Rejected
from projections.bus.message import headers_of
from runtime.rates import Quota, Rate
from tests.contracts.judging import SCHEMAS, wrong
from tests.support.samples import SAMPLES, read

EVERYWHERE = '{"traceparent": "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01", "note": "größer"}'


def recorded(stored: StoredEvent, event: Event, *erased: str) -> Recorded:
    return Recorded(
        stored.position,
        stored.stream_id,
        stored.version,
        stored.event_id,
        stored.actor_id,
        stored.initiator_id,
        stored.command_id,
        stored.occurred_at,
        stored.recorded_at,
        event,
        frozenset(erased),
    )


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.stem)
def test_what_is_stored_fits(sample: Path) -> None:
    stored, _ = read(sample)
    name, data = f"stored.{stored.type}.v{stored.schema_version}", msgspec.json.decode(stored.data)
    assert wrong(name, data) == []
    assert wrong(name, data | {"colour": "red"})
    for field in data:
        assert wrong(name, {other: value for other, value in data.items() if other != field})


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.stem)
def test_the_headers_on_the_bus_fit(sample: Path) -> None:
    headers = headers_of(read(sample)[0], "1f0c22aa9b3d")
    assert wrong("bus.headers", headers) == []
    for name in SCHEMAS["bus.headers"]["required"]:
        assert wrong("bus.headers", {other: value for other, value in headers.items() if other != name})


def test_every_header_is_told_of() -> None:
    stored, _ = read(next(sample for sample in SAMPLES if sample.stem == "room_created.v1"))
    headers = headers_of(replace(stored, initiator_id=uuid4(), metadata=EVERYWHERE), "1f0c22aa9b3d")
    assert headers.keys() == SCHEMAS["bus.headers"]["properties"].keys()
    assert wrong("bus.headers", headers) == []


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.stem)
def test_what_is_told_of_an_event_fits(sample: Path) -> None:
    stored, opened = read(sample)
    event = msgspec.convert(opened, EVENTS[stored.type])
    if not isinstance(event, RoomEvent):
        assert f"server.event.{stored.type}" not in SCHEMAS
        return
    gone = list(sealed_fields(type(event)))
    forgotten = replace(event, **dict.fromkeys(gone, ERASED))
    for frame in (
        event_frame("1f0c22aa9b3d", recorded(stored, event)),
        event_frame("1f0c22aa9b3d", recorded(stored, event), redacted=True),
        event_frame("1f0c22aa9b3d", recorded(stored, forgotten, *gone)),
    ):
        told = msgspec.json.decode(msgspec.json.encode(frame))
        assert wrong(f"server.event.{stored.type}", told) == []
        assert wrong("server", told) == []
        assert wrong("server", told | {"v": 99})


def test_a_body_is_there_or_redacted() -> None:
    [told] = SCHEMAS["server.event.message_sent"]["examples"]
    assert wrong("server", told | {"data": told["data"] | {"body": None}})
    assert wrong("server", told | {"data": told["data"] | {"redacted": True}})
    assert wrong("server", told | {"data": told["data"] | {"body": None, "redacted": True}}) == []


def test_events_that_come_later_are_no_surprise() -> None:
    [told] = SCHEMAS["server.event.message_sent"]["examples"]
    assert wrong("server", told | {"type": "message_whispered", "data": {"to": "ann"}}) == []


def test_who_is_refused_for_now_is_told_when_to_come_again() -> None:
    sends = Rate("sends", Quota(1, 4))
    sends.take("ann")
    found = sends.take("ann")
    assert found
    told = msgspec.json.decode(msgspec.json.encode(Rejected(problem=found.document(), id=3)))
    assert 0 < told["problem"]["retry_after"] <= 4
    assert wrong("server.rejected", told) == []
    for never in ("soon", 0, None):
        assert wrong("server.rejected", told | {"problem": told["problem"] | {"retry_after": never}}), never
