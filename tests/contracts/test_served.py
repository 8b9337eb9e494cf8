"""The documents are served to anybody, and the page that shows them asks for nothing else."""

import re
from collections.abc import AsyncIterator
from html.parser import HTMLParser

import httpx
import pytest
from litestar import Litestar

from parley.contracts.files import contents
from parley.contracts.routes import contracts
from runtime.problems import HANDLERS
from tests.contracts.judging import SCHEMAS

VOID = {"meta", "link", "br", "hr", "input"}
CLOSED_BY_THE_NEXT = {"li", "tr", "td", "th", "html"}  # as HTML allows


@pytest.fixture
async def anybody() -> AsyncIterator[httpx.AsyncClient]:
    app = Litestar(route_handlers=[contracts], exception_handlers=HANDLERS, openapi_config=None)
    transport = httpx.ASGITransport(app)  # type: ignore[arg-type]
    async with httpx.AsyncClient(transport=transport, base_url="http://parley") as client:
        yield client


class Page(HTMLParser):
    """What a page links to, has names for and leaves open."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.links: set[str] = set()
        self.names: list[str] = []
        self.tags: set[str] = set()
        self.open: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        found = dict(attrs)
        self.links |= {link for link in (found.get("href"), found.get("src")) if link}
        self.names += [name for name in [found.get("id")] if name]
        if tag not in VOID | CLOSED_BY_THE_NEXT:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in CLOSED_BY_THE_NEXT:
            assert self.open.pop() == tag


async def test_the_documents_are_served_as_they_are_committed(anybody: httpx.AsyncClient) -> None:
    for path, text in contents().items():
        answer = await anybody.get(f"/{path}")
        assert answer.status_code == 200
        assert answer.headers["content-type"] == "application/json"
        assert answer.content == text


async def test_the_index_leads_to_every_schema(anybody: httpx.AsyncClient) -> None:
    listed = (await anybody.get("/schemas/index.json")).json()["schemas"]
    assert {one["name"] for one in listed} == set(SCHEMAS)
    for one in listed:
        assert (await anybody.get(one["path"])).json()["title"] == one["title"]


@pytest.mark.parametrize("path", ["/schemas/nothing.json", "/schemas/client", "/schemas/..%2Fasyncapi.json"])
async def test_what_there_is_not_is_not_found(anybody: httpx.AsyncClient, path: str) -> None:
    answer = await anybody.get(path)
    assert answer.status_code == 404
    assert answer.headers["content-type"] == "application/problem+json"


async def test_the_page_tells_of_everything_and_asks_for_nothing(anybody: httpx.AsyncClient) -> None:
    answer = await anybody.get("/docs/live")
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    page = Page(answer.text)
    assert page.open == []
    assert page.tags.isdisjoint({"script", "img", "iframe", "form"})
    told = {name for name in SCHEMAS if name.count(".") and name != "server.event"}
    assert told <= set(page.names)
    assert len(page.names) == len(set(page.names))
    assert {link[1:] for link in page.links if link.startswith("#")} <= set(page.names)
    assert {link for link in page.links if not re.match("#|data:|/", link)} == set()
    for link in page.links - {"/docs"}:
        if link.startswith("/"):
            assert (await anybody.get(link)).status_code == 200
