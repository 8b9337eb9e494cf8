"""Opening a page of sealed events, naming the one that cannot be read: most likely of a type of a newer build."""

from collections.abc import Sequence

from events.keyring import Keyring
from events.stored import Recorded, StoredEvent
from projections.engine.troubles import Poisoned, passes


async def opened(name: str, keyring: Keyring, page: Sequence[StoredEvent]) -> list[Recorded]:
    """The page with what can be opened of it; raises `Poisoned`, or what Postgres away raises."""
    try:
        return await keyring.open(page)
    except Exception as error:
        if passes(error):
            raise
        return [await _one(name, keyring, event) for event in page]


async def _one(name: str, keyring: Keyring, event: StoredEvent) -> Recorded:
    try:
        return (await keyring.open([event]))[0]
    except Exception as error:
        if passes(error):
            raise
        raise Poisoned(name, event.position, event.type, error) from error
