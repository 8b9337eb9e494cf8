"""Postgres dies while many read and write: everything comes back by itself, and what ended stays ended."""

import asyncio
import json
from contextlib import suppress

import httpx

from tests.journeys.conftest import Somebody
from tests.journeys.person import Person
from tests.support.parley_process import ParleyProcess
from tests.support.patience import PATIENCE

CRASHES, READERS = 4, 10


async def keep_asking(person: Person, room: str, statuses: set[int]) -> None:
    """Read and write as fast as answers come."""
    while True:
        with suppress(httpx.TransportError):
            for path in (f"/v1/rooms/{room}/events?limit=200", "/v1/me", f"/v1/rooms/{room}/messages"):
                statuses.add((await person.http.get(path)).status_code)
            statuses.add((await person.http.post(f"/v1/rooms/{room}/messages", json={"body": "on"})).status_code)


async def all_well(person: Person) -> None:
    """Return once every part says that it is well and has caught up."""
    async with asyncio.timeout(60):
        while True:
            with suppress(httpx.TransportError):
                answer = await person.http.get("/health/ready")
                health = json.loads(answer.text)
                if answer.is_success and set(health["projections"].values()) == {"0 behind"}:
                    return
            await asyncio.sleep(0.05)


async def test_every_part_recovers_from_a_postgres_that_crashes_under_load(
    parley: ParleyProcess, somebody: Somebody
) -> None:
    ann = await somebody("ann")
    room = await ann.create_room("The busy room")
    statuses: set[int] = set()
    for _ in range(CRASHES):
        asking = [asyncio.create_task(keep_asking(ann, room, statuses)) for _ in range(READERS)]
        await asyncio.sleep(0.8)  # not to wait for anything: long enough that all of them are at it
        parley.child("postgres").kill()
        await asyncio.sleep(0.5)
        for task in asking:
            task.cancel()
        await asyncio.gather(*asking, return_exceptions=True)
        await all_well(ann)
    failures = [line for line in parley.said.read_text().splitlines() if "request_failed" in line]
    assert statuses <= {200, 201, 503}, failures
    assert (await ann.http.delete("/v1/sessions/current")).status_code == 204
    async with asyncio.timeout(PATIENCE):
        while (await ann.http.get("/v1/me")).status_code != 401:
            await asyncio.sleep(0.05)
