"""How far somebody has read: taken at once, written seldom, and never back."""

import asyncio
from uuid import UUID, uuid4

import httpx
import pytest

from command import marking
from command.considered import Actor
from command.domain.house import ArchiveRoom
from command.domain.membership import LeaveRoom
from command.domain.reader import MarkRead
from command.domain.rejections import NoSuchRoom, NotAMember, SeqAhead
from command.domain.talk import SendMessage
from command.frames import execute
from command.handler import Accepted, handle
from command.marks import APART
from command.reading import stream_of
from command.writer import Writer
from events.ids import uuid7
from events.log import read
from events.reader import RoomRead
from events.room import Visibility
from events.wire.client import CommandFrame
from events.wire.server import Accepted as Answer
from runtime.tokens import Claims
from tests.command.people import join, open_room, refused, somebody
from tests.command.serving import person
from tests.support.patience import PATIENCE


class Clock:
    """Shows the time we want it to be."""

    def __init__(self, writer: Writer) -> None:
        self.ahead, self._real = 0.0, writer.marks.clock
        writer.marks.clock = self

    def __call__(self) -> float:
        return self._real() + self.ahead


@pytest.fixture
def clock(writer: Writer) -> Clock:
    return Clock(writer)


async def talk(writer: Writer, messages: int = 8) -> tuple[UUID, Actor, Actor]:
    """A room in which Ann has said something, and Ben reads."""
    ann, ben = await somebody(writer), await somebody(writer)
    room = await open_room(writer, ann)
    await join(writer, room, ben)
    for _ in range(messages):
        await handle(writer, SendMessage(command_id=uuid7(), room_id=room, body="Hello"), ann)
    return room, ann, ben


async def mark(writer: Writer, room: UUID, seq: int, who: Actor) -> Accepted:
    return await marking.mark(writer, MarkRead(command_id=uuid7(), room_id=room, seq=seq), who)


async def marks(writer: Writer, room: UUID, who: Actor) -> list[int]:
    """What the log has of somebody's marks in a room."""
    recorded = await writer.log.stream(stream_of(writer, who.account_id, room))
    assert all(one.actor_id == who.account_id for one in recorded)
    return [one.event.seq for one in recorded if isinstance(one.event, RoomRead)]


async def test_the_first_mark_is_written_at_once_and_the_newest_of_the_next_thirty_seconds(
    writer: Writer, clock: Clock
) -> None:
    room, _, ben = await talk(writer)
    first = await mark(writer, room, 4, ben)
    assert (first.seq, first.duplicate) == (4, False)
    assert first.position == (await writer.log.head()).position
    for seq in (5, 6, 7):
        assert (await mark(writer, room, seq, ben)).seq == seq
    clock.ahead = APART - 1
    await marking.write_due(writer)
    assert await marks(writer, room, ben) == [4]
    clock.ahead = APART + 1
    await marking.write_due(writer)
    await marking.write_due(writer)
    assert await marks(writer, room, ben) == [4, 7]
    clock.ahead = 3 * APART
    await mark(writer, room, 8, ben)
    assert await marks(writer, room, ben) == [4, 7, 8]


async def test_a_mark_never_goes_back(writer: Writer, other: Writer) -> None:
    room, _, ben = await talk(writer)
    await mark(writer, room, 6, ben)
    again = await mark(writer, room, 4, ben)
    assert (again.seq, again.duplicate) == (6, True)
    await handle(other, MarkRead(command_id=uuid7(), room_id=room, seq=5), ben)
    await mark(other, room, 3, ben)
    await marking.close(other)
    assert await marks(writer, room, ben) == [6]


async def test_two_processes_together_write_one_mark_in_thirty_seconds(writer: Writer, other: Writer) -> None:
    room, _, ben = await talk(writer)
    clock = Clock(other)
    await mark(writer, room, 4, ben)
    await mark(other, room, 5, ben)
    await marking.write_due(other)
    assert await marks(writer, room, ben) == [4]
    clock.ahead = APART + 1
    await marking.write_due(other)
    assert await marks(writer, room, ben) == [4, 5]


@pytest.mark.parametrize("how", ["unfollowed", "signed out", "ended"])
async def test_who_leaves_has_their_mark_written(writer: Writer, how: str) -> None:
    room, _, ben = await talk(writer)
    ben = Actor(ben.account_id, uuid4())
    await mark(writer, room, 4, ben)
    await mark(writer, room, 5, ben)
    assert ben.session_id
    match how:
        case "unfollowed":
            writer.marks.left(ben.account_id, room)
            await marking.write_due(writer)
        case "signed out":
            writer.marks.signed_out(ben.session_id)
            await marking.write_due(writer)
        case _:
            await marking.close(writer)
    assert await marks(writer, room, ben) == [4, 5]
    last = await read.last(writer.log.db, stream_of(writer, ben.account_id, room))
    assert last
    assert last.metadata == f'{{"session":"{ben.session_id}"}}'


