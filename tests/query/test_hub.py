"""The hub, with plain lists: whatever the bus does to frames, every follower gets each once and in order."""

import random
from uuid import UUID, uuid4

import pytest

from query.live.chunk import Chunk, LiveFrame
from query.live.followed_room import RING
from query.live.form import PLAIN
from query.live.hub import MAX_HELD, Hub

ROOM = UUID(int=1)
ANN = UUID(int=2)


class Reader:
    """A follower that keeps what it is handed."""

    def __init__(self, account_id: UUID = ANN) -> None:
        self.account_id = account_id
        self.judged = self.left = 0
        self.chunks: list[bytes] = []
        self.end: tuple[int, str] | None = None

    def put(self, chunk: Chunk) -> None:
        assert self.end is None
        self.chunks.append(chunk[PLAIN])

    def signal(self, chunk: Chunk) -> bool:
        return True

    def ended(self, seq: int, reason: str) -> None:
        self.end = (seq, reason)

    def gone(self, seq: int) -> None:
        self.left = seq

    @property
    def seqs(self) -> list[int]:
        return [int(part) for chunk in self.chunks for part in chunk.decode().split()]


def frame(seq: int, **fields: object) -> LiveFrame:
    return LiveFrame(seq, f"{seq} ".encode(), **fields)  # type: ignore[arg-type]


class Table:
    """A hub whose missing frames are noted, and whose turns end when the test says so."""

    def __init__(self, head: int = 0) -> None:
        self.missing: list[UUID] = []
        self.hub = Hub(self.missing.append, lambda: None)
        self.hub.enter(ROOM)
        self.hub.begin(ROOM, head)

    def join(self, seq: int, account_id: UUID = ANN) -> Reader:
        reader = Reader(account_id)
        self.hub.enter(ROOM)
        assert self.hub.join(ROOM, reader, seq)
        return reader

    def take(self, *frames: LiveFrame) -> None:
        for one in frames:
            self.hub.receive(ROOM, one)
        self.hub.flush()


def test_what_is_due_in_one_turn_is_one_chunk() -> None:
    table = Table()
    reader = table.join(0)
    table.take(frame(1), frame(2), frame(3))
    assert reader.chunks == [b"1 2 3 "]


def test_repeats_are_dropped_and_a_gap_waits_for_what_is_missing() -> None:
    table = Table()
    reader = table.join(0)
    table.take(frame(1), frame(1), frame(3), frame(3), frame(4))
    assert (reader.seqs, table.missing[:1]) == ([1], [ROOM])
    table.take(frame(2))
    assert reader.seqs == [1, 2, 3, 4]


def test_what_comes_before_the_head_is_known_is_kept() -> None:
    missing: list[UUID] = []
    hub = Hub(missing.append, lambda: None)
    hub.enter(ROOM)
    for seq in (5, 6, 7):
        hub.receive(ROOM, frame(seq))
    hub.begin(ROOM, 5)
    reader = Reader()
    hub.enter(ROOM)
    assert hub.join(ROOM, reader, 5)
    assert reader.seqs == [6, 7]


def test_who_joins_gets_from_the_ring_what_the_log_did_not_have_yet() -> None:
    table = Table()
    table.take(*map(frame, range(1, 11)))
    assert table.join(7).seqs == [8, 9, 10]
    assert table.join(10).seqs == []


def test_who_missed_more_than_the_ring_has_must_read_the_log() -> None:
    table = Table()
    table.take(*map(frame, range(1, RING + 3)))
    reader = Reader()
    table.hub.enter(ROOM)
    assert not table.hub.join(ROOM, reader, 1)
    assert table.hub.join(ROOM, reader, 2)
    assert reader.seqs == list(range(3, RING + 3))


def test_the_ring_gives_out_nothing_older_than_a_change() -> None:
    table = Table()
    table.take(frame(1), frame(2), frame(3, changes=True))
    reader = Reader()
    table.hub.enter(ROOM)
    assert not table.hub.join(ROOM, reader, 0)
    assert table.hub.join(ROOM, reader, 2)


def test_who_read_further_than_the_hub_hears_nothing_twice() -> None:
    table = Table()
    reader = table.join(3)
    table.take(frame(1), frame(2))
    table.take(frame(3), frame(4))
    table.take(frame(5))
    assert reader.seqs == [4, 5]


def test_a_removal_ends_the_follow_of_that_account_alone() -> None:
    table = Table()
    ben, ann = table.join(0, UUID(int=3)), table.join(0)
    table.take(frame(1), frame(2, gone=UUID(int=3), reason="removed"), frame(3))
    assert (ben.seqs, ben.end) == ([1, 2], (2, "removed"))
    assert (ann.seqs, ann.end) == ([1, 2, 3], None)


