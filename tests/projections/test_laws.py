"""Two laws for every projection: rebuilt = live, and any cut of the events gives the same rows."""

import random
from collections.abc import Iterator
from uuid import uuid4

import pytest

from events.keyring import Keyring
from events.shredding import destroy_subject
from projections.verify import verify
from tests.projections.talk import Talk, connecting, core_running, eventually
from tests.support.keys import SECRETS
from tests.support.logs import open_log


def random_cuts(seed: int) -> Iterator[int]:
    chance = random.Random(seed)
    while True:
        yield chance.choice([1, 1, 2, 3, 7, 20, 50])


@pytest.mark.parametrize("seed", range(4))
async def test_any_cut_gives_the_same_rows(database_url: str, seed: int) -> None:
    async with open_log(database_url) as kept:
        head = await Talk(kept, seed).go_on(120)
        async with core_running(kept, database_url) as part:
            await eventually(lambda: part.position == head)
        forgetful = Keyring(kept.pool, SECRETS.keks, SECRETS.current_kek)  # has none of the keys that were destroyed
        for cut in (random_cuts(seed), random_cuts(seed + 100), iter([head])):
            verified = await verify(connecting(database_url), kept.keyring, cuts=cut)
            assert verified.equal, verified
            verified = await verify(connecting(database_url), forgetful, cuts=random_cuts(seed + 200))
            assert verified.equal, verified
        rows = {table.table: table.rows for table in verified.tables}
        assert verified.position == head
        assert all(rows[table] for table in ("rooms", "members", "stays", "messages", "people", "marks", "mentions"))


async def test_rebuilt_is_live_while_the_talk_goes_on(database_url: str) -> None:
    async with open_log(database_url) as kept, core_running(kept, database_url) as part:
        talk = Talk(kept, 11)
        for _ in range(3):
            await talk.go_on(40)
            verified = await verify(connecting(database_url), kept.keyring)
            assert verified.equal, verified
        head = await talk.go_on(1)
        await eventually(lambda: part.position == head)


async def test_a_row_that_somebody_touched_is_named(database_url: str) -> None:
    async with open_log(database_url) as kept:
        head = await Talk(kept, 5).go_on(60)
        async with core_running(kept, database_url) as part:
            await eventually(lambda: part.position == head)
        await kept.pool.execute("update rooms set topic = 'forged' where room_id = (select room_id from rooms limit 1)")
        verified = await verify(connecting(database_url), kept.keyring)
    assert not verified.equal
    [rooms] = [table for table in verified.tables if not table.equal]
    assert rooms.table == "rooms"
    assert "forged" in rooms.only_live[0]
    assert rooms.only_rebuilt


async def test_what_was_erased_before_it_was_read_has_no_words(database_url: str) -> None:
    async with open_log(database_url) as kept:
        ann = uuid4()
        room = await kept.room(ann)
        await kept.say(room, ann, "my secret")
        await destroy_subject(kept.pool, ann)
        kept.keyring = Keyring(kept.pool, SECRETS.keks, SECRETS.current_kek)
        async with core_running(kept, database_url) as part:
            await eventually(lambda: part.position == 3)
        message = await kept.pool.fetchrow("select body, html, erased, n from messages")
        assert message is not None
        assert tuple(message) == (None, None, True, 1)


@pytest.mark.parametrize("seed", [0, 2])
async def test_what_was_read_before_its_author_was_erased_is_as_if_it_never_was_readable(
    database_url: str, seed: int
) -> None:
    async with open_log(database_url) as kept, core_running(kept, database_url) as part:
        talk = Talk(kept, seed)
        head = await talk.go_on(100)
        await eventually(lambda: part.position == head)
        words = "select count(*) from messages where body is not null"
        before = await kept.pool.fetchval(words)
        for _ in range(4):
            await talk.erase()
        head = (await kept.log.head()).position
        await eventually(lambda: part.position == head)
        assert 0 < await kept.pool.fetchval(words) < before
        for keyring in (kept.keyring, Keyring(kept.pool, SECRETS.keks, SECRETS.current_kek)):
            verified = await verify(connecting(database_url), keyring, cuts=random_cuts(seed))
            assert verified.equal, verified
