"""Decides what follows in a room for somebody whose account is erased: their place ends, and somebody owns the room."""

from uuid import UUID

from msgspec.structs import replace

from command import room_parts
from command.considered import Actor, Considered
from command.domain.decide import decide
from command.domain.membership import VacateRoom
from command.room_parts import Asked, Known
from command.writer import Writer
from events.log.write import Expectation, exact, untouched
from events.room import Role
from events.stored import Draft

# Of those who are here the one of the highest rank, and among equals who has had it longest.
HEIR = """
    select s.version as head, h.subject_id as heir, h.role, h.version
    from streams s left join lateral (
        select * from (
            select distinct on (e.subject_id) e.subject_id, e.type, e.data ->> 'role' as role, e.version from events e
            where e.stream_id = $1 and e.touches <> '{}' and e.type like 'member%' and e.subject_id <> $2
            order by e.subject_id, e.version desc) last
        where last.type in ('member_joined', 'member_added', 'member_role_changed')
        order by array_position($3::text[], last.role), last.version limit 1) h on true
    where s.stream_id = $1
"""


async def consider(writer: Writer, command: VacateRoom, actor: Actor) -> Considered:
    """Decide on what the log says now; nobody is admitted, for whose account is erased can do nothing else."""
    me, room_id = actor.account_id, command.room_id
    known = await room_parts.known(writer, room_id, Asked((me,)), fresh=True)
    expectations = [untouched(room_id, key, version) for key, version in known.versions.items()]
    if known.room.rules.owners == {me} and not known.room.rules.archived:
        known, unchanged = await _with_heir(writer, known, room_id, me)
        expectations.append(unchanged)
    events = decide(known.room, command, me)
    return Considered(
        room_id,
        [Draft(room_id, event) for event in events],
        expectations,
        lambda version: room_parts.remember(writer, room_id, known, events, me, version),
    )


async def _with_heir(writer: Writer, known: Known, room_id: UUID, me: UUID) -> tuple[Known, Expectation]:
    """Who is next, and what must hold: that their place stays as it is, or that nobody comes where nobody is."""
    row = await writer.log.db.fetchrow(HEIR, room_id, me, list(Role))
    if row["heir"] is None:
        return known, exact(room_id, row["head"])
    roles = {**known.room.roles, row["heir"]: Role(row["role"])}
    room = replace(known.room, heir=row["heir"], roles=roles)
    return replace(known, room=room), untouched(room_id, row["heir"], row["version"])