def test_a_removal_in_the_ring_ends_whoever_joins_before_it() -> None:
    table = Table()
    table.take(frame(1), frame(2, gone=ANN, reason="left"), frame(3))
    before, after = table.join(0), table.join(2)
    assert (before.seqs, before.end) == ([1, 2], (2, "left"))
    assert (after.seqs, after.end) == ([3], None)


def test_a_removal_that_was_judged_already_ends_nobody() -> None:
    table = Table()
    reader = table.join(2)
    table.take(frame(1, gone=ANN, reason="left"), frame(2), frame(3))
    assert (reader.seqs, reader.end) == ([3], None)


def test_the_end_of_a_room_ends_everybody() -> None:
    table = Table()
    readers = [table.join(0, uuid4()) for _ in range(3)]
    table.take(frame(1, archived=True))
    assert [reader.end for reader in readers] == [(1, "archived")] * 3


def test_a_room_that_nobody_follows_is_forgotten_after_a_while() -> None:
    table = Table()
    reader = table.join(0)
    table.hub.leave(ROOM, reader)
    table.hub.leave(ROOM)
    assert not table.hub.rooms
    for resting in (True, True, False):
        assert table.hub.wants(ROOM) is resting
        table.hub.older()


def test_who_comes_back_soon_finds_what_was_said_meanwhile() -> None:
    table = Table()
    table.hub.leave(ROOM)
    table.take(*map(frame, range(1, 6)))
    assert table.join(2).seqs == [3, 4, 5]


def test_a_room_that_rests_is_forgotten_where_something_is_missing() -> None:
    table = Table()
    table.hub.leave(ROOM)
    table.take(frame(1), frame(3))
    assert (table.missing, table.hub.wants(ROOM)) == ([], False)


def test_a_stay_that_had_ended_before_it_was_judged_ends_nobody_who_is_back() -> None:
    table = Table()
    table.take(frame(1, gone=ANN, reason="left"), frame(2, came=ANN), frame(3))
    reader = Reader()
    reader.judged = 4
    table.hub.enter(ROOM)
    assert table.hub.join(ROOM, reader, 0)
    table.take(frame(4, gone=UUID(int=9)), frame(5, gone=ANN, reason="removed"), frame(6))
    assert (reader.seqs, reader.end) == ([1, 2, 3, 4, 5], (5, "removed"))


def test_what_the_log_gave_is_put_back_only_where_it_joins_up() -> None:
    table = Table(head=3)
    table.take(frame(4), frame(5))
    room = table.hub.rooms[ROOM]
    room.put_back([frame(1), frame(2)])
    assert room.recent(1, 5) == []
    room.put_back([frame(2), frame(3)])
    assert [one.seq for one in room.recent(3, 4)] == [3, 4]
    assert [one.seq for one in room.recent(2, 9)] == [2, 3, 4, 5]


def test_a_flood_out_of_order_is_held_within_bounds_and_loses_nothing() -> None:
    table = Table()
    reader = table.join(0)
    table.take(*map(frame, range(2, 3 * MAX_HELD)))
    assert len(table.hub.rooms[ROOM].held) == MAX_HELD
    table.take(*map(frame, range(1, 3 * MAX_HELD)))
    assert reader.seqs == list(range(1, 3 * MAX_HELD))


@pytest.mark.parametrize("seed", range(50))
def test_any_order_any_loss_any_join(seed: int) -> None:
    chance = random.Random(seed)
    log = [frame(seq, changes=chance.random() < 0.05) for seq in range(1, 200)]
    table = Table()
    readers: list[tuple[int, Reader]] = []
    bus = [one for one in log for _ in range(chance.choice([0, 1, 1, 1, 2]))]
    for at in range(len(bus)):
        other = min(at + chance.choice([0, 0, 1, 5]), len(bus) - 1)
        bus[at], bus[other] = bus[other], bus[at]
    for one in bus:
        table.hub.receive(ROOM, one)
        if chance.random() < 0.3:
            table.hub.flush()
        if table.missing and chance.random() < 0.5:
            table.missing.clear()
            for lost in log[table.hub.rooms[ROOM].last or 0 : one.seq]:
                table.hub.receive(ROOM, lost)
        if chance.random() < 0.1:
            seq = max(one.seq + chance.randint(-30, 5), 0)
            reader = Reader()
            table.hub.enter(ROOM)
            if table.hub.join(ROOM, reader, seq):
                readers.append((seq, reader))
    table.take(*log[table.hub.rooms[ROOM].last or 0 :])
    assert readers
    for seq, reader in readers:
        assert reader.seqs == list(range(seq + 1, 200))
