"""The embedded servers on their folders: private, taken over, at home in awkward places."""

import os
import stat
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import asyncpg
import nats
import psutil
import pytest
from nats.js.api import StreamConfig

from parley.embedded.nats import EmbeddedNats
from parley.embedded.nats_access import read_access
from parley.embedded.postgres import EmbeddedPostgres, address
from parley.embedded.postgres_files import LONGEST_SOCKET_PATH, socket_folder
from tests.support.servers import scratch


@pytest.fixture
def folder() -> Iterator[Path]:
    with scratch() as folder:
        yield folder


@pytest.fixture
async def successor(own_postgres: EmbeddedPostgres) -> AsyncIterator[EmbeddedPostgres]:
    """A second start's Postgres on a folder where the first one's still runs."""
    successor = EmbeddedPostgres(own_postgres.folder)
    yield successor
    await successor.stop()


async def test_a_postgres_left_behind_is_taken_over(
    own_postgres: EmbeddedPostgres, successor: EmbeddedPostgres
) -> None:
    session = await asyncpg.connect(address(own_postgres.folder))
    await session.execute("CREATE TABLE kept AS SELECT 42 AS answer")
    await successor.start()
    assert own_postgres.process
    assert own_postgres.process.poll() == 0
    assert await asked(own_postgres.folder, "SELECT answer FROM kept") == 42


async def test_a_killed_postgres_starts_again_with_all_it_confirmed(
    own_postgres: EmbeddedPostgres, successor: EmbeddedPostgres
) -> None:
    session = await asyncpg.connect(address(own_postgres.folder))
    await session.execute("CREATE TABLE kept AS SELECT 42 AS answer")
    assert own_postgres.process
    own_postgres.process.kill()
    own_postgres.process.wait()
    await successor.start()
    assert await asked(own_postgres.folder, "SELECT answer FROM kept") == 42


async def test_a_stranger_that_got_a_dead_postgres_number_is_left_alone(
    own_postgres: EmbeddedPostgres, successor: EmbeddedPostgres
) -> None:
    note = own_postgres.pgdata / "postmaster.pid"
    lines = note.read_text().splitlines()
    await own_postgres.stop()
    note.write_text("\n".join([str(os.getppid()), *lines[1:]]) + "\n")
    await successor.start()
    assert await asked(own_postgres.folder, "SELECT 42") == 42


async def test_postgres_listens_on_a_private_socket_alone(own_postgres: EmbeddedPostgres) -> None:
    assert await asked(own_postgres.folder, "SHOW listen_addresses") == ""
    assert stat.S_IMODE(socket_folder(own_postgres.folder).stat().st_mode) == 0o700
    assert await asked(own_postgres.folder, "SHOW fsync") == "on"


async def test_a_long_path_gets_a_short_socket(folder: Path) -> None:
    deep = folder / ("deep" * 30)
    deep.mkdir()
    postgres = EmbeddedPostgres(deep / "postgres")
    await postgres.start()
    assert await asked(postgres.folder, "SELECT 42") == 42
    await postgres.stop()
    sockets = socket_folder(postgres.folder)
    assert len(os.fsencode(sockets)) < LONGEST_SOCKET_PATH
    sockets.rmdir()


async def test_a_folder_may_have_any_name(folder: Path) -> None:
    odd = folder / 'it\'s "our" chät'
    odd.mkdir()
    servers = EmbeddedPostgres(odd / "postgres"), EmbeddedNats(odd / "nats")
    for server in servers:
        await server.start()
        await server.stop()


async def test_a_nats_server_left_behind_is_taken_over_with_its_streams(own_nats: EmbeddedNats) -> None:
    access = read_access(own_nats.folder)
    assert access
    client = await nats.connect(access.url("relay"))
    await client.jetstream().add_stream(StreamConfig(name="KEPT", subjects=["parley.events.>"]))
    await client.jetstream().publish("parley.events.room.message_sent", b"kept")
    await client.close()
    successor = EmbeddedNats(own_nats.folder)
    assert await successor.start() == access
    assert own_nats.process
    assert own_nats.process.poll() is not None
    client = await nats.connect(access.url("relay"))
    assert (await client.jetstream().stream_info("KEPT")).state.messages == 1
    await client.close()
    await successor.stop()


async def test_passwords_of_nats_are_for_our_eyes_only(own_nats: EmbeddedNats) -> None:
    access = read_access(own_nats.folder)
    assert access
    assert own_nats.process
    for name in ("nats.conf", "access.json"):
        assert stat.S_IMODE((own_nats.folder / name).stat().st_mode) == 0o600
    process = psutil.Process(own_nats.process.pid)
    seen = f"{process.cmdline()} {process.environ()}"
    assert not any(password in seen for password in access.passwords.values())


async def asked(folder: Path, question: str) -> object:
    connection = await asyncpg.connect(address(folder))
    try:
        return await connection.fetchval(question)
    finally:
        await connection.close()
