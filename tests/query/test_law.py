"""The law of the live stream: an old snapshot and the frames since are a fresh snapshot, for every reader (Zulip's)."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from events.room import (
    RoomArchived,
    Visibility,
)
from parley.embedded.nats import EmbeddedNats
from parley.embedded.nats_access import read_access
from tests.query.bad_bus import bad_bus
from tests.query.client import Client
from tests.query.house import House, house
from tests.query.story import DEEDS, Story
from tests.support.logs import OpenLog
from tests.support.patience import PATIENCE

MEMBERSHIPS = {"member_joined", "member_added", "member_role_changed"}
PARTINGS = {"member_left", "member_removed"}


class Reader:
    """Keeps a copy of a room: from HTTP at first, from frames since. `state` is None while the room is not theirs."""

    def __init__(self, home: House, who: UUID, room: UUID) -> None:
        self.home, self.who, self.room = home, who, room
        self.state: dict[str, Any] | None = None
        self.seq = 0
        self._listening: asyncio.Task[None] | None = None

    async def anew(self) -> None:
        """Forget everything, and begin with what HTTP says; before that with how far it is sure to go."""
        await self.cut()
        events = await self.home.get(self.who, f"/v1/rooms/{self.room}/events", limit=200)
        self.state = await snapshot(self.home, self.who, self.room)
        if self.state is not None and events.status_code == 200:
            self.seq = events.json()["events"][-1]["seq"]
        self._listening = asyncio.create_task(self._listen())

    async def cut(self) -> None:
        """The line breaks, wherever it is."""
        if self._listening is not None:
            self._listening.cancel()
            await asyncio.wait([self._listening])
            if not self._listening.cancelled():
                self._listening.result()

    async def again(self) -> None:
        await self.cut()
        self._listening = asyncio.create_task(self._listen())

    async def settled(self, head: int) -> dict[str, Any] | None:
        """The copy, once all there is for this reader has been heard."""
        await self.again()
        assert self._listening
        async with asyncio.timeout(PATIENCE):
            while self.seq < head and not self._listening.done():
                await asyncio.sleep(0.01)
        await self.cut()
        return self.state

    async def _listen(self) -> None:
        async with self.home.connected(self.who) as client:
            try:
                await self._hear(client)
            except asyncio.CancelledError:
                client.connection.transport.abort()
                raise

    async def _hear(self, client: Client) -> None:
        answer = await client.follow(self.room, {"epoch": self.home.epoch, "seq": self.seq})
        if answer["frame"] == "rejected":
            assert self.state is None, "whoever was let in once is told how it ended"
            return
        assert answer["recovered"]
        hidden = answer["hidden"]
        while (frame := await client.next())["frame"] != "ended":
            if frame["frame"] == "followed":  # who is out while being caught up: of what was on its way no more is said
                assert frame["recovered"]
                assert (frame["id"], frame["head"] > self.seq) == (None, True)
                hidden = frame["hidden"]
                continue
            assert frame["frame"] == "event", frame
            assert frame["seq"] == self.seq + 1 or (hidden and frame["seq"] == hidden["to"] + 1)
            self.seq = frame["seq"]
            if self.state is not None:
                apply(self.state, frame)
        if frame["reason"] != "archived":
            self.state = None


def apply(state: dict[str, Any], frame: dict[str, Any]) -> None:
    """One event's change to what a client shows."""
    data, kind = frame["data"], frame["type"]
    if kind == "message_sent":
        state["messages"].setdefault(data["message_id"], data["body"])
    elif kind == "message_edited" and not frame.get("redacted") and data["body"] is not None:
        if data["message_id"] in state["messages"]:
            state["messages"][data["message_id"]] = data["body"]
    elif kind == "message_deleted":
        state["messages"][data["message_id"]] = None
    elif kind in MEMBERSHIPS:
        state["members"][data["account_id"]] = data["role"]
    elif kind in PARTINGS:
        state["members"].pop(data["account_id"], None)
    elif kind == "room_renamed":
        state["name"] = data["name"]


async def snapshot(home: House, who: UUID, room: UUID) -> dict[str, Any] | None:
    """What HTTP says; None for who may not know."""
    found = [await home.get(who, f"/v1/rooms/{room}{path}") for path in ("", "/members", "/messages?after=0&limit=200")]
    if any(answer.status_code == 404 for answer in found):
        return None
    shown, members, messages = (answer.json() for answer in found)
    return {
        "name": shown["name"],
        "members": {one["account_id"]: one["role"] for one in members["members"]},
        "messages": {one["message_id"]: one["body"] for one in messages["messages"]},
    }


@pytest.fixture
async def home(kept: OpenLog, database_url: str, nats_live_url: str, own_nats: EmbeddedNats) -> AsyncIterator[House]:
    """A read side whose bus drops a tenth of what is live, repeats a tenth and is late with some."""
    access = read_access(own_nats.folder)
    assert access
    bad = access.url("live")
    async with bad_bus(nats_live_url, bad, 7), house(kept, database_url, bad, fanout_url=nats_live_url) as opened:
        yield opened


@settings(max_examples=6, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    visibility=st.sampled_from(Visibility),
    deeds=st.lists(st.tuples(st.sampled_from(DEEDS), st.integers(0, 99)), min_size=10, max_size=40),
    archived=st.booleans(),
)
async def test_an_old_snapshot_and_the_frames_since_are_a_fresh_snapshot(
    home: House, visibility: Visibility, deeds: list[tuple[str, int]], archived: bool
) -> None:
    people = [await home.person(name) for name in ("ann", "ben", "cleo", "dan")]
    story = Story(home, people)
    await story.opened(visibility)
    readers = [Reader(home, who, story.room) for who in people]
    for reader in readers:
        await reader.anew()
    for deed, number in deeds:
        reader = readers[number % len(readers)]
        if deed == "cut":
            await reader.again()
        elif deed == "anew":
            await reader.anew()
        else:
            await story.goes_on(deed, number)
    if archived:
        await home.kept.accepted(story.room, RoomArchived(), actor=story.owner)
    head = (await home.get(people[0], f"/v1/rooms/{story.room}")).json()["head"]
    for reader in readers:
        copy, fresh = await reader.settled(head), await snapshot(home, reader.who, story.room)
        if copy is None and fresh is not None:  # who was put out and is back begins anew, as a client does
            await reader.anew()
            copy = await reader.settled(head)
        assert copy == fresh
