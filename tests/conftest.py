"""What every test may ask for: a database, NATS, keys, each as good as new.

Asynchronous tests are plain `async def test_…` (pytest-asyncio, auto mode, one event loop a test).
The servers are real, run once a session on ports and sockets of their own, and leave nothing behind.
"""

import asyncio
import signal
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from pathlib import Path

import nats
import pytest
from nats.aio.client import Client

from parley.embedded.nats import EmbeddedNats
from parley.embedded.nats_access import Access, read_access
from parley.embedded.nats_rights import inbox_prefix
from parley.embedded.postgres import EmbeddedPostgres
from runtime.postgres import Pool, open_pool
from runtime.secrets import Secrets
from tests.support.databases import database, make_template
from tests.support.keys import SECRETS
from tests.support.logs import OpenLog, open_log
from tests.support.parley_process import ParleyProcess
from tests.support.servers import running, scratch
from tests.support.streams import forget_streams

NatsAs = Callable[[str], Awaitable[Client]]

# A shell's background job ignores Ctrl-C, and so would every process that the tests start and end by it.
signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(scope="session")
def shared_postgres() -> Iterator[EmbeddedPostgres]:
    with running(EmbeddedPostgres) as postgres:
        asyncio.run(make_template(postgres.folder))
        yield postgres


@pytest.fixture(scope="session")
def shared_nats() -> Iterator[EmbeddedNats]:
    with running(EmbeddedNats) as server:
        yield server


@pytest.fixture
def own_postgres() -> Iterator[EmbeddedPostgres]:
    """A Postgres that one test may stop or kill; its database is empty."""
    with running(EmbeddedPostgres) as postgres:
        yield postgres


@pytest.fixture
def own_nats() -> Iterator[EmbeddedNats]:
    """A NATS server that one test may stop or kill."""
    with running(EmbeddedNats) as server:
        yield server


@pytest.fixture
async def database_url(shared_postgres: EmbeddedPostgres) -> AsyncIterator[str]:
    """A migrated database of this test's own, as its owner."""
    async with database(shared_postgres.folder) as url:
        yield url


@pytest.fixture
async def pool(database_url: str) -> AsyncIterator[Pool]:
    """Connections to `database_url` with the rights of the application."""
    pool = await open_pool(database_url)
    yield pool
    await pool.close()


@pytest.fixture
async def nats_access(shared_nats: EmbeddedNats) -> AsyncIterator[Access]:
    """How to reach a NATS server without streams, as any user: `nats_access.url("relay")`."""
    access = read_access(shared_nats.folder)
    assert access
    yield access
    await forget_streams(access)


@pytest.fixture
def nats_url(nats_access: Access) -> str:
    return nats_access.url("relay")


@pytest.fixture
def nats_live_url(nats_access: Access) -> str:
    return nats_access.url("live")


@pytest.fixture
async def nats_as(nats_access: Access) -> AsyncIterator[NatsAs]:
    """Connects as relay, doorkeeper, analytics, audit or live; closed afterwards."""
    clients: list[Client] = []

    async def connect(user: str) -> Client:
        clients.append(await nats.connect(nats_access.url(user), inbox_prefix=inbox_prefix(user)))
        return clients[-1]

    yield connect
    for client in clients:
        await client.close()


@pytest.fixture
def secrets() -> Secrets:
    return SECRETS


@pytest.fixture
def folder() -> Iterator[Path]:
    """Where a Parley of this test's own keeps its data."""
    with scratch() as folder:
        yield folder / "data"


@pytest.fixture
async def parley(folder: Path) -> AsyncIterator[ParleyProcess]:
    """Running and ready, as its users start it; stopped afterwards if it still runs."""
    parley = ParleyProcess(folder, PARLEY_RATE_SENDS="off")  # journeys talk as fast as they can
    try:
        await parley.ready()
        yield parley
    finally:
        if parley.process and parley.process.poll() is None:
            await parley.end()


@pytest.fixture
async def kept(database_url: str) -> AsyncIterator[OpenLog]:
    """The log of one process, on this test's own database."""
    async with open_log(database_url) as opened:
        yield opened
