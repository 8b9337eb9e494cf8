"""Every shape that was ever stored can still be read: one sample of each, never changed, only added to."""

from pathlib import Path

import msgspec
import pytest

from events.codec import decoded, kids_of, open_event
from events.event import Event
from events.leaf import leaf_hash
from events.registry import EVENTS, UnknownEvent, newest
from events.sealing import event_secret
from tests.support.samples import SAMPLES, read

KEY = bytes(range(32))


@pytest.mark.parametrize("event", EVENTS.values(), ids=EVENTS)
def test_every_event_has_a_sample_of_its_newest_shape(event: type[Event]) -> None:
    name = f"{event.__struct_config__.tag}.v{event.SCHEMA_VERSION}.json"
    assert name in {sample.name for sample in SAMPLES}


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.stem)
def test_a_sample_opens_as_what_was_meant(sample: Path) -> None:
    stored, opened = read(sample)
    data = decoded(stored)
    secrets = {kid: event_secret(KEY, stored.event_id) for kid in kids_of(data)}
    recorded = open_event(stored, data, secrets)
    assert recorded.event == msgspec.convert(opened, EVENTS[stored.type])
    assert recorded.erased == frozenset()


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.stem)
def test_a_sample_touches_what_it_touched(sample: Path) -> None:
    stored, opened = read(sample)
    event = msgspec.convert(opened, EVENTS[stored.type])
    assert list(event.touches(stored.stream_id)) == stored.touches
    assert event.about(stored.stream_id) == stored.subject_id
    assert stored.leaf_hash == leaf_hash(stored)


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.stem)
def test_an_event_touches_its_stream_or_its_subject_and_nothing_else(sample: Path) -> None:
    """What touches a key is found by two indexes, and a third kind of key would not be."""
    stored, _ = read(sample)
    assert set(stored.touches) <= {stored.stream_id, stored.subject_id}


def test_an_event_from_a_newer_build_is_not_guessed_at() -> None:
    with pytest.raises(UnknownEvent):
        newest("message_whispered", 1, {})
    with pytest.raises(UnknownEvent):
        newest("message_sent", 2, {})
