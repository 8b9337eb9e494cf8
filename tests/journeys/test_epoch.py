"""A new epoch is made while everything runs: whoever holds something of the old one is told so, and all go on."""

import asyncio
import json

import httpx
from websockets.asyncio.client import connect

from tests.journeys.conftest import Somebody
from tests.journeys.person import Person
from tests.journeys.running import command
from tests.support.parley_process import ParleyProcess
from tests.support.patience import PATIENCE


async def test_everything_goes_on_in_a_new_epoch_and_stale_cursors_are_refused(
    parley: ParleyProcess, somebody: Somebody
) -> None:
    ann = await somebody("ann")
    kitchen = await ann.create_room("The kitchen")
    for number in range(5):
        said = await ann.say(kitchen, f"number {number}")
    old, _, _ = str(said["position"]).partition(".")
    link = (await ann.http.get(f"/v1/rooms/{kitchen}/events", params={"limit": 2})).links["next"]["url"]

    code, out = await command(parley, "epoch", "new")
    assert code == 1
    assert "--yes" in out
    assert (await command(parley, "epoch"))[1].startswith(f"Epoch {old},")

    async with connect(ann.url.replace("http", "ws", 1) + "/v1/live") as live:
        await live.send(json.dumps({"frame": "connect", "token": ann.token}))
        code, out = await command(parley, "epoch", "new", "--yes")
        assert code == 0, out
        assert "The stream is made anew." in out
        while (frame := json.loads(await live.recv()))["frame"] != "goodbye":
            pass
        assert frame["retry"] is True

    now = (await command(parley, "epoch"))[1].split()[1].strip(",")
    assert now != old
    for path in (f"/v1/rooms/{kitchen}/messages?min_position={said['position']}", link):
        stale = await answered(ann, path)
        assert (stale.status_code, stale.json()["type"]) == (409, "/problems/stale_epoch")
    async with connect(ann.url.replace("http", "ws", 1) + "/v1/live") as live:
        assert json.loads(await live.recv())["epoch"] == now
        resume = [{"room": kitchen, "epoch": old, "seq": said["seq"]}]
        await live.send(json.dumps({"frame": "connect", "token": ann.token, "resume": resume}))
        frames = {frame["frame"]: frame for frame in [json.loads(await live.recv()) for _ in range(2)]}
        assert frames["followed"]["recovered"] is False

    again = await ann.say(kitchen, "going on")
    assert again["seq"] == said["seq"] + 1
    assert again["position"].startswith(f"{now}.")
    for words in (("bus", "verify"), ("projections", "verify")):
        code, out = await command(parley, *words)
        assert code == 0, out


async def answered(person: Person, path: str) -> httpx.Response:
    """The answer, as soon as the process that ended is there again."""
    async with asyncio.timeout(PATIENCE):
        while True:
            try:
                answer = await person.http.get(path)
            except httpx.TransportError:
                answer = httpx.Response(503)
            if answer.status_code != 503:
                return answer
            await asyncio.sleep(0.05)
