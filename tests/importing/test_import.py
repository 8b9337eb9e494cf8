"""What the log holds once real days of talk are imported, and that importing them again changes nothing."""

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager
from pathlib import Path
from uuid import uuid4

import pytest

from command.considered import Actor
from command.domain.account import ImportAccount
from command.domain.house import ArchiveRoom
from command.domain.membership import JoinRoom
from command.handler import handle
from events.leaf import leaf_hash
from events.log.read import after, head
from events.room import MemberEvent, MemberJoined, Role
from parley.importing.importer import IMPORTER
from parley.importing.opened import Opened, opened
from parley.importing.perform import LineRefused
from parley.importing.run import Imported, run
from parley.importing.transcript import read
from runtime.secrets import Secrets
from tests.support.corpus import FILES
from tests.support.retold import answered, answered_as_written, as_written, retold, whole

Anew = Callable[[], AbstractAsyncContextManager[Opened]]
EARLY = FILES[:3]  # of the days whose comings and goings were logged


@pytest.fixture
async def importing(database_url: str, secrets: Secrets) -> AsyncIterator[Opened]:
    async with opened(database_url, secrets) as importing:
        yield importing


@pytest.fixture
def anew(database_url: str, secrets: Secrets) -> Anew:
    """A process that knows nothing yet, every time it is called."""
    return lambda: opened(database_url, secrets)


async def imports(importing: Opened, *files: Path, room: str = "ubuntu") -> Imported:
    return await run(importing, room, "", [read(file) for file in files], lambda *_: None)


async def says(importing: Opened, *files: Path) -> None:
    """The log says, in order, what the files say, and nothing else."""
    log = await whole(importing.pool, importing.keyring)
    assert retold(log) == as_written(files)
    assert answered(log) == answered_as_written(files)


async def test_ten_real_days_are_told_as_they_were_written(importing: Opened) -> None:
    done = await imports(importing, *FILES)
    await says(importing, *FILES)
    assert done.new == done.commands
    assert done.counts["messages"] == sum(_grep_c(file, b"] <") for file in FILES)
    stored = await after(importing.pool, 0, 1_000_000)
    assert len(stored) == (await head(importing.pool)).position
    assert all(event.leaf_hash == leaf_hash(event) for event in stored)  # both implementations agree on every one


def _grep_c(file: Path, words: bytes) -> int:
    return sum(words in line[:9] for line in file.read_bytes().splitlines())


async def test_everything_is_done_at_the_importers_instance(importing: Opened) -> None:
    await imports(importing, FILES[0])
    assert {recorded.initiator_id for recorded in await whole(importing.pool, importing.keyring)} == {IMPORTER}


async def test_what_is_there_already_is_not_imported_again_whichever_way_it_comes(
    importing: Opened, anew: Anew
) -> None:
    await imports(importing, *EARLY)
    before = await head(importing.pool)
    first, second, third = EARLY
    for files in (EARLY, [second], [third], [first, third], [third, second, first]):
        async with anew() as again:
            assert (await imports(again, *files)).new == 0
    assert await head(importing.pool) == before


async def test_file_by_file_is_as_good_as_all_at_once(anew: Anew) -> None:
    for file in EARLY:
        async with anew() as importing:
            await imports(importing, file)
    async with anew() as importing:
        await says(importing, *EARLY)


async def test_people_are_the_same_in_a_later_file(importing: Opened, anew: Anew) -> None:
    together = await imports(importing, *FILES[3:5], room="together")
    people = together.counts["people"]
    for file in FILES[3:5]:
        async with anew() as later:
            people -= (await imports(later, file, room="one by one")).counts["people"]
    assert people == 0


async def test_the_same_file_fills_another_room_with_other_people(importing: Opened) -> None:
    first = await imports(importing, FILES[0])
    second = await imports(importing, FILES[0], room="another")
    assert first.room_id != second.room_id
    assert second.new == second.commands


async def test_an_archived_room_admits_no_import_and_says_so(importing: Opened) -> None:
    done = await imports(importing, FILES[0])
    wish = ArchiveRoom(command_id=uuid4(), room_id=done.room_id)
    await handle(importing.writer, wish, Actor(IMPORTER, initiator_id=IMPORTER))
    with pytest.raises(LineRefused, match=r"Line \d+ of 2005-06-27_12.raw.txt was refused: This room is archived"):
        await imports(importing, FILES[1])


async def test_real_people_in_the_room_are_left_alone(importing: Opened) -> None:
    done = await imports(importing, FILES[0])
    ben = Actor(uuid4())
    await handle(importing.writer, ImportAccount(command_id=uuid4(), display_name="Ben", source="test"), ben)
    await handle(importing.writer, JoinRoom(command_id=uuid4(), room_id=done.room_id), ben)
    await imports(importing, FILES[1])
    log = await whole(importing.pool, importing.keyring)
    assert [r.event for r in log if isinstance(r.event, MemberEvent) and r.event.account_id == ben.account_id] == [
        MemberJoined(account_id=ben.account_id, role=Role.MEMBER)
    ]
