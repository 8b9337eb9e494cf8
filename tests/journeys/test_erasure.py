"""Somebody who wrote a thousand messages is erased: nothing of their words or names is found anywhere any more."""

import asyncio
import re
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any
from uuid import UUID

import asyncpg
import pytest
from msgspec import Struct
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed

from parley.embedded.postgres import address
from tests.journeys.conftest import Somebody
from tests.journeys.follower import Follower
from tests.journeys.person import PASSWORD, Person
from tests.journeys.running import does
from tests.support.corpus import FILES, told
from tests.support.parley_process import ParleyProcess
from tests.support.patience import PATIENCE

DAYS = FILES[:3]
NICK = "zebra-crossing"  # nobody ever typed it
WITHIN = 60  # seconds
# What docs/erasure.md names: the write-ahead log, and pages of these tables.
WRITE_AHEAD = re.compile(r"postgres/data/pg_wal/[0-9A-F]{24}")
PAGES = "select 'postgres/data/' || pg_relation_filepath(oid) from pg_class where relname in ('messages', 'people')"
TABLES = """
    select quote_ident(schemaname) || '.' || quote_ident(tablename) from pg_tables
    where schemaname not in ('pg_catalog', 'information_schema')
    union all select 'pg_catalog.pg_stats'
"""
WRAPPED = "select wrapped from subject_keys where subject_id = $1 and wrapped is not null"
HOLDS = "select count(*) from {table} t where t::text like any ($1::text[])"


class Chatterbox(Struct, frozen=True):
    """Somebody who said as much as the most talkative of three days together, and words that they alone wrote."""

    files: list[Path]
    messages: int
    words: list[str]


def chatterbox(folder: Path) -> Chatterbox:
    """Three days of the corpus with the lines of the most talkative people said by one."""
    folder.mkdir()
    lines = [line for file in DAYS for line in told(file) if line.kind == "said"]
    said, taken = Counter(line.nick for line in lines), list[str]()
    while sum(said[nick] for nick in taken) < 1000:
        taken.append(said.most_common(len(taken) + 1)[-1][0])
    by_them = re.compile(rf"^(\[..:..\] )<(?:{'|'.join(map(re.escape, taken))})>", re.MULTILINE)
    files = [folder / file.name for file in DAYS]
    for file, made in zip(DAYS, files, strict=True):
        made.write_text(by_them.sub(rf"\1<{NICK}>", file.read_bytes().decode(errors="replace")))
    mine = [line.text for line in lines if line.nick in taken]
    others = "\n".join(line.text for line in lines if line.nick not in taken)
    alone = sorted({text for text in mine if len(text) > 60 and re.fullmatch(r"[\w ,.?'-]+", text)} - {others})
    words = [text for text in alone if text not in others]
    assert len(words) > 50
    return Chatterbox(files, len(mine), [NICK, *words[:100]])


@asynccontextmanager
async def as_superuser(folder: Path) -> AsyncIterator["asyncpg.Connection[asyncpg.Record]"]:
    db = await asyncpg.connect(address(folder / "postgres"))
    try:
        yield db
    finally:
        await db.close()


async def tables_with(db: "asyncpg.Connection[asyncpg.Record]", words: list[str]) -> set[str]:
    like = [f"%{word}%" for word in words]
    names = [row[0] for row in await db.fetch(TABLES)]
    return {name for name in names if await db.fetchval(HOLDS.format(table=name), like)}


async def answers_to(person: Person, room: str, account: str) -> str:
    """All that anybody may read of a room and of who is in it, as it comes over the line."""
    pages: list[Any] = [page async for page in person.pages(f"/v1/rooms/{room}/messages", after=0)]
    for path in (f"/v1/rooms/{room}/events", f"/v1/rooms/{room}/members", "/v1/rooms/directory"):
        pages += [page async for page in person.pages(path)]
    pages += [await person.get(f"/v1/accounts/{account}"), await person.get("/v1/accounts", ids=account)]
    return repr(pages)


async def refilled(person: Person, room: str, seq: int) -> str:
    """All frames that who joins now is sent from the room's beginning."""
    follower = Follower(person, room)
    await follower.reaches(seq)
    await follower.stop()
    return repr(follower.events)


