"""Whoever follows a room on the live bus gets every event once it is readable, in order."""

from uuid import UUID, uuid4

import msgspec
from nats.aio.msg import Msg

from events.live import Kind, LiveEvent, subject_of, unpack
from events.room import MemberLeft, MessageDeleted, MessageEdited, Role, RoomArchived
from parley.embedded.nats import EmbeddedNats
from parley.embedded.nats_access import Access, read_access
from projections.engine.health import State
from runtime import nats
from tests.conftest import NatsAs
from tests.projections.everything import everything_running
from tests.projections.talk import eventually
from tests.support.logs import OpenLog


class Follower:
    """Somebody on the live bus who writes down what comes."""

    def __init__(self) -> None:
        self.got: list[LiveEvent] = []

    async def hear(self, message: Msg) -> None:
        self.got.extend(unpack(message.data))

    @property
    def seqs(self) -> list[int]:
        return [event.seq for event in self.got]

    def frame(self, seq: int) -> dict[str, object]:
        found = next(event.frame for event in self.got if event.seq == seq)
        frame: dict[str, object] = msgspec.json.decode(found)
        return frame


async def test_a_room_is_heard_in_order(kept: OpenLog, database_url: str, nats_access: Access, nats_as: NatsAs) -> None:
    ann, ben, follower = uuid4(), uuid4(), Follower()
    room = await kept.room(ann)
    live = await nats_as("live")
    await live.subscribe(subject_of(room), cb=follower.hear)
    await live.flush()
    async with everything_running(kept, database_url, nats_access.url) as health:
        await eventually(lambda: health.fanout.state is State.RUNNING)
        for number in range(50):
            await kept.say(room, ann, f"*number* {number}")
        await kept.say(await kept.room(ben), ben, "elsewhere")
        await eventually(lambda: bool(follower.seqs) and follower.seqs[-1] == 52)
        head = (await kept.log.head()).position
        await eventually(lambda: health.fanout.position == head)
    heard = follower.seqs
    assert heard == list(range(heard[0], 53))
    frame = follower.frame(52)
    assert frame["frame"] == "event"
    assert (frame["room"], frame["seq"], frame["type"]) == (str(room), 52, "message_sent")
    assert frame["html"] == "<p><em>number</em> 49</p>"
    assert frame["position"] == f"{(await kept.log.head()).epoch}.52"


async def test_a_hub_knows_what_each_event_means_for_it(
    kept: OpenLog, database_url: str, nats_access: Access, nats_as: NatsAs
) -> None:
    ann, ben, follower = uuid4(), uuid4(), Follower()
    room = await kept.room(ann, ben)
    live = await nats_as("live")
    await live.subscribe(subject_of(room), cb=follower.hear)
    await live.flush()
    async with everything_running(kept, database_url, nats_access.url) as health:
        await eventually(lambda: health.fanout.state is State.RUNNING and health.fanout.position == 0)
        message = await kept.say(room, ann, "first")
        await kept.accepted(
            room,
            MessageEdited(message_id=message, body="second"),
            MessageDeleted(message_id=message),
            MemberLeft(account_id=ben, role=Role.MEMBER),
            RoomArchived(),
            actor=ann,
        )
        await eventually(lambda: bool(follower.seqs) and follower.seqs[-1] == 8)
    kinds = {event.seq: event.kind for event in follower.got}
    assert [kinds[seq] for seq in range(4, 9)] == [
        Kind.EVENT,
        Kind.CHANGE,
        Kind.CHANGE,
        Kind.MEMBERSHIP,
        Kind.ARCHIVED,
    ]
    assert msgspec.json.decode(msgspec.json.encode(follower.frame(5)["data"])) == {
        "message_id": str(message),
        "body": None,
        "mentions": [],
        "redacted": True,
    }


async def test_after_an_absence_the_talk_goes_on_live(kept: OpenLog, database_url: str, own_nats: EmbeddedNats) -> None:
    access = read_access(own_nats.folder)
    assert access
    ann, follower = uuid4(), Follower()
    room: UUID = await kept.room(ann)
    live = await nats.connect(access.url("live"), name="follower")
    await live.subscribe(subject_of(room), cb=follower.hear)
    async with everything_running(kept, database_url, access.url) as health:
        await kept.say(room, ann, "before")
        await eventually(lambda: 3 in follower.seqs)
        await own_nats.stop()
        await kept.say(room, ann, "meanwhile")
        await eventually(lambda: health.core.position == 4)
        await own_nats.start()
        await eventually(lambda: live.is_connected and health.fanout.state is State.RUNNING)
        await eventually(lambda: health.fanout.position >= 4)
        await kept.say(room, ann, "after")
        await eventually(lambda: 5 in follower.seqs)
    await nats.close(live)
