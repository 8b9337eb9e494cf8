"""The law of the web client: an old snapshot and the frames since, through its reducer, are a fresh snapshot."""

import asyncio
import json
import tempfile
from collections.abc import AsyncIterator
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from events.reader import RoomRead
from events.room import MessageSent, RoomArchived, Visibility
from parley.importing.opened import opened
from parley.importing.run import run
from parley.importing.transcript import read
from runtime.secrets import Secrets
from tests.query.house import House, house
from tests.query.story import DEEDS, Story
from tests.support.corpus import FILES
from tests.support.logs import OpenLog
from tests.support.node import node
from tests.support.patience import PATIENCE
from tests.web.recorder import Recorder

WEB = Path(__file__).parents[2] / "web"
ALSO = ("say", "say", "say", "page", "page", "members", "told", "read", "looks", "away")


@pytest.fixture
async def home(kept: OpenLog, database_url: str, nats_live_url: str) -> AsyncIterator[House]:
    async with house(kept, database_url, nats_live_url) as opened:
        yield opened


def replayed(folder: Path) -> dict[str, int]:
    """What the client's reducer was found to have right; fails where it shows something else than HTTP."""
    found: dict[str, int] = json.loads(node("--no-warnings", "scripts/replay.ts", folder, cwd=WEB))
    return found


async def does(reader: Recorder, story: Story, deed: str, number: int) -> None:
    """What a reader asks, says and marks, besides what happens in the story."""
    match deed:
        case "cut":
            await reader.again(overlap=number % 7)
        case "anew":
            await reader.begin()
        case "page" if reader.seq:
            where: tuple[dict[str, int], ...] = (
                {},
                {"before": number % reader.seq + 1},
                {"after": number % reader.seq},
                {"around": number},
            )
            await reader.page(limit=2 + number % 5, **where[number % 4])
        case "members":
            await reader.members()
        case "told":
            await reader.told()
        case "looks" | "away":
            reader.looks(deed == "looks")
        case "say" if reader.who in story.roles or reader.who == story.owner:
            named = story.people[number % len(story.people)]
            said = MessageSent(message_id=uuid4(), body=f"{number} <@{named}>", mentions=(named,))
            await story.home.kept.accepted(story.room, said, actor=reader.who)
            if reader.who == story.owner:
                story.said.append(said.message_id)
        case "read" if reader.following and reader.who in story.roles:
            seq = number % reader.seq + 1
            await story.home.kept.accepted(uuid4(), RoomRead(room_id=story.room, seq=seq), actor=reader.who)
            reader.read(seq)


# A tale that fails is short enough as it is, and telling it over and over takes minutes.
@settings(
    max_examples=4, deadline=None, suppress_health_check=list(HealthCheck), phases=[Phase.explicit, Phase.generate]
)
@given(
    visibility=st.sampled_from(Visibility),
    deeds=st.lists(st.tuples(st.sampled_from(DEEDS + ALSO), st.integers(0, 99)), min_size=20, max_size=80),
    archived=st.booleans(),
)
async def test_what_the_client_shows_is_what_http_says(
    home: House, visibility: Visibility, deeds: list[tuple[str, int]], archived: bool
) -> None:
    people = [await home.person(name) for name in ("ann", "ben", "cleo", "dan")]
    story = Story(home, people)
    await story.opened(visibility)
    with tempfile.TemporaryDirectory() as name:
        readers = [Recorder(home, who, story.room, Path(name)) for who in people]
        for reader in readers:
            await reader.begin()
        for deed, number in deeds:
            if deed in ("cut", "anew", *ALSO):
                await does(readers[number % len(readers)], story, deed, number)
            else:
                await story.goes_on(deed, number)
        if archived:
            await home.kept.accepted(story.room, RoomArchived(), actor=story.owner)
        for reader in readers:
            await reader.end()
        assert replayed(Path(name))["readers"] == len(people)


async def test_a_real_day_is_shown_as_http_tells_it(
    home: House, database_url: str, secrets: Secrets, tmp_path: Path
) -> None:
    reading = await home.person("ann")
    async with opened(database_url, secrets) as importing:
        day = asyncio.create_task(run(importing, "ubuntu", "", [read(FILES[0])], lambda *_: None))
        recorder = Recorder(home, reading, await public_room(home, reading), tmp_path)
        await recorder.begin()
        await recorder.page(limit=20)
        for _ in range(8):
            await recorder.again(overlap=3)
            await recorder.members()
            await recorder.page(around=recorder.seq // 2, limit=30)
        room = (await day).room_id
    assert recorder.room == room
    await recorder.whole()
    await recorder.members()
    await recorder.end()
    found = replayed(tmp_path)
    assert found["messages"] == FILES[0].read_bytes().count(b"] <")
    assert found["members"] > 100


async def public_room(home: House, who: UUID) -> UUID:
    """The first there is."""
    async with asyncio.timeout(PATIENCE):
        while not (rooms := (await home.get(who, "/v1/rooms/directory")).json()["rooms"]):
            await asyncio.sleep(0.01)
    return UUID(rooms[0]["room_id"])
