"""The key-encryption key changes while people talk, and the old one is thrown away."""

from pathlib import Path

from tests.journeys.conftest import Somebody
from tests.journeys.running import does
from tests.support.parley_process import ParleyProcess


async def test_nobody_notices_that_the_old_key_is_gone(parley: ParleyProcess, somebody: Somebody, folder: Path) -> None:
    ann = await somebody("ann")
    room = await ann.create_room("The kitchen")
    await ann.say(room, "under the old key")
    await does(parley, "keys", "new")
    assert "kek.0001 may be removed" in await does(parley, "keys", "rewrap")
    (folder / "secrets" / "kek.0001").unlink()
    ben = await somebody("ben")  # whose key is made by processes that began with the old one
    await ben.join(room)
    await ben.say(room, "under the new key")
    assert [one["body"] for one in await ben.talk_of(room)] == ["under the old key", "under the new key"]
    assert (await does(parley, "keys")).startswith("kek.0002: wraps 3 keys, in use")
    assert "under the old key" in await does(parley, "replay", "--room", room, "--open")
