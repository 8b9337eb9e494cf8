"""An erased person's name is not kept because something else about them waits."""

from uuid import uuid4

import pytest

from events.account import AccountErased, AccountRegistered, DisplayNameChanged
from events.log import read
from events.room import MessageErased, MessageSent
from events.sealing import ERASED
from events.shredding import destroy_subject
from projections.core import NAME
from projections.engine.retry import retry
from projections.people import People
from projections.rebuild.forgetting import Forgetting
from projections.rebuild.rebuild import rebuild
from projections.rebuild.site import Source
from projections.verify import verify
from tests.projections.talk import connecting, core_running, eventually, shred_now
from tests.support.keys import SECRETS
from tests.support.logs import OpenLog

UNSTORABLE = "\x00"  # JSON can say it and Postgres cannot keep it in a text
FINISHED = "insert into erased_messages (room_id, message_id) values ($1, $2)"
SHOWN = "select username, display_name, erased from people"


async def test_a_parked_account_loses_its_names_all_the_same(kept: OpenLog, database_url: str) -> None:
    ann = uuid4()
    await kept.accepted(ann, AccountRegistered(username="ann", display_name="Ann"), actor=ann)
    await kept.accepted(ann, DisplayNameChanged(display_name=UNSTORABLE), actor=ann)
    await kept.accepted(ann, AccountErased(), actor=ann)
    async with core_running(kept, database_url) as part:
        await eventually(lambda: part.position == 3)
    assert tuple(await kept.pool.fetchrow(SHOWN) or ()) == ("ann", "Ann", False)
    await Forgetting(kept.pool, kept.keyring).look()
    assert tuple(await kept.pool.fetchrow(SHOWN) or ()) == (None, "erased", True)
    await destroy_subject(kept.pool, ann)
    kept.keyring.forget()
    db = await connecting(database_url)()
    assert await retry(db, kept.keyring, NAME, People(), ann)
    await db.close()
    assert (await verify(connecting(database_url), kept.keyring)).equal


async def test_an_erasure_that_the_read_models_have_yet_to_hear_of_is_no_difference(
    kept: OpenLog, database_url: str
) -> None:
    ann, ben = uuid4(), uuid4()
    await kept.accepted(ann, AccountRegistered(username="ann", display_name="Ann"), actor=ann)
    room = await kept.room(ann, ben)
    for author in (ann, ben):
        await kept.say(room, author, "Good morning")
    async with core_running(kept, database_url) as part:
        head = (await kept.log.head()).position
        await eventually(lambda: part.position == head)
    await kept.accepted(ann, AccountErased(), actor=ann)
    await destroy_subject(kept.pool, ann)
    kept.keyring.forget()
    assert (await verify(connecting(database_url), kept.keyring)).equal
    built = await rebuild(Source(database_url, database_url, SECRETS.keks, SECRETS.current_kek), lambda *_: None)
    assert (built.equal, built.position) == (True, head)
    await kept.pool.execute("update messages set body = 'Good night' where author_id = $1", ben)
    assert not (await verify(connecting(database_url), kept.keyring)).equal


async def test_a_message_of_a_parked_room_loses_its_words_all_the_same(kept: OpenLog, database_url: str) -> None:
    ann = uuid4()
    room = await kept.room(ann)
    message = await kept.say(room, ann, "my secret")
    await kept.say(room, ann, UNSTORABLE)
    await kept.accepted(room, MessageErased(message_id=message), actor=ann)
    async with core_running(kept, database_url) as part:
        await eventually(lambda: part.position == 5)
    said = "select body, html, erased from messages"
    assert tuple(await kept.pool.fetchrow(said) or ()) == ("my secret", "<p>my secret</p>", False)
    await Forgetting(kept.pool, kept.keyring).look()
    assert tuple(await kept.pool.fetchrow(said) or ()) == (None, None, True)


async def test_what_is_kept_beside_the_live_read_models_forgets_a_message_too(kept: OpenLog, database_url: str) -> None:
    ann = uuid4()
    room = await kept.room(ann)
    message = await kept.say(room, ann, "my secret")
    await kept.say(room, ann, "no secret")
    async with core_running(kept, database_url) as part:
        await eventually(lambda: part.position == 4)
    await rebuild(Source(database_url, database_url, SECRETS.keks, SECRETS.current_kek), lambda *_: None)
    await kept.accepted(room, MessageErased(message_id=message), actor=ann)
    await Forgetting(kept.pool, kept.keyring).look()
    assert [
        tuple(row) for row in await kept.pool.fetch("select body, erased from core_previous.messages order by n")
    ] == [
        (None, True),
        ("no secret", False),
    ]


async def test_an_erased_message_that_the_read_models_have_yet_to_hear_of_is_no_difference(
    kept: OpenLog, database_url: str
) -> None:
    ann = uuid4()
    room = await kept.room(ann)
    message = await kept.say(room, ann, "my secret")
    async with core_running(kept, database_url) as part:
        await eventually(lambda: part.position == 3)
    await kept.accepted(room, MessageErased(message_id=message), actor=ann)
    await shred_now(kept, room, message)
    assert (await verify(connecting(database_url), kept.keyring)).equal
    async with core_running(kept, database_url) as part:
        await eventually(lambda: part.position == 4)
    assert (await verify(connecting(database_url), kept.keyring)).equal


@pytest.mark.parametrize("whole", [True, False], ids=["of a person", "of a message"])
async def test_a_process_that_reads_nothing_more_forgets_destroyed_keys(kept: OpenLog, whole: bool) -> None:
    ann = uuid4()
    room = await kept.room(ann)
    message = await kept.say(room, ann, "my secret")
    page = await read.after(kept.pool, 0, 100)

    async def said() -> list[str]:
        return [one.event.body for one in await kept.keyring.open(page) if isinstance(one.event, MessageSent)]

    assert await said() == ["my secret"]
    other = OpenLog(kept.pool, kept.appender)  # another process
    if whole:
        await destroy_subject(other.pool, ann)
    else:
        await other.accepted(room, MessageErased(message_id=message), actor=ann)
        await shred_now(other, room, message)
        await other.pool.execute(FINISHED, room, message)
    assert await said() == ["my secret"]
    await Forgetting(kept.pool, kept.keyring).look()
    assert await said() == [ERASED]
