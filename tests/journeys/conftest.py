"""Parley itself, started as its users start it, and people who use it."""

from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from pathlib import Path

import pytest

from tests.journeys.person import Person
from tests.support.parley_process import ParleyProcess
from tests.support.servers import scratch

Somebody = Callable[[str], Awaitable[Person]]


@pytest.fixture
def folder() -> Iterator[Path]:
    with scratch() as folder:
        yield folder / "data"


@pytest.fixture
async def parley(folder: Path) -> AsyncIterator[ParleyProcess]:
    """Running and ready; stopped afterwards if it still runs."""
    parley = ParleyProcess(folder)
    try:
        await parley.ready()
        yield parley
    finally:
        if parley.process and parley.process.poll() is None:
            await parley.end()


@pytest.fixture
async def somebody(parley: ParleyProcess) -> AsyncIterator[Somebody]:
    """Registers people and signs them in."""
    people: list[Person] = []

    async def register(username: str) -> Person:
        person = Person(parley.url, username)
        people.append(person)
        await person.register()
        return person

    yield register
    for person in people:
        await person.close()
