"""Two people talk through the web client's live half, and its server is killed under them."""

import asyncio
import json
import signal
from pathlib import Path

from tests.support.node import HOME
from tests.support.parley_process import ParleyProcess

WEB = Path(__file__).parents[2] / "web"
MANY = 60


async def test_a_server_killed_mid_conversation_loses_and_doubles_nothing(parley: ParleyProcess) -> None:
    talking = await asyncio.create_subprocess_exec(
        HOME / "bin/node", "--no-warnings", "scripts/two_people.ts", parley.url, str(MANY),
        cwd=WEB, stdout=asyncio.subprocess.PIPE, limit=1 << 20,
    )  # fmt: skip
    assert talking.stdout
    try:
        async with asyncio.timeout(100):
            assert await talking.stdout.readline() == b"half\n"
            await parley.end(signal.SIGKILL)
            await parley.ready()
            found = json.loads(await talking.stdout.readline())
            assert await talking.wait() == 0
    finally:
        if talking.returncode is None:
            talking.kill()
            await talking.wait()
    for shown, (history, room) in zip(found["shown"], found["told"], strict=True):
        messages = history["messages"]
        assert sorted(one["message_id"] for one in messages) == sorted(found["ids"])
        kept = ("seq", "body", "html", "deleted")
        there = [{"id": one["message_id"]} | {name: one[name] for name in kept} for one in messages]
        assert shown["messages"] == there
        assert shown["unread"] == room["unread"] == 0
        assert shown["members"] == room["member_count"]
    for mine in (found["ids"][0::2], found["ids"][1::2]):  # what one person says stays in its order
        seqs = {one["id"]: one["seq"] for one in found["shown"][0]["messages"]}
        assert [seqs[one] for one in mine] == sorted(seqs[one] for one in mine)
    assert found["statuses"][-1] == "live"
    assert "reconnecting" in found["statuses"]
