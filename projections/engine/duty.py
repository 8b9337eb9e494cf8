"""Keeping a projection running: whenever it is ours, through every absence of Postgres, until it must be stopped."""

import asyncio
import traceback
from collections.abc import Awaitable, Callable

import structlog

from projections.engine.health import Part, State
from projections.engine.ownership import Connect, Term, owning
from projections.engine.tasks import end
from projections.engine.troubles import OwnershipLost, Stopped, passes, without_values

Work = Callable[[Term], Awaitable[None]]
LONGEST_BACK_OFF = 5.0  # seconds
MENDED_EVERY = 1.0  # seconds between two looks whether a stopped projection may go on
TROUBLE = "update checkpoints set trouble = $2 where name = $1 returning true"
MENDED = "select trouble is null or remake is not null from checkpoints where name = $1"
log = structlog.get_logger(__name__)


async def keep(name: str, connect: Connect, work: Work, part: Part) -> None:
    """Do the work whenever the projection is ours; where it must be stopped, wait until somebody has mended it.

    Ownership is let go then: a process of a newer build may know the event that this one does not.
    """
    back_off = 0.1
    while True:
        part.state = State.STANDBY if part.trouble is None else State.WAITING
        began = asyncio.get_running_loop().time()
        try:
            await _serve(name, connect, work, part)
        except OwnershipLost as lost:
            log.warning("ownership_lost", projection=name, reason=str(lost))
        except Exception as error:
            if isinstance(error, Stopped):
                await _stop(name, connect, part, error)
                part.trouble = None
                continue
            # What nobody foresaw says nothing about the log: to stop for good would make one hiccup an outage.
            part.state, part.trouble = State.WAITING, without_values(error)
            say = log.warning if passes(error) else log.error
            say("projection_waits", projection=name, error=part.trouble, seconds=round(back_off, 1))
        if asyncio.get_running_loop().time() - began > LONGEST_BACK_OFF:
            back_off = 0.1
        await asyncio.sleep(back_off)
        back_off = min(back_off * 2, LONGEST_BACK_OFF)


async def _serve(name: str, connect: Connect, work: Work, part: Part) -> None:
    """One term of ownership; raises whatever ends it."""
    async with owning(name, connect) as (term, heart):
        part.state, part.trouble = State.RUNNING, None
        working = asyncio.ensure_future(work(term))
        try:
            await asyncio.wait({working, heart}, return_when=asyncio.FIRST_COMPLETED)
            for ended in (working, heart):
                if ended.done():
                    ended.result()
        finally:
            await end(working)


async def _stop(name: str, connect: Connect, part: Part, error: Stopped) -> None:
    """Say it loudly: in the log, in our health, and beside the checkpoint, where it stands until it is mended."""
    part.state, part.trouble = State.STOPPED, str(error)
    where = "".join(traceback.format_tb((error.__cause__ or error).__traceback__))
    log.error("projection_stopped", projection=name, trouble=part.trouble, where=where)
    while not await _asked(connect, TROUBLE, name, part.trouble):
        await asyncio.sleep(LONGEST_BACK_OFF)
    while not await _asked(connect, MENDED, name):
        await asyncio.sleep(MENDED_EVERY)
    log.info("projection_goes_on", projection=name)


async def _asked(connect: Connect, question: str, *arguments: str) -> bool:
    """One answer; False also while Postgres is away."""
    try:
        db = await connect()
        try:
            return bool(await db.fetchval(question, *arguments))
        finally:
            await db.close(timeout=1)
    except Exception as error:
        if not passes(error):
            raise
        return False