async def files_with(db: "asyncpg.Connection[asyncpg.Record]", folder: Path, words: list[str]) -> set[str]:
    """Whatever of the data folder still holds one of the words, but for the write-ahead log."""
    await db.execute("checkpoint")
    search = ["grep", "-rlaF", "-e", "\n".join(words), "."]
    process = await asyncio.create_subprocess_exec(*search, cwd=folder, stdout=subprocess.PIPE)
    found, _ = await process.communicate()
    files = {line.removeprefix("./") for line in found.decode().splitlines()}
    return {file for file in files if not WRITE_AHEAD.fullmatch(file)}


# A vacuum leaves the rows that a transaction from before may still see.
LOOKING_BACK = """
    select exists (select from pg_stat_activity
        where pid <> pg_backend_pid() and backend_xmin::text::bigint <= $1)
"""


async def kept_anywhere(db: "asyncpg.Connection[asyncpg.Record]", folder: Path, keys: list[bytes]) -> bool:
    """Whether a file of the data folder still has one of the keys, but for the write-ahead log."""
    await db.execute("checkpoint")
    return await asyncio.to_thread(_kept_in, folder, keys)


def _kept_in(folder: Path, keys: list[bytes]) -> bool:
    files = [file for file in folder.rglob("*") if file.is_file()]
    searched = (file for file in files if not WRITE_AHEAD.fullmatch(str(file.relative_to(folder))))
    return any(key in content for content in map(Path.read_bytes, searched) for key in keys)


@pytest.mark.timeout(300)
async def test_nothing_is_left_of_who_wrote_a_thousand_messages(
    parley: ParleyProcess, somebody: Somebody, folder: Path
) -> None:
    their = chatterbox(folder.parent / "talk")
    ann = await somebody("ann")
    await does(parley, "import", "irc", *their.files, "--room", "ubuntu")
    room = await ann.room_named("ubuntu")
    assert room
    before = await ann.talk_of(room)
    [account] = {one["author"]["account_id"] for one in before if one["author"]["display_name"] == NICK}
    listening = Follower(ann, room)
    head = (await ann.log_of(room))[-1]["seq"]
    await listening.reaches(head)
    members = (await ann.get(f"/v1/rooms/{room}"))["member_count"]
    await does(parley, "projections", "rebuild", "core")  # the old read models are kept beside the new ones

    async with as_superuser(folder) as db:
        await db.execute("analyze")
        keys = [row["wrapped"] for row in await db.fetch(WRAPPED, UUID(account))]
        assert await kept_anywhere(db, folder, keys)
        assert await tables_with(db, their.words) == {
            f"{schema}.{table}" for schema in ("public", "core_previous") for table in ("messages", "people")
        }
        assert "What remains" in await does(parley, "accounts", "erase", account, "--yes")

        await listening.reaches(head + 1)
        assert [event["type"] for event in listening.events[head:]] == ["member_erased"]
        async with asyncio.timeout(WITHIN):
            while True:
                shown = await answers_to(ann, room, account) + await refilled(ann, room, head + 1)
                if not any(word in shown for word in their.words) and not await tables_with(db, their.words):
                    break
                await asyncio.sleep(0.5)
        await listening.stop()
        assert await files_with(db, folder, their.words) <= {row[0] for row in await db.fetch(PAGES)}
        for way in ("rebuild", "discard"):
            await does(parley, "projections", way, "core")
        assert not await files_with(db, folder, their.words)
        assert keys
        erased_at: int = await db.fetchval("select pg_current_xact_id()::text::bigint")
        async with asyncio.timeout(WITHIN):
            while await db.fetchval(LOOKING_BACK, erased_at):
                await asyncio.sleep(0.1)
        await db.execute("vacuum full subject_keys, event_keys")
        assert not await kept_anywhere(db, folder, keys)

    after = await ann.talk_of(room)
    theirs = [one for one in after if one["author"]["account_id"] == account]
    assert len(theirs) == their.messages
    assert all(
        (one["body"], one["html"], one["redacted"], one["deleted"]) == (None, None, True, False) for one in theirs
    )
    assert theirs[0]["author"] == {
        "account_id": account,
        "username": None,
        "display_name": "erased",
        "erased": True,
    }
    assert [one for one in after if one not in theirs] == [
        one for one in before if one["author"]["account_id"] != account
    ]
    assert (await ann.get(f"/v1/rooms/{room}"))["member_count"] == members - 1

    for what in ("log", "projections", "bus"):
        await does(parley, what, "verify")


