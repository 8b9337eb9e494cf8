"""An event becomes a message and comes back the same, whatever stands in it."""

from datetime import UTC, datetime
from uuid import uuid4

import pytest
from msgspec import structs

from events.stored import StoredEvent
from projections.bus.message import NotAnEvent, event_of, header_lines, headers_of, subject_of

AT = datetime(2026, 1, 2, 3, 4, 5, 6, UTC)
SENT = StoredEvent(
    position=7,
    stream_id=uuid4(),
    version=3,
    category="room",
    type="message_sent",
    schema_version=1,
    event_id=uuid4(),
    subject_id=uuid4(),
    touches=[uuid4(), uuid4()],
    actor_id=uuid4(),
    initiator_id=uuid4(),
    command_id=uuid4(),
    occurred_at=AT.replace(microsecond=0),
    recorded_at=AT,
    data='{"body": "ünïcode\\n"}',
    metadata="{}",
    leaf_format=1,
    leaf_hash=bytes(range(32)),
)
TRACE = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"


def there_and_back(event: StoredEvent) -> StoredEvent:
    return event_of(subject_of(event), headers_of(event, "e"), event.data.encode())


@pytest.mark.parametrize(
    "metadata",
    ["{}", ' {"a":\n "b"} ', '{"a": "100 %0A"}', '{"source": "#ünï"}', '{"tab": "\t"}'],
)
def test_all_of_an_event_comes_back(metadata: str) -> None:
    event = structs.replace(SENT, metadata=metadata)
    assert there_and_back(event) == event
    assert header_lines(event, "e").isascii()
    assert all(line.partition(": ")[2].strip() for line in header_lines(event, "e").split("\r\n") if line)


def test_what_is_null_has_no_header() -> None:
    event = structs.replace(SENT, subject_id=None, initiator_id=None, touches=[])
    assert there_and_back(event) == event
    assert not {"parley-about", "parley-initiator", "parley-touches"} & headers_of(event, "e").keys()


def test_it_is_a_cloud_event_with_its_trace() -> None:
    headers = headers_of(structs.replace(SENT, metadata=f'{{"traceparent":"{TRACE}"}}'), "e")
    assert headers["ce-specversion"] == "1.0"
    assert headers["ce-type"] == "parley.message_sent.v1"
    assert headers["ce-time"] == "2026-01-02T03:04:05.000000Z"
    assert headers["ce-traceparent"] == TRACE


def test_a_stray_is_no_event() -> None:
    with pytest.raises(NotAnEvent):
        event_of("parley.events.room.message_sent", {}, b"{}")
