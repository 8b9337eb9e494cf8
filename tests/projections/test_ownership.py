"""One owner at a time: the dead are followed, the frozen find that they have lost."""

import asyncio
import signal
from uuid import UUID, uuid4

from events.log.db import Db
from projections.core import NAME
from projections.engine.health import State
from projections.engine.wakeups import Wakeups
from projections.status import status
from projections.verify import verify
from tests.projections.talk import Talk, connecting, core_running, eventually
from tests.support.logs import OpenLog
from tests.support.patience import PATIENCE
from tests.support.process import running

CORE = "tests.projections.core_process"
GROWN_COLD = "update checkpoints set beat_at = beat_at - interval '1 minute' where name = $1"


async def owner_of(db: Db) -> UUID | None:
    found: UUID | None = await db.fetchval("select owner from checkpoints where name = $1", NAME)
    return found


async def position_is(db: Db, position: int) -> None:
    async with asyncio.timeout(PATIENCE):
        while await db.fetchval("select position from checkpoints where name = $1", NAME) != position:
            await asyncio.sleep(0.01)


async def test_a_dead_owner_is_followed(kept: OpenLog, database_url: str) -> None:
    talk = Talk(kept, 1)
    with running(CORE, database_url) as process:
        await position_is(kept.pool, await talk.go_on(20))
        async with core_running(kept, database_url) as part:
            assert part.state is State.STANDBY
            process.kill()
            head = await talk.go_on(20)
            await eventually(lambda: part.state is State.RUNNING and part.position == head)
    assert (await verify(connecting(database_url), kept.keyring)).equal


async def test_a_frozen_owner_wakes_up_and_has_lost(kept: OpenLog, database_url: str) -> None:
    talk = Talk(kept, 2)
    with running(CORE, database_url) as process:
        await position_is(kept.pool, await talk.go_on(20))
        frozen = await owner_of(kept.pool)
        process.send_signal(signal.SIGSTOP)
        await kept.pool.execute(GROWN_COLD, NAME)
        async with core_running(kept, database_url) as part:
            head = await talk.go_on(20)
            await eventually(lambda: part.position == head)
            successor = await owner_of(kept.pool)
            assert successor not in (None, frozen)
            process.send_signal(signal.SIGCONT)
            head = await talk.go_on(40)
            await eventually(lambda: part.position == head)
            assert await owner_of(kept.pool) == successor
    assert (await verify(connecting(database_url), kept.keyring)).equal


async def test_an_owner_that_goes_in_peace_leaves_the_place_free(kept: OpenLog, database_url: str) -> None:
    async with core_running(kept, database_url) as part:
        await eventually(lambda: part.state is State.RUNNING)
        [core] = await status(kept.pool)
        assert core.alive
        assert core.healthy
    [core] = await status(kept.pool)
    assert core.owner is None
    assert not core.healthy


async def test_two_fight_for_it_and_the_rows_are_right(kept: OpenLog, database_url: str) -> None:
    talk = Talk(kept, 3)
    async with core_running(kept, database_url) as one, core_running(kept, database_url) as other:
        for _ in range(5):
            await talk.go_on(15)
            await kept.pool.execute(GROWN_COLD, NAME)
        head = await talk.go_on(1)
        await eventually(lambda: head in (one.position, other.position))
    assert (await verify(connecting(database_url), kept.keyring)).equal


async def test_a_lost_notification_costs_a_second_and_no_event(kept: OpenLog, database_url: str) -> None:
    class Deaf(Wakeups):
        def saw(self, head: int) -> None:
            """Hears nothing."""

    async with core_running(kept, database_url, Deaf()) as part:
        await eventually(lambda: part.state is State.RUNNING)
        await kept.say(await kept.room(ann := uuid4()), ann, "anybody?")
        await eventually(lambda: part.position == 3)
