"""A cursor of an epoch that is over is refused wherever it may be shown."""

from uuid import UUID

import asyncpg
import httpx
import pytest

from tests.query.house import PUBLIC, House

OVER = "update log set former = former || epoch, epoch = 'another00000'"


async def test_a_link_leads_to_a_page_of_the_same_epoch(home: House) -> None:
    ann = await home.person("ann")
    room = await home.room(ann, kind=PUBLIC)
    for number in range(5):
        await home.kept.say(room, ann, f"number {number}")
    position = await home.position()
    for path in (f"/v1/rooms/{room}/messages", f"/v1/rooms/{room}/events"):
        page = await home.get(ann, path, limit=2, after=0)
        following = dict(httpx.URL(page.links["next"]["url"]).params)
        assert following["min_position"] == position
        assert (await home.get(ann, path, **following)).status_code == 200
        stale = await home.get(ann, path, **following | {"min_position": position.replace(home.epoch, "former000000")})
        assert (stale.status_code, stale.json()["type"]) == (409, "/problems/stale_epoch")


async def test_a_process_that_has_not_noticed_yet_answers_nothing(home: House, database_url: str) -> None:
    ann = await home.person("ann")
    room = await home.room(ann, kind=PUBLIC)
    assert (await home.get(ann, f"/v1/rooms/{room}")).status_code == 200
    owner = await asyncpg.connect(database_url)
    await owner.execute(OVER)
    await owner.close()
    for path in (f"/v1/rooms/{room}", f"/v1/rooms/{room}/events", "/v1/me", "/v1/rooms/directory"):
        answer = await home.get(ann, path, min_position=None)
        assert (answer.status_code, answer.headers["retry-after"]) == (503, "1"), path


@pytest.mark.parametrize("ahead", [0, 1])
async def test_a_place_of_another_epoch_or_beyond_the_end_is_not_taken_up(home: House, ahead: int) -> None:
    ann = await home.person("ann")
    room: UUID = await home.room(ann, kind=PUBLIC)
    start = {"epoch": home.epoch if ahead else "former000000", "seq": 2 + ahead}
    async with home.connected(ann) as client:
        followed = await client.follow(room, start)
        assert (followed["frame"], followed["recovered"]) == ("followed", False)
        assert followed["gap"] == {"from": 1, "to": 2}
    async with home.connected(ann, resume=[{"room": room, **start}]) as client:
        followed = await client.heard("followed")
        assert (followed["epoch"], followed["recovered"]) == (home.epoch, False)
