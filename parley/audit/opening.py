"""Events as they are stored, and beside each what can be read of it by whoever may open personal data."""

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec
from cryptography.exceptions import InvalidTag
from msgspec import Struct

from events.codec import decoded, open_event
from events.keyring import Keyring
from events.registry import UnknownEvent
from events.stored import Recorded, StoredEvent
from parley.audit.refusals import Unanswerable

# What decoding raises on data that this build does not know, or that somebody has changed in place.
UNREADABLE = (UnknownEvent, msgspec.MsgspecError, ValueError, TypeError, AttributeError)


class Readable(Struct, frozen=True):
    """An event with its fields by name; those named in `hidden` are personal and erased, or were not opened."""

    stored: StoredEvent
    fields: Mapping[str, Any] | None  # None where they cannot be read
    hidden: frozenset[str] = frozenset()


async def readable(page: Sequence[StoredEvent], keyring: Keyring | None) -> list[Readable]:
    """Open a page with a keyring, or read it without; raises `Unanswerable` where the keys are not this log's."""
    try:
        recorded = await _opened(page, keyring)
        return [_fields(event, opened) for event, opened in zip(page, recorded, strict=True)]
    except UNREADABLE:
        if len(page) == 1:
            return [Readable(page[0], None)]
        middle = len(page) // 2
        return await readable(page[:middle], keyring) + await readable(page[middle:], keyring)


async def all_read(keyring: Keyring | None, page: Sequence[StoredEvent]) -> list[Recorded]:
    """The same where nothing may be left out; raises `Unanswerable` also where something cannot be read."""
    try:
        return await _opened(page, keyring)
    except UNREADABLE:
        unread = next(str(event.stored.position) for event in await readable(page, keyring) if event.fields is None)
        raise Unanswerable(
            f"This build cannot read the event at position {unread}; `parley log verify` says whether it was changed."
        ) from None


async def _opened(page: Sequence[StoredEvent], keyring: Keyring | None) -> list[Recorded]:
    try:
        return await keyring.open(page) if keyring else [_sealed(event) for event in page]
    except (KeyError, InvalidTag):
        raise Unanswerable("The keys in the secrets folder are not those that this log was sealed with.") from None


def _sealed(event: StoredEvent) -> Recorded:
    return open_event(event, decoded(event), {})


def _fields(stored: StoredEvent, recorded: Recorded) -> Readable:
    event = recorded.event
    fields = {name: msgspec.to_builtins(getattr(event, name)) for name in event.__struct_fields__}
    return Readable(stored, fields, recorded.erased)
