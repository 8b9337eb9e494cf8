"""Opening a page of sealed events, naming the one that this build does not know."""

from collections.abc import Sequence

from events.keyring import Keyring
from events.registry import UnknownEvent
from events.stored import Recorded, StoredEvent
from projections.engine.troubles import Poisoned


async def opened(name: str, keyring: Keyring, page: Sequence[StoredEvent]) -> list[Recorded]:
    """The page with what can be opened of it; raises `Poisoned`."""
    try:
        return await keyring.open(page)
    except UnknownEvent:
        return [await _one(name, keyring, event) for event in page]


async def _one(name: str, keyring: Keyring, event: StoredEvent) -> Recorded:
    try:
        return (await keyring.open([event]))[0]
    except UnknownEvent as error:
        raise Poisoned(name, event.position, event.type, error) from error
