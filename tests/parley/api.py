"""The role `api` as it runs in earnest, and everything that can be asked of it at once."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx

from parley.app import make_app
from parley.contracts.files import OPENAPI, contents
from parley.parts import opened
from query.live.protocol import LiveProtocol
from runtime.new_secrets import load_or_create
from runtime.settings import Settings
from tests.command.serving import Person
from tests.query.house import serving


@asynccontextmanager
async def api(database_url: str, nats_live_url: str, folder: Path, **more: Any) -> AsyncIterator[str]:
    """Its address; no projections run beside it."""
    load_or_create(folder / "secrets", log_has_events=False)
    where: dict[str, Any] = {"data_dir": folder, "database_url": database_url, "nats_live_url": nats_live_url}
    settings = Settings(**where, **more, _env_file=None)  # type: ignore[call-arg]
    app = make_app(settings)
    async with opened(settings) as app.state.parts, serving(app, LiveProtocol) as url:
        yield url


async def everything(ann: Person, room: str) -> list[tuple[str, httpx.Response]]:
    """What each route answers that may say 503, all of them asked at once."""
    filled = {
        "{room_id}": room,
        "{account_id}": ann.account_id,
        "{username}": "ann",
        **{name: str(uuid4()) for name in ("{message_id}", "{session_id}")},
    }
    queries = {"/v1/accounts": f"?ids={ann.account_id}"}

    async def answer(method: str, path: str, body: Any) -> tuple[str, httpx.Response]:
        route = f"{method} {path}"
        for name, value in filled.items():
            path = path.replace(name, value)
        assert "{" not in path
        query = queries.get(path, "") if method == "get" else ""
        return route, await ann.ask(method.upper(), path + query, body)

    document = json.loads(contents()[OPENAPI])
    asked = [
        answer(method, path, example(operation) | ({"refresh_token": ann.refresh_token} if "refresh" in path else {}))
        for path, operations in document["paths"].items()
        for method, operation in operations.items()
        if "503" in operation.get("responses", ()) and path != "/health/ready"
    ]
    assert len(asked) > 25
    return await asyncio.gather(*asked)


def example(operation: dict[str, Any]) -> dict[str, Any]:
    """The body that the document shows; none where there is none."""
    return operation["requestBody"]["content"]["application/json"]["example"] if "requestBody" in operation else {}


async def a_room(owner: Person) -> str:
    opened = await owner.ask("POST", "/v1/rooms", {"name": "A room", "visibility": "public"})
    room: str = opened.json()["room_id"]
    return room
