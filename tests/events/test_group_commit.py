"""The appender: what is acknowledged is stored, whatever happens to the connection, the caller or a neighbour."""

import asyncio
from uuid import UUID, uuid4

import asyncpg
import pytest
from structlog.testing import capture_logs

from events.log import read
from events.log.append import PLANNER, Appender
from events.log.write import Verdict, Write
from events.room import MessageSent, RoomTopicChanged
from events.stored import Encoded
from runtime import postgres
from tests.support.logs import OpenLog, open_log

ANN = UUID(int=1)


def sent(text: str = "hello") -> MessageSent:
    return MessageSent(message_id=uuid4(), body=text)


async def test_a_command_repeated_after_a_lost_reply_is_answered_as_the_first_time(kept: OpenLog) -> None:
    room, event = await kept.room(ANN), sent()
    first = await kept.write(room, event, actor=ANN, command_id=event.message_id)
    await kept.say(room, ANN, "meanwhile")
    again = await kept.write(room, event, actor=ANN, command_id=event.message_id)
    assert (again.verdict, again.position, again.version) == (Verdict.DUPLICATE, first.position, first.version)


async def test_a_command_that_changed_nothing_is_remembered(kept: OpenLog) -> None:
    room, command_id = await kept.room(ANN), uuid4()
    first = await kept.write(room, actor=ANN, command_id=command_id)
    assert (first.verdict, first.position, first.version) == (Verdict.ACCEPTED, 2, 2)
    await kept.say(room, ANN, "meanwhile")
    again = await kept.write(room, actor=ANN, command_id=command_id)
    assert (again.verdict, again.position, again.version) == (Verdict.DUPLICATE, 2, 2)


async def test_a_cancelled_caller_does_not_stop_the_write(kept: OpenLog) -> None:
    room, event = await kept.room(ANN), sent()
    await kept.keyring.for_sealing([ANN])
    caller = asyncio.create_task(kept.write(room, event, actor=ANN, command_id=event.message_id))
    await asyncio.sleep(0)
    caller.cancel()
    with pytest.raises(asyncio.CancelledError):
        await caller
    again = await kept.write(room, event, actor=ANN, command_id=event.message_id)
    assert again.verdict is Verdict.DUPLICATE


async def test_one_bad_write_does_not_fail_its_neighbours(kept: OpenLog) -> None:
    room = await kept.room(ANN)
    writes = [kept.write(room, sent(), actor=ANN) for _ in range(20)]
    await kept.keyring.for_sealing([ANN])
    not_json = Encoded(room, "room", "message_sent", 1, uuid4(), None, (), "{not json")
    bad = kept.appender.append(Write(ANN, uuid4(), b"f", room, [not_json], []))
    outcomes = await asyncio.gather(*writes[:10], bad, *writes[10:], return_exceptions=True)
    errors = [outcome for outcome in outcomes if isinstance(outcome, BaseException)]
    assert [type(error) for error in errors] == [asyncpg.InvalidTextRepresentationError]
    assert len(await read.stream(kept.pool, room)) == 2 + 20


async def test_a_killed_connection_costs_nobody_a_word(kept: OpenLog, database_url: str) -> None:
    room = await kept.room(ANN)
    killer = await asyncpg.connect(database_url)
    kill = "select pg_terminate_backend(pid) from pg_stat_activity where query like 'select * from append_events%'"
    for _ in range(5):
        writes = [asyncio.create_task(kept.say(room, ANN, "on we go")) for _ in range(40)]
        await killer.execute(kill)
        await asyncio.gather(*writes)
    await killer.close()
    assert len(await read.stream(kept.pool, room)) == 2 + 200


async def test_an_outage_is_logged_once_however_often_the_log_is_asked(kept: OpenLog, database_url: str) -> None:
    room, failing = await kept.room(ANN), 4
    opened: list[asyncpg.Connection] = []

    async def connect() -> asyncpg.Connection:
        nonlocal failing
        failing -= 1
        if failing >= 0:
            raise ConnectionRefusedError
        opened.append(await postgres.connect(database_url, settings=PLANNER))
        return opened[-1]

    appender = Appender(connect)
    with capture_logs() as logged:
        for outages in 1, 2:
            accepted = await appender.append(Write(ANN, uuid4(), b"f", room, [], []))
            assert accepted.verdict is Verdict.ACCEPTED
            assert [line["event"] for line in logged] == ["append outcome unknown, sending again"] * outages
            failing = 3
            opened[-1].terminate()
    await appender.close()


async def test_what_waits_is_appended_before_the_appender_closes(database_url: str) -> None:
    async with open_log(database_url) as kept:
        room = await kept.room(ANN)
        last = asyncio.create_task(kept.write(room, RoomTopicChanged(topic="last orders"), actor=ANN))
        await asyncio.sleep(0)
        await kept.keyring.for_sealing([room])
    assert (await last).verdict is Verdict.ACCEPTED


async def test_two_processes_write_one_log(database_url: str) -> None:
    async with open_log(database_url) as one, open_log(database_url) as other:
        room = await one.room(ANN)
        says = [kept.say(room, ANN, "both at once") for _ in range(50) for kept in (one, other)]
        await asyncio.gather(*says)
        stored = await read.after(one.pool, 0, 1000)
    assert [event.position for event in stored] == list(range(1, 103))
    assert [event.version for event in stored] == list(range(1, 103))