async def test_who_dies_between_the_event_and_the_keys_finishes_once_it_is_back(
    parley: ParleyProcess, somebody: Somebody, folder: Path
) -> None:
    ann, ben = await somebody("ann"), await somebody("ben")
    room = await ann.create_room("The kitchen")
    await ben.join(room)
    said = await ann.say(room, "my secret")
    async with as_superuser(folder) as db:
        subject = f"parley subject {ann.account_id}"
        await db.execute("select pg_advisory_lock(hashtextextended($1, 0))", subject)
        asked = asyncio.create_task(ann.http.request("DELETE", "/v1/me", json={"password": PASSWORD}))
        async with asyncio.timeout(PATIENCE):
            while not await db.fetchval("select true from events where type = 'account_erased'"):
                await asyncio.sleep(0.02)
        parley.child("role api").kill()
        await asyncio.gather(asked, return_exceptions=True)
        assert await db.fetchval("select count(*) from erased_subjects") == 0
        await db.execute("select pg_advisory_unlock(hashtextextended($1, 0))", subject)
        async with asyncio.timeout(WITHIN):
            while not await db.fetchval("select true from erased_subjects where finished_at is not null"):
                await asyncio.sleep(0.05)
        assert not await tables_with(db, ["my secret"])
    log = await ben.log_of(room)
    assert log[said["seq"] - 1]["data"]["redacted"]
    assert [event["type"] for event in log[-2:]] == ["member_role_changed", "member_erased"]


async def test_one_message_is_erased_though_the_operator_stops_waiting(
    parley: ParleyProcess, somebody: Somebody, folder: Path
) -> None:
    ann, ben = await somebody("ann"), await somebody("ben")
    room = await ann.create_room("The kitchen")
    await ben.join(room)
    said = await ann.say(room, "my secret")
    await ann.say(room, "Good morning")
    erase = ("messages", "erase", "The kitchen", said["message_id"], "--yes")
    async with as_superuser(folder) as db:
        waiting = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "parley", *erase), stderr=subprocess.PIPE, env=parley.environment
        )
        async with asyncio.timeout(WITHIN):
            while not await db.fetchval("select true from subject_keys where retired_at is not null"):
                await asyncio.sleep(0.02)
            while [one["body"] for one in await ben.talk_of(room)] != [None, "Good morning"]:
                await asyncio.sleep(0.02)
        waiting.send_signal(signal.SIGINT)
        _, why = await waiting.communicate()
        assert (waiting.returncode, b"a running Parley destroys its key" in why) == (130, True), why
        assert not await tables_with(db, ["my secret"])
        await db.execute("update subject_keys set retired_at = retired_at - interval '1 day'")
        async with asyncio.timeout(WITHIN):
            while not await db.fetchval("select true from erased_messages"):
                await asyncio.sleep(0.05)
    assert "unreadable in the log, which has it once" in await does(parley, *erase)
    shown = await does(parley, "replay", "--room", room, "--open")
    assert "Good morning" in shown
    assert "my secret" not in shown
    for what in ("log", "projections", "bus"):
        await does(parley, what, "verify")


async def test_erasing_oneself_ends_every_connection(parley: ParleyProcess, somebody: Somebody) -> None:
    ann = await somebody("ann")
    async with connect(parley.url.replace("http", "ws", 1) + "/v1/live") as socket:
        await socket.send(f'{{"frame": "connect", "token": "{ann.token}"}}')
        answer = await ann.http.request("DELETE", "/v1/me", json={"password": PASSWORD})
        assert answer.json()["done"]["sessions_ended"] == 1
        async with asyncio.timeout(PATIENCE):
            try:
                while True:
                    await socket.recv()
            except ConnectionClosed:
                assert socket.close_code == 4401
    assert (await ann.http.get("/v1/me")).status_code == 401
