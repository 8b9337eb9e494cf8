"""Puts together what is known of a room from its parts, in memory or in the log."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from msgspec import Struct
from msgspec.structs import replace

from command.cache import Part, Seen, Slot
from command.domain.room import INITIAL, Message, Room, Rules, evolve
from command.writer import Writer
from events.room import Role, RoomEvent


class Asked(Struct, frozen=True):
    """Which accounts' roles and which messages a command depends on, and what else must be read with them.

    A `new` room is taken for new until the log says otherwise; `cached` is whether memory may answer.
    """

    accounts: tuple[UUID, ...]
    messages: tuple[UUID, ...] = ()
    subjects: tuple[UUID, ...] = ()
    new: bool = False
    cached: bool = True


class Known(Struct, frozen=True):
    """A room's state, and the version at which each key it was read by was last touched."""

    room: Room
    slots: tuple[Slot, ...]
    versions: Mapping[UUID, int]


async def known(writer: Writer, room_id: UUID, asked: Asked, *, fresh: bool) -> Known:
    """What this process knows of a room, or, where it lacks a part or that will not do, what the log has now."""
    slots: tuple[Slot, ...] = (
        (Part.RULES, room_id, room_id),
        *((Part.ROLE, room_id, account) for account in asked.accounts),
        *((Part.MESSAGE, room_id, message) for message in asked.messages),
    )
    if asked.new and not fresh:
        return Known(INITIAL, slots, {key: 0 for _, _, key in slots})
    if asked.cached and not fresh and (found := writer.cache.find(slots)):
        versions: dict[UUID, int] = {}
        for (_, _, key), seen in zip(slots, found, strict=True):
            # A message's id may be an account's, by chance or malice: the older of two parts decides for their key.
            versions[key] = min(seen.version, versions.get(key, seen.version))
        return Known(_assemble(slots, found), slots, versions)
    return await _read(writer, room_id, asked, slots)


def remember(writer: Writer, room_id: UUID, known: Known, events: Sequence[RoomEvent], by: UUID, version: int) -> None:
    """Bring what is known forward by events that were accepted and end at this version."""
    room, versions = known.room, dict(known.versions)
    for at, event in enumerate(events, version - len(events) + 1):
        touches = event.touches(room_id)
        if touches:
            room = evolve(room, event, room_id, by)
            versions.update((key, at) for key in touches if key in versions)
    if room is not known.room:
        _keep(writer, Known(room, known.slots, versions))


async def _read(writer: Writer, room_id: UUID, asked: Asked, slots: tuple[Slot, ...]) -> Known:
    room, versions = INITIAL, {key: 0 for _, _, key in slots}
    for recorded in await writer.log.touching(room_id, list(versions), asked.subjects):
        room = evolve(room, recorded.event, room_id, recorded.actor_id)
        for key in recorded.event.touches(room_id):
            if key in versions:
                versions[key] = recorded.version
    known = Known(room, slots, versions)
    _keep(writer, known)
    return known


def _assemble(slots: Sequence[Slot], found: Sequence[Seen]) -> Room:
    rules, roles, messages = INITIAL.rules, {}, {}
    for (_, _, key), seen in zip(slots, found, strict=True):
        value = seen.value
        if isinstance(value, Rules):
            rules = value
        elif isinstance(value, Role):
            roles[key] = value
        elif isinstance(value, Message):
            messages[key] = value
    return Room(rules, roles, messages)


def _keep(writer: Writer, known: Known) -> None:
    for slot in known.slots:
        part, _, key = slot
        value: Rules | Role | Message | None = None
        if part is Part.RULES:
            value = known.room.rules
        elif part is Part.ROLE:
            value = known.room.roles.get(key)
        elif key in known.room.messages:
            value = replace(known.room.messages[key], body="")
        if part is not Part.MESSAGE or value is not None:  # that there is no such message may change untouched
            writer.cache.put(slot, Seen(value, known.versions[key]))
