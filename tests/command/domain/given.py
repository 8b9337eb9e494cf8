"""Given what happened, when somebody wants something, then this follows, or it is refused."""

from __future__ import annotations

from uuid import UUID

import pytest

from command.domain import room
from command.domain.decide import AnyRoomCommand, decide
from command.domain.rejections import Rejected
from command.domain.room import Room
from events.room import RoomEvent

ROOM = UUID(int=1)
ANN = UUID(int=11)
BEN = UUID(int=12)
CAROL = UUID(int=13)
COMMAND = UUID(int=99)
# No widths, fillers, joiners, turns of direction, soft hyphens, selectors and tags: nothing that anybody sees.
INVISIBLE = [
    "\u200b",
    "\u3164",
    "\u2800",
    "\u202e\u2066\u2069",
    " \u2060 \ufeff",
    "\xad\u034f",
    "\u1160\uffa0",
    "\U000e0041\ufe0f",
]


class By:
    """Events and the person whose they are; Ann's unless said otherwise."""

    def __init__(self, who: UUID, *events: RoomEvent) -> None:
        self.who = who
        self.events = events


class Given:
    """A room after some events."""

    def __init__(self, state: Room) -> None:
        self.state = state

    def alone(self) -> Given:
        return Given(Room(self.state.rules, self.state.roles, self.state.messages, self.state.subjects, alone=True))

    def when(self, command: AnyRoomCommand, by: UUID = ANN) -> Decided:
        return Decided(self.state, command, by)


class Decided:
    """What is about to be decided."""

    def __init__(self, state: Room, command: AnyRoomCommand, by: UUID) -> None:
        self.state = state
        self.command = command
        self.by = by

    def then(self, *events: RoomEvent) -> None:
        assert list(decide(self.state, self.command, self.by)) == list(events)

    def refused(self, why: type[Rejected]) -> None:
        with pytest.raises(why):
            decide(self.state, self.command, self.by)


def given(*happened: RoomEvent | By) -> Given:
    state = room.INITIAL
    for each in happened:
        by = each if isinstance(each, By) else By(ANN, each)
        for event in by.events:
            state = room.evolve(state, event, ROOM, by.who)
    return Given(state)
