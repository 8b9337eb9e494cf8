"""On a NATS of an operator's own, the rights that the documents name are all that the live stream needs."""

import asyncio
import re

import pytest

from events.room import History, Visibility
from parley.embedded import nats_rights
from parley.embedded.nats import EmbeddedNats
from parley.embedded.nats_access import read_access
from parley.embedded.nats_rights import LIVE, Rights
from query.live.census import census
from tests.journeys.documents import ROOT
from tests.query.client import Client, seqs
from tests.query.house import House
from tests.query.presence import becomes, quick
from tests.support.logs import OpenLog
from tests.support.patience import PATIENCE

ROW = re.compile(r"^\| of `PARLEY_NATS_LIVE_URL` \| (.+) \| (.+) \|$", re.MULTILINE)


@pytest.fixture
def only_what_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """The embedded server's live user may do what docs/operating.md says, and nothing else."""
    found = ROW.search((ROOT / "docs" / "operating.md").read_text())
    assert found
    publish, subscribe = (tuple(re.findall("`(.+?)`", cell)) for cell in found.groups())
    monkeypatch.setitem(nats_rights.USERS, "live", Rights(LIVE, publish=publish, subscribe=subscribe))


async def test_events_marks_presence_and_typing_go_from_process_to_process(
    kept: OpenLog, database_url: str, only_what_is_named: None, own_nats: EmbeddedNats
) -> None:
    access = read_access(own_nats.folder)
    assert access
    url = access.url("live")
    async with (
        quick(kept, database_url, url) as here,
        quick(kept, database_url, url, fanout_url=None) as there,
    ):
        ann, ben = await here.person("ann"), await here.person("ben")
        room = await here.room(ann, ben, kind=(Visibility.PRIVATE, History.ALL))
        await here.get(ann, "/v1/rooms")
        async with here.connected(ann) as one, there.connected(ben) as two, there.connected(ann) as other:
            await one.follow(room)
            await two.follow(room)
            await becomes(one, ben, "online")
            await two.say("signal", room=room, type="typing")
            assert (await one.signal("typing"))["account"] == str(ben)
            here.gateway.marks.marked(ann, room, 3)
            assert (await read(other))["seq"] == 3
            by_postgres = -1
            async with asyncio.timeout(PATIENCE):
                while by_postgres < (by_postgres := refills(here, there)):  # until the bus brings one in time
                    await kept.say(room, ann, "more")
                    assert seqs(await one.events(room, 1)) == seqs(await two.events(room, 1))


def refills(*homes: House) -> int:
    return sum(census(home.gateway).refills for home in homes)


async def read(client: Client) -> dict[str, int]:
    return await client.signal("read")
