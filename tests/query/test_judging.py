"""Who may read what is judged by what decides it, however often a room was renamed and people came and went."""

import random
from collections.abc import Sequence
from typing import Any
from uuid import UUID, uuid4

import pytest

from events.room import (
    History,
    MemberAdded,
    MemberErased,
    MemberJoined,
    MemberLeft,
    MemberRemoved,
    MemberRoleChanged,
    Role,
    RoomArchived,
    RoomCreated,
    RoomEvent,
    RoomRenamed,
    RoomTopicChanged,
    Visibility,
)
from query.access import from_events
from query.judging import Question, judged
from runtime.postgres import Pool
from tests.support.logs import OpenLog

KINDS = [(visibility, history) for visibility in Visibility for history in History]


class Counting:
    """A pool whose rows are counted."""

    def __init__(self, pool: Pool) -> None:
        self._pool = pool
        self.rows = 0

    async def fetch(self, query: str, *args: object, **options: Any) -> list[Any]:
        found: list[Any] = await self._pool.fetch(query, *args, **options)
        self.rows += len(found)
        return found

    def __getattr__(self, name: str) -> Any:
        return getattr(self._pool, name)


def told(rng: random.Random, people: Sequence[UUID]) -> list[RoomEvent]:
    """What may have happened in a room: people come and go, or are erased, and words change."""
    there: set[UUID] = set()
    erased: set[UUID] = set()
    events: list[RoomEvent] = []
    for _ in range(rng.randrange(40)):
        who = rng.choice([one for one in people if one not in erased] or [uuid4()])
        words: list[RoomEvent] = [RoomRenamed(name="Den"), RoomTopicChanged(topic="Tea")]
        if who not in there:
            comes = rng.choice([MemberJoined, MemberAdded])
            coming: list[RoomEvent] = [comes(account_id=who, role=Role.MEMBER)] * 2
            events.append(rng.choice([*words, *coming, MemberErased(account_id=who)]))
        else:
            stays = MemberRoleChanged(account_id=who, role=Role.ADMIN, was=Role.MEMBER)
            goes = rng.choice([MemberLeft, MemberRemoved, MemberErased])
            events.append(rng.choice([*words, stays, goes(account_id=who, role=Role.MEMBER)]))
        match events[-1]:
            case MemberJoined() | MemberAdded():
                there.add(who)
            case MemberErased():
                erased.add(who)
                there.discard(who)
            case MemberLeft() | MemberRemoved():
                there.discard(who)
    return [*events, *[RoomArchived()] * rng.randrange(2)]


@pytest.mark.parametrize("seed", range(6))
async def test_what_is_left_out_changes_no_judgement(kept: OpenLog, seed: int) -> None:
    rng = random.Random(seed)
    people = [uuid4() for _ in range(3)]
    rooms: dict[UUID, list[RoomEvent]] = {}
    for visibility, history in KINDS:
        for _ in range(3):
            created = RoomCreated(name="Room", visibility=visibility, history=history)
            rooms[uuid4()] = [created, *told(rng, people)]
    for room, events in rooms.items():
        await kept.accepted(room, *events, actor=people[0])
    asked = [Question(room, one) for room in [*rooms, uuid4()] for one in people]
    found = await judged(kept.pool, asked)
    for question, answer in found.items():
        everything = await kept.log.stream(question.room_id)
        expected = from_events(question.account_id, everything)
        assert (answer.access, answer.head) == (expected, len(everything)), rooms.get(question.room_id)


@pytest.mark.parametrize(("kind", "rows"), list(zip(KINDS, (4, 4, 4, 42), strict=True)))
async def test_what_changes_nothing_is_not_read(kept: OpenLog, kind: tuple[Visibility, History], rows: int) -> None:
    room, ann = uuid4(), uuid4()
    comes, goes = MemberAdded(account_id=ann, role=Role.MEMBER), MemberLeft(account_id=ann, role=Role.MEMBER)
    promoted = MemberRoleChanged(account_id=ann, role=Role.ADMIN, was=Role.MEMBER)
    created = RoomCreated(name="Room", visibility=kind[0], history=kind[1])
    words = [RoomRenamed(name="Den"), RoomTopicChanged(topic="Tea")] * 20
    await kept.accepted(room, created, *words, *[comes, promoted, goes] * 20, comes, *words, actor=ann)
    counting = Counting(kept.pool)
    found = await judged(counting, [Question(room, ann)])
    assert found[Question(room, ann)].access.readable
    assert counting.rows == rows
