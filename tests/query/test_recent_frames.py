"""What is handed out of the ring, with a hub and a log of plain lists: never words that are no longer said."""

import asyncio
from uuid import UUID

import pytest

from query.live.chunk import LiveFrame
from query.live.followed_room import RING
from query.live.form import PLAIN
from query.live.hub import Hub
from query.live.recent_frames import RecentFrames

ROOM = UUID(int=1)


def frame(seq: int, *, redacted: bool = False, changes: bool = False) -> LiveFrame:
    return LiveFrame(seq, f"{seq}{'-' * redacted} ".encode(), changes=changes)


class Shelf:
    """A room of which the log has come to `head`; its readings wait where the test holds them up."""

    def __init__(self, head: int, hub_at: int) -> None:
        self.readings: list[tuple[int, int]] = []
        self.redacted: set[int] = set()
        self.changes: set[int] = set()
        self.head = head
        self.free = asyncio.Event()
        self.free.set()
        self.hub = Hub(lambda room_id: None, lambda: None)
        self.hub.enter(ROOM)
        self.hub.begin(ROOM, hub_at)
        self.recent = RecentFrames(lambda: self.hub, self._page)

    async def _page(self, room_id: UUID, first: int, last: int) -> list[LiveFrame]:
        self.readings.append((first, last))
        found = [self.frame(seq) for seq in range(first, min(last, self.head, first + 199) + 1)]
        await self.free.wait()
        await asyncio.sleep(0)
        return found

    def frame(self, seq: int) -> LiveFrame:
        return frame(seq, redacted=seq in self.redacted, changes=seq in self.changes)

    def say(self, changing: int | None = None) -> None:
        """One more event in the log, which the hub does not hear of."""
        self.head += 1
        if changing is not None:
            self.redacted.add(changing)
            self.changes.add(self.head)

    async def read(self, first: int, last: int | None = None) -> str:
        frames = await self.recent.read(ROOM, first, last or self.head, self.head)
        return b"".join(one.of(PLAIN) for one in frames).decode()


async def test_what_the_ring_lacks_is_read_once_for_all() -> None:
    shelf = Shelf(head=9, hub_at=9)
    assert await asyncio.gather(*(shelf.read(5) for _ in range(20))) == ["5 6 7 8 9 "] * 20
    assert await shelf.read(7) == "7 8 9 "
    assert shelf.readings == [(5, 9)]


async def test_a_hub_behind_the_log_is_brought_up_once_for_all_before_its_ring_is_used() -> None:
    shelf = Shelf(head=9, hub_at=9)
    assert await shelf.read(5) == "5 6 7 8 9 "
    shelf.say(changing=6)
    assert await asyncio.gather(*(shelf.read(5) for _ in range(20))) == ["5 6- 7 8 9 10 "] * 20
    assert shelf.readings == [(5, 9), (10, 10), (5, 9)]
    assert shelf.hub.rooms[ROOM].last == 10


async def test_words_that_were_read_before_they_were_taken_back_are_not_kept() -> None:
    shelf = Shelf(head=9, hub_at=9)
    shelf.free.clear()
    reading = asyncio.create_task(shelf.read(5, 9))
    while not shelf.readings:
        await asyncio.sleep(0)
    shelf.say(changing=6)
    shelf.hub.receive(ROOM, shelf.frame(10))
    shelf.free.set()
    assert await reading == "5 6- 7 8 9 "
    assert await shelf.read(5) == "5 6- 7 8 9 10 "


async def test_who_is_further_behind_than_the_ring_reads_the_log_alone() -> None:
    shelf = Shelf(head=2 * RING, hub_at=2 * RING - 1)
    assert (await shelf.read(1, 3)) == "1 2 3 "
    assert shelf.readings == [(1, 3)]


@pytest.mark.parametrize("left", ["for good", "for a while"])
async def test_nothing_is_read_any_more_for_a_room_that_all_have_left(left: str) -> None:
    shelf = Shelf(head=9, hub_at=5)
    shelf.free.clear()
    reading = asyncio.create_task(shelf.read(3))
    while not shelf.readings:
        await asyncio.sleep(0)
    reading.cancel()
    shelf.hub.leave(ROOM)
    for _ in range(3 if left == "for good" else 0):
        shelf.hub.older()
    shelf.free.set()
    for _ in range(20):
        await asyncio.sleep(0)
    assert shelf.readings == [(6, 9)]