async def test_what_waits_is_written_by_itself_once_its_reader_leaves(writer: Writer) -> None:
    room, _, ben = await talk(writer)
    running = asyncio.create_task(marking.run(writer))
    for seq in (4, 5):
        await mark(writer, room, seq, ben)
    writer.marks.left(ben.account_id, room)
    async with asyncio.timeout(PATIENCE):
        while await marks(writer, room, ben) != [4, 5]:
            await asyncio.sleep(0.01)
    running.cancel()


async def test_a_mark_of_who_has_left_the_room_meanwhile_is_let_go(writer: Writer, clock: Clock) -> None:
    room, _, ben = await talk(writer)
    for seq in (4, 5):
        await mark(writer, room, seq, ben)
    await handle(writer, LeaveRoom(command_id=uuid7(), room_id=room), ben)
    clock.ahead = APART + 1
    await marking.write_due(writer)
    clock.ahead = 3 * APART
    await marking.write_due(writer)
    assert await marks(writer, room, ben) == [4]
    assert not writer.marks.held


async def test_where_nothing_more_can_wait_every_mark_is_written(
    writer: Writer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("command.marks.MOST_HELD", 0)
    room, _, ben = await talk(writer)
    for seq in (4, 5, 6):
        await mark(writer, room, seq, ben)
    assert await marks(writer, room, ben) == [4, 5, 6]
    assert not writer.marks.held


async def test_only_members_mark_and_only_what_there_is(writer: Writer) -> None:
    room, ann, _ = await talk(writer, messages=1)
    stranger = await somebody(writer)
    hidden = await open_room(writer, ann, Visibility.PRIVATE)
    head = 4
    for where, seq, who, why in (
        (room, head + 1, ann, SeqAhead),
        (room, 1, stranger, NotAMember),
        (hidden, 1, stranger, NoSuchRoom),
        (uuid4(), 1, ann, NoSuchRoom),
    ):
        command = MarkRead(command_id=uuid7(), room_id=where, seq=seq)
        assert await refused(writer, command, who) is why
        with pytest.raises(why):
            await marking.mark(writer, command, who)
    await mark(writer, room, head, ann)


async def test_an_archived_room_can_be_read_to_its_end(writer: Writer) -> None:
    room, ann, ben = await talk(writer, messages=1)
    end = await handle(writer, ArchiveRoom(command_id=uuid7(), room_id=room), ann)
    await mark(writer, room, end.seq, ben)
    assert await marks(writer, room, ben) == [end.seq]


async def test_everybody_is_told_at_once_what_is_written_later(writer: Writer) -> None:
    room, _, ben = await talk(writer)
    told: list[tuple[UUID, UUID, int]] = []
    writer.marks.told = lambda *what: told.append(what)
    for seq in (4, 6, 5):
        await mark(writer, room, seq, ben)
    assert told == [(ben.account_id, room, 4), (ben.account_id, room, 6)]


async def test_a_mark_means_the_same_over_http_and_over_a_live_connection(
    writer: Writer, client: httpx.AsyncClient
) -> None:
    ben = await person(client, "ben")
    opened = (await ben.ask("POST", "/v1/rooms", {"name": "Kitchen", "visibility": "public"})).json()
    room = UUID(opened["room_id"])
    answer = await ben.ask("PUT", f"/v1/rooms/{room}/read", {"seq": 1})
    assert (answer.status_code, answer.json()["seq"], answer.json()["duplicate"]) == (200, 1, False)
    frame = CommandFrame(command_id=uuid7(), room=room, type="mark_read", data={"seq": 2})
    live = await execute(writer, "epoch", Claims(UUID(ben.account_id), uuid7(), 0), frame)
    assert isinstance(live, Answer)
    assert (live.seq, live.duplicate) == (2, False)
    for seq, status, slug in ((3, 409, "seq_ahead"), (0, 400, "invalid"), ("1", 400, "invalid")):
        refusal = await ben.ask("PUT", f"/v1/rooms/{room}/read", {"seq": seq})
        assert (refusal.status_code, refusal.json()["type"]) == (status, f"/problems/{slug}")
    await marking.close(writer)
    assert await marks(writer, room, Actor(UUID(ben.account_id))) == [1, 2]
