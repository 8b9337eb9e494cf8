"""The browser client is served by Parley itself, quickly, and can be talked into nothing by what people write."""

import gzip
import json
import re
from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest
from litestar import Litestar

from parley.app import make_app
from parley.web.routes import web
from runtime.problems import HANDLERS
from runtime.settings import Settings

PAGE = "<!doctype html><title>Parley</title>"
SCRIPT = b"export const parley = 'parley';" * 100
ADDRESSES = Path(__file__).parents[2] / "web/src/worker/addresses.ts"
BROTLI = b"as if it were brotli"


@pytest.fixture
def built(tmp_path: Path) -> Path:
    """A client as a build leaves it, but smaller."""
    (tmp_path / "assets").mkdir()
    (tmp_path / "index.html").write_text(PAGE)
    (tmp_path / "worker.js").write_bytes(SCRIPT)
    script = tmp_path / "assets/index-Ab12.js"
    script.write_bytes(SCRIPT)
    script.with_name("index-Ab12.js.br").write_bytes(BROTLI)
    script.with_name("index-Ab12.js.gz").write_bytes(gzip.compress(SCRIPT))
    return tmp_path


@pytest.fixture
async def client(built: Path) -> AsyncIterator[httpx.AsyncClient]:
    app = Litestar([web(built)], exception_handlers=HANDLERS, openapi_config=None)
    async with browser(app) as client:
        yield client


@pytest.fixture
async def whole() -> AsyncIterator[httpx.AsyncClient]:
    """All of Parley's routes; its parts are not opened."""
    async with browser(make_app(Settings(_env_file=None))) as client:  # type: ignore[call-arg]
        yield client


def browser(app: Litestar) -> httpx.AsyncClient:
    transport = httpx.ASGITransport(app)  # type: ignore[arg-type]
    return httpx.AsyncClient(transport=transport, base_url="http://parley", headers={"Accept-Encoding": ""})


@pytest.mark.parametrize("path", ["/", "/sign-in", "/rooms/5b0c1de4-3a52-8b5e-a1f7-90c4fb3a4d21", "/rooms/x?at=4711"])
async def test_every_address_of_the_client_is_its_page(client: httpx.AsyncClient, path: str) -> None:
    answer = await client.get(path)
    assert (answer.status_code, answer.text) == (200, PAGE)
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert answer.headers["cache-control"] == "no-cache"


@pytest.mark.parametrize(
    "path",
    ["/v1", "/v1/nothing", "/docs/nothing", "/health", "/metrics/x", "/schemas", "/openapi.json/x", "/.well-known/x"],
)
async def test_where_the_api_has_nothing_the_client_is_not_shown(whole: httpx.AsyncClient, path: str) -> None:
    answer = await whole.get(path, headers={"Accept": "text/html"})
    assert answer.status_code == 404
    assert answer.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize("path", ["/assets/index-Gone.js", "/favicon.ico", "/assets/index-Ab12.js.br", "/../web.py"])
async def test_a_file_that_is_not_there_is_a_problem(client: httpx.AsyncClient, path: str) -> None:
    assert (await client.get(path)).headers["content-type"] == "application/problem+json"


async def test_a_file_named_by_its_contents_is_kept_for_ever(client: httpx.AsyncClient) -> None:
    answer = await client.get("/assets/index-Ab12.js")
    assert answer.content == SCRIPT
    assert answer.headers["content-type"].startswith("text/javascript")
    assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"


@pytest.mark.parametrize(
    ("accepted", "coding"),
    [
        ("gzip, deflate, br, zstd", "br"),
        ("gzip", "gzip"),
        ("br;q=0, gzip;q=0.5", "gzip"),
        ("identity", None),
        ("", None),
    ],
)
async def test_a_file_comes_as_small_as_the_browser_can_read(
    client: httpx.AsyncClient, accepted: str, coding: str | None
) -> None:
    request = client.build_request("GET", "/assets/index-Ab12.js", headers={"Accept-Encoding": accepted})
    answer = await client.send(request, stream=True)
    packed = b"".join([part async for part in answer.aiter_raw()])
    assert answer.headers.get("content-encoding") == coding
    assert answer.headers["vary"] == "Accept-Encoding"
    assert {"br": BROTLI, "gzip": gzip.compress(SCRIPT), None: SCRIPT}[coding][10:] == packed[10:]


async def test_the_service_worker_is_asked_for_anew_each_time(client: httpx.AsyncClient) -> None:
    answer = await client.get("/worker.js")
    assert answer.headers["content-type"].startswith("text/javascript")
    assert answer.headers["cache-control"] == "no-cache"


async def test_the_service_worker_leaves_the_api_alone() -> None:
    named = re.search(r"API = (\[.*?\])", ADDRESSES.read_text(), re.DOTALL)
    assert named
    app = make_app(Settings(_env_file=None))  # type: ignore[call-arg]
    firsts = {route.path.split("/")[1] for route in app.routes} - {"", "{path:path}"}
    assert sorted(firsts) == json.loads(named[1])


async def test_what_a_browser_has_is_not_sent_again(client: httpx.AsyncClient) -> None:
    first = await client.get("/")
    again = await client.get("/rooms", headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["etag"] == first.headers["etag"]
    packed = await client.get("/assets/index-Ab12.js", headers={"Accept-Encoding": "gzip"})
    plain = await client.get("/assets/index-Ab12.js", headers={"If-None-Match": packed.headers["etag"]})
    assert plain.status_code == 200


async def test_the_page_runs_nothing_but_its_own_scripts_and_stands_in_no_frame(client: httpx.AsyncClient) -> None:
    for path in ("/", "/assets/index-Ab12.js"):
        headers = (await client.get(path)).headers
        policy = dict(each.strip().split(" ", 1) for each in headers["content-security-policy"].split(";"))
        assert policy["default-src"] == policy["frame-ancestors"] == policy["base-uri"] == "'none'"
        assert policy["script-src"] == policy["style-src"] == policy["connect-src"] == policy["worker-src"] == "'self'"
        assert "unsafe" not in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "no-referrer"
        assert headers["cross-origin-opener-policy"] == "same-origin"


async def test_a_parley_without_the_client_says_how_to_get_it(tmp_path: Path) -> None:
    async with browser(Litestar([web(tmp_path)], openapi_config=None)) as client:
        answer = await client.get("/")
    assert answer.status_code == 503
    assert "make web" in answer.text
    assert "/docs" in answer.text
