"""What the people of a page of events were called at each of them."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from msgspec import Struct

from events.keyring import Keyring
from events.log.db import Db
from events.log.naming import naming
from parley.audit.opening import Readable, readable


class Named(Struct, frozen=True):
    """The position from which an account has a name; None where the name is erased."""

    position: int
    name: str | None


class Names:
    """Every account's names in the order it had them."""

    def __init__(self, named: Mapping[UUID, Sequence[Named]] | None = None) -> None:
        self._named = named or {}

    def at(self, account_id: UUID, position: int) -> str | None:
        """What an account was called at a position; None where nobody knows."""
        names = [named for named in self._named.get(account_id, ()) if named.position <= position]
        return names[-1].name if names else None


async def names_in(db: Db, keyring: Keyring, page: Sequence[Readable]) -> Names:
    """The names of all who act in a page."""
    accounts = {event.stored.actor_id for event in page}
    named: dict[UUID, list[Named]] = {}
    for event in await readable(await naming(db, accounts, page[-1].stored.position), keyring):
        if event.fields and "display_name" in event.fields:
            name = None if "display_name" in event.hidden else event.fields["display_name"]
            named.setdefault(event.stored.stream_id, []).append(Named(event.stored.position, name))
    return Names(named)
