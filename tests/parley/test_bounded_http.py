"""Clients that send their requests slowly, without end, or not at all."""

import asyncio
import json
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from typing import Annotated, Any
from urllib.parse import urlsplit

import pytest
from litestar import Litestar, get, post
from litestar.params import Body

from parley.bounded_http import Bounds, bounded
from query.live.protocol import LiveProtocol
from runtime.json_request import MAX_BODY_BYTES, JsonRequest
from runtime.problems import HANDLERS
from tests.query.house import serving
from tests.support.patience import PATIENCE

SOON = Bounds(head_within=0.2, body_within=0.2)
GET = b"GET /hello HTTP/1.1\r\nHost: parley\r\n"
POST = b"POST /said HTTP/1.1\r\nHost: parley\r\nContent-Type: application/json\r\n"


@get("/hello")
async def hello() -> str:
    return "hello"


@post("/said")
async def said(data: Annotated[dict[str, Any], Body()]) -> int:
    return len(data)


@post("/refused")
async def refused() -> None:
    """Answers before the body has come."""


class Answers:
    """What a server says on one connection."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.reader = reader
        self.writer = writer

    async def send(self, pieces: Iterable[bytes]) -> None:
        for piece in pieces:
            self.writer.write(piece)
            await asyncio.sleep(0)

    async def next(self) -> tuple[int, bytes]:
        """One answer's status and body; 0 where the connection ended."""
        async with asyncio.timeout(PATIENCE):
            status = await self.reader.readline()
            if not status:
                return 0, b""
            length = 0
            while (line := (await self.reader.readline()).strip().lower()) != b"":
                if line.startswith(b"content-length:"):
                    length = int(line.partition(b":")[2])
            return int(status.split()[1]), await self.reader.readexactly(length)

    async def problem(self) -> str:
        """The connection's last words: which problem."""
        status, body = await self.next()
        found = json.loads(body)
        assert found["status"] == status
        assert await self.next() == (0, b"")
        return str(found["type"]).rpartition("/")[2]


@asynccontextmanager
async def connected(bounds: Bounds) -> AsyncIterator[Answers]:
    app = Litestar(
        [hello, said, refused],
        exception_handlers=HANDLERS,
        request_class=JsonRequest,
        request_max_body_size=MAX_BODY_BYTES,
        openapi_config=None,
        logging_config=None,
    )
    async with serving(app, LiveProtocol, http=bounded(bounds)) as url:
        at = urlsplit(url)
        reader, writer = await asyncio.open_connection(at.hostname, at.port)
        try:
            yield Answers(reader, writer)
        finally:
            writer.close()


async def test_a_request_in_time_is_answered_and_the_connection_kept() -> None:
    async with connected(Bounds()) as client:
        for _ in range(3):
            await client.send([GET, b"\r\n", POST, b'Content-Length: 8\r\n\r\n{"a":', b"1", b"} "])
            assert [await client.next(), await client.next()] == [(200, b"hello"), (201, b"1")]


@pytest.mark.parametrize("beginning", [b"G", GET, GET + b"X-Slow: ", b"POST /said HTTP/1.1\r\nContent-Length: 5\r\n"])
async def test_a_head_that_does_not_end_in_time_is_given_up(beginning: bytes) -> None:
    async with connected(SOON) as client:
        await client.send([beginning])
        assert await client.problem() == "request_timeout"


async def test_dripping_does_not_help() -> None:
    async with connected(SOON) as client:

        async def drip() -> None:
            while True:
                await client.send([b"X-A: b\r\n"])
                await asyncio.sleep(0.05)

        await client.send([GET])
        dripping = asyncio.create_task(drip())
        assert await client.problem() == "request_timeout"
        dripping.cancel()


@pytest.mark.parametrize("after", [b"", b"\r\n"])
async def test_who_says_nothing_is_let_go_of(after: bytes) -> None:
    async with connected(SOON) as client:
        if after:
            await client.send([GET + b"\r\n"])
            assert (await client.next())[0] == 200
            await client.send([after])
            assert await client.problem() == "request_timeout"
        else:
            assert await client.next() == (0, b"")


@pytest.mark.parametrize("length", [b"Content-Length: 10\r\n\r\n{", b"Transfer-Encoding: chunked\r\n\r\n1\r\n{\r\n"])
async def test_a_body_that_does_not_end_in_time_is_given_up(length: bytes, caplog: Any) -> None:
    async with connected(SOON) as client:
        await client.send([POST + length])
        assert await client.problem() == "request_timeout"
    assert "Traceback" not in caplog.text


async def test_a_body_that_nobody_waits_for_any_more_ends_the_connection() -> None:
    async with connected(SOON) as client:
        await client.send([b"POST /refused HTTP/1.1\r\nHost: parley\r\nContent-Length: 10\r\n\r\n1"])
        assert (await client.next())[0] == 201
        assert await client.next() == (0, b"")


HEADS = {
    "many headers": [GET, *(b"X-%d: a\r\n" % at for at in range(200)), b"\r\n"],
    "many headers at once": [GET + b"".join(b"X-%d: a\r\n" % at for at in range(200)) + b"\r\n"],
    "long headers": [GET, *[b"X-Long: " + b"a" * 4000 + b"\r\n"] * 20],
    "a long header at once": [GET + b"X-Long: " + b"a" * 40_000 + b"\r\n\r\n"],
    "a header without end": [GET + b"X-Long: ", *[b"a" * 1000] * 100],
    "an address without end": [b"GET /", *[b"a" * 1000] * 100],
    "a long address at once": [b"GET /" + b"a" * 40_000 + b" HTTP/1.1\r\n\r\n"],
    "a handshake": [GET + b"Upgrade: websocket\r\nConnection: Upgrade\r\n" + b"X-Long: a\r\n" * 100 + b"\r\n"],
}


@pytest.mark.parametrize("what", HEADS)
async def test_a_head_that_is_too_large_is_refused(what: str, caplog: Any) -> None:
    async with connected(Bounds()) as client:
        await client.send(HEADS[what])
        assert await client.problem() == "headers_too_large"
    assert "Traceback" not in caplog.text


async def test_a_hundred_headers_may_come() -> None:
    async with connected(Bounds()) as client:
        await client.send([GET + b"X-A: b\r\n" * 99 + b"\r\n"])
        assert (await client.next())[0] == 200


@pytest.mark.parametrize("length", [b"Content-Length: 2000000\r\n\r\n", b"Transfer-Encoding: chunked\r\n\r\n"])
async def test_a_body_that_is_too_large_is_refused(length: bytes) -> None:
    async with connected(Bounds()) as client:
        await client.send([POST + length, *[b"%x\r\n%b\r\n" % (60_000, b" " * 60_000)] * 30])
        assert (await client.next())[0] == 413


@pytest.mark.parametrize("nonsense", [b"\x16\x03\x01\x02\x00\x01", b"hello\r\n\r\n", GET + b"no colon\r\n\r\n"])
async def test_what_is_not_http_is_refused(nonsense: bytes) -> None:
    async with connected(Bounds()) as client:
        await client.send([nonsense])
        assert await client.problem() == "bad_request"


async def test_many_requests_at_once_are_answered_one_after_the_other() -> None:
    async with connected(SOON) as client:
        await client.send([(GET + b"\r\n") * 1000 + GET])
        assert {await client.next() for _ in range(1000)} == {(200, b"hello")}
        assert await client.problem() == "request_timeout"
