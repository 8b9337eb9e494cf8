"""The embedded Postgres: made on the first start, on a private socket, stopped with everything on disk."""

import asyncio
import signal
from pathlib import Path
from urllib.parse import quote

import asyncpg

from parley.embedded import unprivileged
from parley.embedded.child import Child, last_words, spawn, stop
from parley.embedded.new_postgres import make
from parley.embedded.postgres_files import OWNER, binary, make_socket_folder, socket_folder, write_settings
from parley.embedded.postgres_left_over import take_over
from parley.start_failed import StartFailed
from runtime.folders import private

DATABASE = "parley"
NOT_YET = (OSError, asyncpg.CannotConnectNowError)


def address(folder: Path, database: str = DATABASE) -> str:
    """How to reach the Postgres of this folder, running or not."""
    return f"postgresql://{OWNER}@/{database}?host={quote(str(socket_folder(folder)), safe='')}"


class EmbeddedPostgres:
    """One Postgres on one folder. Only the holder of the data folder's lock may start it."""

    name = "postgres"

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.pgdata = folder / "data"
        self.log = folder / "postgres.log"
        self.process: Child | None = None

    async def start(self) -> None:
        """Return when it answers and has our database; raises `StartFailed` or `Unsafe`."""
        private(self.folder)
        sockets = socket_folder(self.folder)
        if not self.pgdata.exists():
            await asyncio.to_thread(make, self.pgdata)
        await take_over(self.pgdata, sockets)
        make_socket_folder(sockets)
        write_settings(self.folder, self.pgdata, sockets)
        self.process = spawn(
            [binary("postgres"), "-D", self.pgdata],
            log=self.log,
            when_orphaned=signal.SIGINT,
            setpriv=unprivileged.options(),
        )
        await self._ready(self.process)

    async def stop(self) -> None:
        """Its fast shutdown: sessions are ended, what is committed is on disk."""
        if self.process:
            await stop(self.process, signal.SIGINT, patience=30)

    async def _ready(self, process: Child) -> None:
        while True:
            if process.poll() is not None:
                raise StartFailed(f"Postgres ended at its start; the end of {self.log}:\n{last_words(self.log)}")
            try:
                connection = await asyncpg.connect(address(self.folder, "postgres"))
                break
            except NOT_YET:
                await asyncio.sleep(0.02)
        try:
            if not await connection.fetchval("SELECT true FROM pg_database WHERE datname = $1", DATABASE):
                await connection.execute(f"CREATE DATABASE {DATABASE}")
        finally:
            await connection.close()
