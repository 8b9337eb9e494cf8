"""Which pages of other origins may use the API."""

from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest

from parley.app import make_app
from runtime.settings import Settings

FRIEND, STRANGER = "https://chat.example.org", "https://evil.example"


@pytest.fixture
async def client(tmp_path: Path) -> AsyncIterator[httpx.AsyncClient]:
    """An application of which one origin may be a friend; its parts are not opened."""
    settings = Settings(data_dir=tmp_path, allowed_origins=(FRIEND,), _env_file=None)  # type: ignore[call-arg]
    transport = httpx.ASGITransport(make_app(settings))  # type: ignore[arg-type]
    async with httpx.AsyncClient(transport=transport, base_url="http://parley") as client:
        yield client


async def asked_first(client: httpx.AsyncClient, origin: str) -> httpx.Response:
    """What a browser asks before it sends a command from a page of this origin."""
    wanted = {"Origin": origin, "Access-Control-Request-Method": "POST"}
    names = {"Access-Control-Request-Headers": "authorization,content-type,idempotency-key"}
    return await client.options("/v1/rooms", headers=wanted | names)


async def test_a_page_of_an_allowed_origin_may_send_commands_and_read_what_answers_say(
    client: httpx.AsyncClient,
) -> None:
    allowed = await asked_first(client, FRIEND)
    assert allowed.is_success
    assert allowed.headers["access-control-allow-origin"] == FRIEND
    assert "POST" in allowed.headers["access-control-allow-methods"]
    assert {"authorization", "idempotency-key"} <= set(allowed.headers["access-control-allow-headers"].split(", "))
    answer = await client.get("/health/live", headers={"Origin": FRIEND})
    assert answer.headers["access-control-allow-origin"] == FRIEND
    assert "parley-position" in answer.headers["access-control-expose-headers"]


async def test_a_page_of_any_other_origin_may_not(client: httpx.AsyncClient) -> None:
    assert "access-control-allow-origin" not in (await asked_first(client, STRANGER)).headers
    answer = await client.get("/health/live", headers={"Origin": STRANGER})
    assert "access-control-allow-origin" not in answer.headers
