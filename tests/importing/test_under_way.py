"""Commands under way: the first that fails is told, and the others leave no noise behind."""

import asyncio
import gc
from typing import Any
from uuid import uuid4

import asyncpg
import pytest

from parley.importing.in_order import InOrder
from parley.importing.under_way import UnderWay


async def nowhere() -> "asyncpg.Connection[asyncpg.Record]":
    raise AssertionError("nothing is appended here")


async def fail(what: str) -> None:
    raise ValueError(what)


async def test_of_two_that_fail_at_once_the_first_is_told_and_neither_is_complained_of() -> None:
    complaints: list[dict[str, Any]] = []
    asyncio.get_running_loop().set_exception_handler(lambda _, about: complaints.append(about))
    appender = InOrder(nowhere)
    under_way = UnderWay(appender, 10)
    for what in ("first", "second"):
        under_way.begin(fail(what), uuid4())
    with pytest.raises(ValueError, match="first"):
        await under_way.settled()
    await appender.close()
    gc.collect()
    assert complaints == []
