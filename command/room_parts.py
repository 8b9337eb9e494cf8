"""Puts together what is known of a room from its parts, in memory or in the log."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from msgspec import Struct
from msgspec.structs import replace

from command.cache import Part, Seen, Slot
from command.domain.room import INITIAL, Message, Room, Rules, evolve
from command.writer import Writer
from events.log.write import Expectation, untouched
from events.room import Role, RoomEvent

MAX_PUT_TOGETHER = 20_000  # roles in rooms


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
    expected: Sequence[Expectation]


async def known(writer: Writer, room_id: UUID, asked: Asked, *, fresh: bool) -> Known:
    """What this process knows of a room, or, where it lacks a part or that will not do, what the log has now."""
    slots: tuple[Slot, ...] = (
        (Part.RULES, room_id, room_id),
        *[(Part.ROLE, room_id, account) for account in asked.accounts],
        *[(Part.MESSAGE, room_id, message) for message in asked.messages],
    )
    if asked.new and not fresh:
        return _known(room_id, INITIAL, slots, {key: 0 for _, _, key in slots})
    if asked.cached and not fresh and (found := writer.cache.find(slots)):
        return _put_together(writer, room_id, slots, found)
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
        _keep(writer, _known(room_id, room, known.slots, versions))


async def _read(writer: Writer, room_id: UUID, asked: Asked, slots: tuple[Slot, ...]) -> Known:
    room, versions = INITIAL, {key: 0 for _, _, key in slots}
    for recorded in await writer.log.touching(room_id, list(versions), asked.subjects):
        room = evolve(room, recorded.event, room_id, recorded.actor_id)
        for key in recorded.event.touches(room_id):
            if key in versions:
                versions[key] = recorded.version
    known = _known(room_id, room, slots, versions)
    _keep(writer, known)
    return known


def _put_together(writer: Writer, room_id: UUID, slots: tuple[Slot, ...], found: Sequence[Seen]) -> Known:
    """Most sends rest on the very parts that the sender's last one rested on, and are judged by what that one was."""
    whose = (room_id.int, slots[1][2].int)
    last = writer.put_together.get(whose)
    if last and len(last[0]) == len(found) and all(one is other for one, other in zip(last[0], found, strict=True)):
        return last[1]
    known = _assemble(room_id, slots, found)
    if len(slots) == 2:
        if len(writer.put_together) >= MAX_PUT_TOGETHER:
            writer.put_together.clear()
        writer.put_together[whose] = (found, known)
    return known


def _assemble(room_id: UUID, slots: tuple[Slot, ...], found: Sequence[Seen]) -> Known:
    rules, roles, messages = INITIAL.rules, {}, {}
    versions: dict[UUID, int] = {}
    for (_, _, key), seen in zip(slots, found, strict=True):
        # A message's id may be an account's, by chance or malice: the older of two parts decides for their key.
        versions[key] = min(seen.version, versions.get(key, seen.version))
        value = seen.value
        if isinstance(value, Rules):
            rules = value
        elif isinstance(value, Role):
            roles[key] = value
        elif isinstance(value, Message):
            messages[key] = value
    return _known(room_id, Room(rules, roles, messages), slots, versions)


def _known(room_id: UUID, room: Room, slots: tuple[Slot, ...], versions: Mapping[UUID, int]) -> Known:
    return Known(room, slots, versions, [untouched(room_id, key, version) for key, version in versions.items()])


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
