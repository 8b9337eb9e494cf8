"""Key-encryption keys change while everybody writes, and an old one can be thrown away."""

import asyncio
from pathlib import Path
from uuid import UUID, uuid4

import pytest

from events.keyring import Keyring
from events.log import read
from events.rewrapping import Under, rewrap, under
from events.room import MessageSent
from events.shredding import destroy_subject
from runtime.new_secrets import load_or_create
from runtime.postgres import Pool
from runtime.secrets import load
from runtime.unsafe import Unsafe
from tests.support.keys import SECRETS
from tests.support.logs import OpenLog
from tests.support.patience import PATIENCE

NEXT = "0002"
BOTH = SECRETS.keks | {NEXT: bytes(32)}
KEEP_ONE = """
    insert into event_keys (kid, event_id, kek_id, wrapped) values ($1, $2, $3, $4)
"""


def nothing(*_: int) -> None:
    """Nobody watches."""


async def keys_of(pool: Pool, count: int) -> list[UUID]:
    """Subjects that have a key under the first key-encryption key."""
    subjects = [uuid4() for _ in range(count)]
    await Keyring(pool, SECRETS.keks, SECRETS.current_kek).for_sealing(subjects)
    return subjects


async def words(kept: OpenLog, keyring: Keyring) -> list[str]:
    found = await keyring.open(await read.after(kept.pool, 0, 100))
    return [event.event.body for event in found if isinstance(event.event, MessageSent)]


async def test_everything_opens_with_the_new_key_alone(kept: OpenLog) -> None:
    room = await kept.room(UUID(int=1))
    await kept.say(room, UUID(int=1), "under the old key")
    kid = await kept.pool.fetchval("select kid from subject_keys where subject_id = $1", UUID(int=1))
    alone = uuid4()
    wrapped = kept.keyring.wrap(b"s" * 64, kid.bytes + alone.bytes)
    await kept.pool.execute(KEEP_ONE, kid, alone, SECRETS.current_kek, wrapped)
    assert await under(kept.pool) == [Under("0001", 3)]

    told: list[tuple[int, int]] = []
    new = Keyring(kept.pool, BOTH, NEXT)
    assert await rewrap(kept.pool, new, lambda *now: told.append(now)) == 3
    assert await under(kept.pool) == [Under(NEXT, 3)]
    assert told[-1] == (3, 3)

    only_new = Keyring(kept.pool, {NEXT: BOTH[NEXT]}, NEXT)
    assert await words(kept, only_new) == ["under the old key"]
    row = await kept.pool.fetchrow("select kek_id, wrapped from event_keys")
    assert row
    assert only_new.unwrap(row["kek_id"], row["wrapped"], kid.bytes + alone.bytes) == b"s" * 64
    assert await rewrap(kept.pool, new, nothing) == 0


async def test_what_was_cut_off_is_gone_on_with(kept: OpenLog) -> None:
    await keys_of(kept.pool, 2500)
    begun = asyncio.Event()
    cut = asyncio.create_task(rewrap(kept.pool, Keyring(kept.pool, BOTH, NEXT), lambda *_: begun.set()))
    await begun.wait()
    cut.cancel()
    await asyncio.wait({cut})
    done = {one.kek_id: one.keys for one in await under(kept.pool)}
    assert 0 < done["0001"] < 2500
    assert await rewrap(kept.pool, Keyring(kept.pool, BOTH, NEXT), nothing) == done["0001"]
    assert await under(kept.pool) == [Under(NEXT, 2500)]


async def test_who_began_with_the_old_key_follows_and_never_wraps_with_it_again(kept: OpenLog, tmp_path: Path) -> None:
    """The new file comes into the folder behind a process that has long been running."""
    folder = tmp_path / "secrets"
    secrets = load_or_create(folder, log_has_events=False)
    running = Keyring(kept.pool, secrets.keks, secrets.current_kek)
    [before] = (await running.for_sealing([uuid4()])).values()
    (folder / f"kek.{NEXT}").write_text("A" * 43 + "=\n")
    (folder / f"kek.{NEXT}").chmod(0o600)
    both = load(folder)
    await rewrap(kept.pool, Keyring(kept.pool, both.keks, both.current_kek), nothing)
    (folder / "kek.0001").unlink()

    await running.for_sealing([uuid4()])
    assert await under(kept.pool) == [Under(NEXT, 2)]
    running.forget()
    row = await kept.pool.fetchrow("select kek_id, wrapped from subject_keys where kid = $1", before.kid)
    assert row
    assert running.unwrap(row["kek_id"], row["wrapped"], before.kid.bytes) == before.key


async def test_who_has_not_got_the_new_file_says_so(kept: OpenLog, tmp_path: Path) -> None:
    secrets = load_or_create(tmp_path / "secrets", log_has_events=False)
    running = Keyring(kept.pool, secrets.keks, secrets.current_kek)
    await rewrap(kept.pool, Keyring(kept.pool, {**secrets.keks, NEXT: bytes(32)}, NEXT), nothing)
    with pytest.raises(Unsafe, match=r"kek\.0002 is missing"):
        await running.for_sealing([uuid4()])


async def test_people_come_and_are_erased_meanwhile(kept: OpenLog) -> None:
    subjects = await keys_of(kept.pool, 1500)
    old = Keyring(kept.pool, BOTH, "0001")
    await asyncio.gather(
        rewrap(kept.pool, Keyring(kept.pool, BOTH, NEXT), nothing),
        *(destroy_subject(kept.pool, subject) for subject in subjects[::50]),
        *(old.for_sealing([uuid4()]) for _ in range(30)),
    )
    assert await under(kept.pool) == [Under(NEXT, 1500)]


async def test_what_others_hold_is_waited_for_without_holding_them_up(kept: OpenLog) -> None:
    subjects = await keys_of(kept.pool, 10)
    kids = [row["kid"] for row in await kept.pool.fetch("select kid from subject_keys order by kid")]
    async with kept.pool.acquire() as somebody, somebody.transaction():
        await somebody.execute("select from subject_keys where kid = $1 for update", kids[-1])
        moving = asyncio.create_task(rewrap(kept.pool, Keyring(kept.pool, BOTH, NEXT), nothing))
        async with asyncio.timeout(PATIENCE):
            while (await under(kept.pool))[0].keys > 1:
                await asyncio.sleep(0.01)
        assert not moving.done()
        # An erasure takes its locks in an order of its own: of two that waited for each other one would be ended.
        for subject in subjects:
            await destroy_subject(somebody, subject)
    assert await moving == 9
    assert await under(kept.pool) == []
