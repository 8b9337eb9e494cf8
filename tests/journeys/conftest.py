"""Parley itself, started as its users start it, and people who use it."""

from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path

import pytest

from tests.journeys.person import Person
from tests.support.parley_process import ParleyProcess

Somebody = Callable[[str], Awaitable[Person]]


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


@pytest.fixture
async def workers(folder: Path) -> AsyncIterator[ParleyProcess]:
    """Parley with two api processes at one address, running and ready."""
    parley = ParleyProcess(folder, PARLEY_WORKERS="2", PARLEY_RATE_SENDS="off")
    try:
        await parley.ready()
        yield parley
    finally:
        await parley.end()
