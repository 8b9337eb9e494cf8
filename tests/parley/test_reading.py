"""Read marks with two processes: made at one, true at the other, and in the log when the first has ended."""

from contextlib import AsyncExitStack
from pathlib import Path
from uuid import UUID

import httpx

from events.keyring import Keyring
from runtime.secrets import load
from tests.command.serving import Person, person
from tests.parley.api import a_room, api
from tests.query.client import Client
from tests.query.house import projecting
from tests.support.logs import OpenLog

MARKS = "select data ->> 'seq' from events where type = 'room_read' order by position"


async def unread(who: Person, room: str, position: str, via: httpx.AsyncClient) -> int:
    answer = await who.ask("GET", f"/v1/rooms/{room}?min_position={position}", via=via)
    count: int = answer.json()["unread"]
    return count


async def test_what_is_marked_at_one_process_is_read_at_all(
    kept: OpenLog, database_url: str, nats_live_url: str, folder: Path
) -> None:
    async with AsyncExitStack() as there:
        first = await there.enter_async_context(AsyncExitStack())
        here = await first.enter_async_context(api(database_url, nats_live_url, folder))
        url = await there.enter_async_context(api(database_url, nats_live_url, folder))
        secrets = load(folder / "secrets")
        kept.keyring = Keyring(kept.pool, secrets.keks, secrets.current_kek)
        await there.enter_async_context(projecting(kept, database_url, nats_live_url))
        client, other = [await there.enter_async_context(httpx.AsyncClient(base_url=one)) for one in (here, url)]
        ann, ben = await person(client, "ann"), await person(client, "ben")
        room = await a_room(ann)
        await ben.ask("PUT", f"/v1/rooms/{room}/members/me")
        for _ in range(3):
            sent = (await ann.ask("POST", f"/v1/rooms/{room}/messages", {"body": "Hello"})).json()
        assert await unread(ben, room, sent["position"], other) == 3
        async with Client.open(url) as laptop:
            await laptop.say("connect", token=ben.headers["Authorization"].removeprefix("Bearer "))
            await laptop.heard("ready")
            for seq, left in ((4, 2), (5, 1), (6, 0)):
                marked = await ben.ask("PUT", f"/v1/rooms/{room}/read", {"seq": seq})
                assert (marked.status_code, marked.json()["seq"]) == (200, seq)
                assert await laptop.signal("read") == {"seq": seq, "unread": left, "mentions": 0}
                assert await unread(ben, room, marked.json()["position"], other) == left
            again = {"frame": "command", "command_id": str(UUID(int=7)), "room": room, "type": "mark_read"}
            await laptop.say(**again, data={"seq": 2})
            assert (await laptop.heard("accepted"))["seq"] == 4  # as the log has it
        assert [row[0] for row in await kept.pool.fetch(MARKS)] == ["4"]
        await first.aclose()
        assert [row[0] for row in await kept.pool.fetch(MARKS)] == ["4", "6"]
