"""A whole conversation over a real connection, every frame of which fits the schemas."""

import json
from typing import Any
from uuid import uuid4

from events.room import History, MessageDeleted, RoomArchived, Visibility
from tests.contracts.judging import SCHEMAS, wrong
from tests.query.client import Client
from tests.query.conftest import home  # noqa: F401 - a fixture
from tests.query.house import House

EXPECTED = {"hello", "ready", "followed", "rejected", "accepted", "event", "ended"}


async def test_every_frame_of_a_conversation_fits(home: House) -> None:  # noqa: F811
    ann, ben = await home.person("ann"), await home.person("ben")
    room = await home.room(ann, ben, kind=(Visibility.PUBLIC, History.ALL))
    told: list[dict[str, Any]] = []
    async with Client.open(home.url) as client:
        told.append(client.hello)

        async def say(frame: dict[str, Any]) -> None:
            assert wrong("client", json.loads(json.dumps(frame, default=str))) == []
            await client.say(**frame)

        async def hear(until: str) -> None:
            while told[-1]["frame"] != until:
                told.append(await client.next())

        await say({"frame": "connect", "token": home.token(ann), "id": 1})
        await hear("ready")
        await say({"frame": "follow", "room": uuid4()})
        await hear("rejected")
        await say({"frame": "follow", "room": room, "from": {"last": 10}, "id": "two"})
        await hear("followed")
        message = uuid4()
        data = {"body": "Tea is **ready**"}
        await say({"frame": "command", "command_id": message, "room": room, "type": "send_message", "data": data})
        await hear("accepted")
        await home.kept.accepted(room, MessageDeleted(message_id=message), actor=ann)
        await home.kept.accepted(room, RoomArchived(), actor=ann)
        await hear("ended")
        await say({"frame": "pong"})
    assert {frame["frame"] for frame in told} == EXPECTED
    for frame in told:
        assert wrong("server", frame) == [], frame
        kind = f"event.{frame['type']}" if frame["frame"] == "event" else frame["frame"]
        assert wrong(f"server.{kind}", frame) == []
        assert f"server.{kind}" in SCHEMAS
