"""The log can be appended to, by one function, and nothing else."""

from uuid import UUID, uuid4

import asyncpg
import pytest

from events.codec import EventTooLarge
from events.log.write import Verdict
from events.room import MessageSent, RoomTopicChanged
from runtime.postgres import open_pool
from tests.support.logs import OpenLog

ANN = UUID(int=1)
WRITES = [
    "insert into events select * from events",
    "update events set data = '{}'",
    "delete from events",
    "truncate events",
    "delete from commands",
    "insert into streams values (gen_random_uuid(), 1)",
    "update touched set version = 0",
    "update log set epoch = 'x'",
    "drop table events",
]


@pytest.mark.parametrize("statement", WRITES)
async def test_the_application_may_only_append(kept: OpenLog, statement: str) -> None:
    await kept.room(ANN)
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        await kept.pool.execute(statement)


@pytest.mark.parametrize("statement", WRITES[1:5])
async def test_not_even_the_owner_changes_an_event(kept: OpenLog, database_url: str, statement: str) -> None:
    await kept.room(ANN)
    owner = await open_pool(database_url, role=None)
    with pytest.raises(asyncpg.PostgresError, match="the log is immutable"):
        await owner.execute(statement)
    await owner.close()


async def test_an_event_above_the_limit_is_refused_alone(kept: OpenLog) -> None:
    room = await kept.room(ANN)
    with pytest.raises(EventTooLarge):
        await kept.write(room, MessageSent(message_id=uuid4(), body="x" * 300_000), actor=ANN)
    assert (await kept.write(room, RoomTopicChanged(topic="on we go"), actor=ANN)).verdict is Verdict.ACCEPTED
