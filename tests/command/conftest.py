"""Two processes of the write side over one database, and people to act in them."""

import asyncio
from collections.abc import AsyncIterator

import httpx
import pytest

from command.access import Access
from command.writer import Writer
from events.log.ended import EndedSessions
from tests.command.processes import process
from tests.command.serving import served


@pytest.fixture
async def here(database_url: str) -> AsyncIterator[Access]:
    async with process(database_url) as access:
        yield access


@pytest.fixture
async def there(database_url: str) -> AsyncIterator[Access]:
    """Another process, which knows nothing of what the first one remembers."""
    async with process(database_url) as access:
        yield access


@pytest.fixture
def writer(here: Access) -> Writer:
    return here.writer


@pytest.fixture
def other(there: Access) -> Writer:
    return there.writer


@pytest.fixture
async def ended(here: Access) -> AsyncIterator[EndedSessions]:
    sessions = EndedSessions(here.pool)
    await sessions.catch_up()
    following = asyncio.create_task(sessions.follow())
    yield sessions
    following.cancel()
    await asyncio.wait({following})


@pytest.fixture
async def client(here: Access, ended: EndedSessions) -> AsyncIterator[httpx.AsyncClient]:
    async with served(here, ended) as client:
        yield client
