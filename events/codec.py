"""From a decided event to the text that is stored, and back."""

from collections.abc import Iterable, Mapping
from contextlib import suppress
from functools import cache
from typing import Any, get_type_hints
from uuid import UUID

import msgspec
from msgspec.structs import asdict, fields

from events.event import Event, Owner
from events.registry import EVENTS, newest, wire_name
from events.sealing import ERASED, Place, SealedValue, event_secret, seal, unseal
from events.stored import Draft, Encoded, Recorded, StoredEvent

MAX_EVENT_BYTES = 256 * 1024
NOTHING: frozenset[str] = frozenset()


class EventTooLarge(Exception):
    """An encoded event is larger than 256 KiB."""


class SubjectKey(msgspec.Struct, frozen=True):
    """One person's or room's key for one calendar month, unwrapped."""

    kid: UUID
    key: bytes


class Data(msgspec.Struct, frozen=True):
    """An event's data before it is opened; with the `event` whose fields it has already got the types of."""

    fields: dict[str, Any]
    event: type[Event] | None = None


@cache
def sealed_fields(event: type[Event]) -> Mapping[str, Owner]:
    """The fields of an event that hold personal data, and whose it is."""
    hints = get_type_hints(event, include_extras=True)
    metas = {name: getattr(hint, "__metadata__", ()) for name, hint in hints.items()}
    marks = [(name, (meta.extra or {}).get("sealed")) for name, found in metas.items() for meta in found]
    return {name: owner for name, owner in marks if owner is not None}  # a field may have other marks besides


def subject_of(owner: Owner, draft: Draft, actor_id: UUID) -> UUID:
    """Whose key seals a field."""
    match owner:
        case Owner.AUTHOR:
            return actor_id
        case Owner.ACCOUNT | Owner.ROOM:
            return draft.stream_id
        case Owner.TARGET:
            target: UUID = draft.event.account_id  # type: ignore[attr-defined]
            return target


def subjects_of(drafts: Iterable[Draft], actor_id: UUID) -> set[UUID]:
    """Everybody whose key must exist before these drafts can be sealed."""
    subjects = set()
    for draft in drafts:
        for name, owner in sealed_fields(type(draft.event)).items():
            if getattr(draft.event, name):
                subjects.add(subject_of(owner, draft, actor_id))
    return subjects


def encode(draft: Draft, actor_id: UUID, event_id: UUID, keys: Mapping[UUID, SubjectKey]) -> Encoded:
    """Seal and encode a draft; an empty text holds nothing personal and stays open. Raises `EventTooLarge`."""
    event, struct = draft.event, type(draft.event)
    data = asdict(event)
    type_, sealed = wire_name(event), sealed_fields(struct)
    if sealed:
        place = Place(event_id, draft.stream_id, type_, struct.SCHEMA_VERSION)
        for name, owner in sealed.items():
            if data[name]:
                key = keys[subject_of(owner, draft, actor_id)]
                data[name] = seal(data[name], place, name, key.kid, event_secret(key.key, event_id))
    text = msgspec.json.encode(data)
    if len(text) > MAX_EVENT_BYTES:
        raise EventTooLarge
    return Encoded(
        draft.stream_id,
        struct.CATEGORY,
        type_,
        struct.SCHEMA_VERSION,
        event_id,
        event.about(draft.stream_id),
        event.touches(draft.stream_id),
        text.decode(),
    )


@cache
def _form(event: type[Event]) -> msgspec.json.Decoder[msgspec.Struct]:
    """Reads the newest stored form of an event: its own fields, the sealed ones as they are stored."""
    sealed = sealed_fields(event)
    shape = [
        (field.name, SealedValue | str if field.name in sealed else field.type, msgspec.field(default=field.default))
        if field.default is not msgspec.NODEFAULT
        else (field.name, SealedValue | str if field.name in sealed else field.type)
        for field in fields(event)
    ]
    return msgspec.json.Decoder(msgspec.defstruct(event.__name__, shape, forbid_unknown_fields=True, kw_only=True))


def decoded(stored: StoredEvent) -> Data:
    """The data of a stored event, still sealed: of the newest form typed, of others as it stands."""
    event = EVENTS.get(stored.type)
    if event is not None and stored.schema_version == event.SCHEMA_VERSION:
        with suppress(msgspec.ValidationError):
            return Data(asdict(_form(event).decode(stored.data)), event)
    return Data(msgspec.json.decode(stored.data))


def kids_of(data: Data) -> set[UUID]:
    """The keys that the sealed fields of a stored event name."""
    return {value.kid for value in map(_sealed, data.fields.values()) if value is not None}


def open_event(stored: StoredEvent, data: Data, secrets: Mapping[UUID, bytes]) -> Recorded:
    """A stored event with what can be opened of it; `secrets` are this event's, by kid.

    Raises `UnknownEvent` for a type or version this build does not know.
    """
    erased = set()
    place = Place(stored.event_id, stored.stream_id, stored.type, stored.schema_version)
    values = data.fields.copy()
    for name, value in values.items():
        if sealed := _sealed(value):
            secret = secrets.get(sealed.kid)
            text = unseal(sealed, place, name, secret) if secret else None
            values[name] = ERASED if text is None else text
            if text is None:
                erased.add(name)
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
        data.event(**values) if data.event else _newest(stored, values),
        frozenset(erased) if erased else NOTHING,
    )


def _newest(stored: StoredEvent, values: dict[str, Any]) -> Event:
    struct, values = newest(stored.type, stored.schema_version, values)
    return msgspec.convert(values, struct)


def _sealed(value: object) -> SealedValue | None:
    if type(value) is SealedValue:
        return value
    if type(value) is dict and "kid" in value and "ct" in value:
        return msgspec.convert(value, SealedValue)
    return None
