"""One Parley for all tests of its contracts, started as its users start it."""

import asyncio
import contextlib
import json
from collections.abc import Iterator

import pytest

from parley.contracts.files import OPENAPI, contents
from parley.contracts.schema import Json
from tests.support.parley_process import ParleyProcess
from tests.support.servers import scratch


@pytest.fixture(scope="session")
def served() -> Iterator[ParleyProcess]:
    """Running and ready; stopped when all tests are done."""
    with scratch() as folder:
        parley = ParleyProcess(folder / "data")
        try:
            asyncio.run(parley.ready())
            yield parley
        finally:
            if parley.process and parley.process.poll() is None:
                with contextlib.suppress(ProcessLookupError):
                    asyncio.run(parley.end())


@pytest.fixture
def openapi() -> Json:
    """The document as it is served; each test's own."""
    found: Json = json.loads(contents()[OPENAPI])
    return found
