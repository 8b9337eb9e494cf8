"""What the tests of the read side may ask for."""

from collections.abc import AsyncIterator

import pytest

from tests.query.house import House, house
from tests.support.logs import OpenLog


@pytest.fixture
async def home(kept: OpenLog, database_url: str, nats_live_url: str) -> AsyncIterator[House]:
    """A read side of this test's own."""
    async with house(kept, database_url, nats_live_url) as opened:
        yield opened
