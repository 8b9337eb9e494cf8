"""Typing, with plain times: said seldom, passed on together, and ended by who began it."""

from uuid import UUID

import msgspec

from query.live.chunk import Chunk
from query.live.form import PLAIN
from query.live.outgoing import payloads
from query.live.signals.bus import Keystroke
from query.live.signals.typists import MANY, Typists

ROOM, ANN, BEN = UUID(int=1), UUID(int=2), UUID(int=3)


class Table:
    """What is told of one room, and said to the other processes."""

    def __init__(self) -> None:
        self.told: list[tuple[int, int]] = []
        self.said: list[Keystroke] = []
        self.typists = Typists(self.tell, lambda room_id, stroke: self.said.append(stroke))

    def tell(self, room_id: UUID, chunk: Chunk) -> None:
        for payload in payloads(chunk[PLAIN]):
            data = msgspec.json.decode(payload)["data"]
            self.told.append((UUID(data["account"]).int, data["until_ms"]))


def test_typing_is_said_once_in_three_seconds_however_often_it_is_heard() -> None:
    table = Table()
    for tenths in range(95):
        table.typists.typing(ROOM, ANN, tenths / 10)
    assert table.said == [Keystroke(ANN, True)] * 4


def test_the_end_is_said_once_and_typing_begins_no_sooner_by_it() -> None:
    table = Table()
    table.typists.stopped(ROOM, ANN)
    table.typists.typing(ROOM, ANN, 0.0)
    for now in (0.5, 1.0, 1.5):
        table.typists.stopped(ROOM, ANN)
        table.typists.typing(ROOM, ANN, now)
    assert table.said == [Keystroke(ANN, True), Keystroke(ANN, False)]


def test_who_types_at_two_processes_is_told_of_once() -> None:
    table = Table()
    for now in (0.0, 0.1, 3.0, 3.1):
        table.typists.hear(ROOM, Keystroke(ANN, True), now)
        table.typists.flush(now)
    assert table.told == [(ANN.int, 6000)] * 2


def test_of_a_crowd_that_types_at_once_a_few_are_told() -> None:
    table = Table()
    for number in range(100):
        table.typists.hear(ROOM, Keystroke(UUID(int=100 + number), True), 0.0)
    table.typists.flush(0.0)
    assert len(table.told) == MANY


def test_an_end_that_nobody_was_told_the_beginning_of_is_passed_over() -> None:
    table = Table()
    table.typists.hear(ROOM, Keystroke(ANN, False), 0.0)
    table.typists.hear(ROOM, Keystroke(BEN, True), 0.0)
    table.typists.hear(ROOM, Keystroke(BEN, False), 0.1)
    table.typists.flush(0.2)
    assert table.told == [(BEN.int, 0)]
