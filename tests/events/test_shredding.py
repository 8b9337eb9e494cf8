"""One message is made unreadable for ever, and nothing else that its author said that month."""

import asyncio
from datetime import timedelta
from uuid import UUID

from events.keyring import Keyring
from events.leaf import leaf_hash
from events.log import read
from events.room import MessageEdited, MessageErased, MessageSent
from events.sealing import ERASED
from events.shredding import BEFORE, destroy_subject, shred_message
from tests.support.keys import SECRETS
from tests.support.logs import OpenLog

ANN, BEN = UUID(int=1), UUID(int=2)
LONG_AGO = "update subject_keys set retired_at = retired_at - interval '1 day'"


def memoryless(kept: OpenLog) -> Keyring:
    """As a process has it that has never seen a key."""
    return Keyring(kept.pool, SECRETS.keks, SECRETS.current_kek)


async def words(kept: OpenLog) -> list[str]:
    found = await memoryless(kept).open(await read.after(kept.pool, 0, 1000))
    return [each.event.body for each in found if isinstance(each.event, MessageSent | MessageEdited)]


async def erased(kept: OpenLog, room: UUID, message: UUID) -> None:
    """What the log says of it; its key is retired, and nobody has used it for long."""
    await kept.accepted(room, MessageErased(message_id=message), actor=ANN)
    await shred_message(kept.pool, memoryless(kept), room, message)
    await kept.pool.execute(LONG_AGO)
    kept.keyring.forget()


async def test_one_message_goes_and_the_month_stays(kept: OpenLog) -> None:
    room = await kept.room(ANN, BEN)
    one, two, _, _ = [await kept.say(room, who, word) for who, word in zip((ANN, ANN, ANN, BEN), "1234", strict=True)]
    await kept.accepted(room, MessageEdited(message_id=one, body="1, edited"), actor=ANN)
    for message in (one, two):
        await erased(kept, room, message)
        assert await shred_message(kept.pool, memoryless(kept), room, message)
    await kept.say(room, ANN, "5")
    assert await words(kept) == [ERASED, ERASED, "3", "4", ERASED, "5"]
    assert all(each.leaf_hash == leaf_hash(each) for each in await read.after(kept.pool, 0, 1000))
    await destroy_subject(kept.pool, ANN)
    assert await words(kept) == [ERASED, ERASED, ERASED, "4", ERASED, ERASED]


async def test_a_key_that_somebody_may_still_seal_with_is_not_destroyed(kept: OpenLog) -> None:
    room = await kept.room(ANN)
    message = await kept.say(room, ANN, "1")
    await kept.accepted(room, MessageErased(message_id=message), actor=ANN)
    assert not await shred_message(kept.pool, memoryless(kept), room, message)
    await kept.say(room, ANN, "sealed with a key that was found before")
    kept.keyring.forget()
    await kept.say(room, ANN, "sealed with the next key")
    assert await kept.pool.fetchval("select count(*) from subject_keys where subject_id = $1", ANN) == 2
    await kept.pool.execute(LONG_AGO)
    assert await shred_message(kept.pool, memoryless(kept), room, message)
    assert await words(kept) == [ERASED, "sealed with a key that was found before", "sealed with the next key"]


async def test_several_who_shred_at_once_lose_nothing_and_bring_nothing_back(kept: OpenLog) -> None:
    room = await kept.room(ANN)
    said = [await kept.say(room, ANN, str(number)) for number in range(40)]
    for message in said[:8]:
        await erased(kept, room, message)
    done = [shred_message(kept.pool, memoryless(kept), room, message) for message in said[:8] for _ in range(2)]
    assert all(await asyncio.gather(*done))
    assert await words(kept) == [ERASED] * 8 + [str(number) for number in range(8, 40)]
    assert await kept.pool.fetchval("select count(*) from event_keys") == 32


async def test_what_another_shredding_kept_of_a_message_goes_with_it(kept: OpenLog) -> None:
    room = await kept.room(ANN)
    one, two = [await kept.say(room, ANN, word) for word in "12"]
    await erased(kept, room, one)
    assert await shred_message(kept.pool, memoryless(kept), room, one)
    assert await words(kept) == [ERASED, "2"]
    await kept.accepted(room, MessageErased(message_id=two), actor=ANN)
    assert await shred_message(kept.pool, memoryless(kept), room, two)
    assert await words(kept) == [ERASED, ERASED]


async def test_a_person_erased_while_their_message_is_shredded_stays_erased(kept: OpenLog) -> None:
    room = await kept.room(ANN)
    said = [await kept.say(room, ANN, str(number)) for number in range(20)]
    await erased(kept, room, said[0])
    await asyncio.gather(shred_message(kept.pool, memoryless(kept), room, said[0]), destroy_subject(kept.pool, ANN))
    assert await words(kept) == [ERASED] * 20
    assert await kept.pool.fetchval("select count(*) from event_keys") == 0


async def test_where_a_month_begins_is_found(kept: OpenLog) -> None:
    assert await kept.pool.fetchval(BEFORE, None) == 0
    room = await kept.room(ANN)
    for number in range(9):
        await kept.say(room, ANN, str(number))
    times = [each.recorded_at for each in await read.after(kept.pool, 0, 100)]
    for moment in (times[0], times[3], times[-1], times[-1] + timedelta(days=1)):
        assert await kept.pool.fetchval(BEFORE, moment) == sum(each < moment for each in times)
