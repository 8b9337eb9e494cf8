"""Nobody who lives in an epoch that is over writes into the next one, and only the owner begins one."""

from uuid import uuid4

import asyncpg
import pytest

from events.log.append import Appender, session
from events.log.write import LogUnavailable
from events.room import MessageSent
from runtime.postgres import Pool, connect
from tests.support.logs import OpenLog

OVER = "update log set former = former || epoch, epoch = 'another00000'"


async def owner_says(database_url: str, statement: str) -> None:
    owner = await asyncpg.connect(database_url)
    await owner.execute(statement)
    await owner.close()


async def test_what_is_appended_in_an_epoch_that_is_over_is_refused_and_may_be_repeated(
    kept: OpenLog, database_url: str
) -> None:
    room = await kept.room(ann := uuid4())
    head = await kept.log.head()
    appender = Appender(lambda: connect(database_url, settings=session(head.epoch)))
    living = OpenLog(kept.pool, appender)
    await living.say(room, ann, "in our epoch")
    await owner_says(database_url, OVER)
    late = MessageSent(message_id=uuid4(), body="too late")
    with pytest.raises(LogUnavailable):
        await living.write(room, late, actor=ann, command_id=late.message_id)
    assert (await kept.log.head()).position == head.position + 1
    await appender.close()

    appender = Appender(lambda: connect(database_url, settings=session("another00000")))
    await OpenLog(kept.pool, appender).write(room, late, actor=ann, command_id=late.message_id)
    assert (await kept.log.head()).position == head.position + 2
    await appender.close()


async def test_the_application_cannot_begin_an_epoch(pool: Pool) -> None:
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        await pool.execute(OVER)
