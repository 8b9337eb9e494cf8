"""A Postgres that dies at a moment of a test's choice, for those who speak to it through us; the real one goes on."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from parley.embedded.postgres import EmbeddedPostgres, address
from tests.support.servers import scratch

SOCKET = ".s.PGSQL.5432"
MOST = 64 * 1024  # bytes handed on at once, which make a piece


class Dying:
    """Hands on what is said; `url` is the address at which it can be killed."""

    def __init__(self, server: EmbeddedPostgres, folder: Path, database: str) -> None:
        self._server = server.folder / "socket" / SOCKET
        self.url = address(folder, database)
        self.answered = 0
        self._dies_at: int | None = None
        self._open: set[asyncio.StreamWriter] = set()

    def dies_after(self, pieces: int) -> None:
        """So many more pieces of answers, and every connection ends and none is made."""
        self._dies_at = self.answered + pieces
        self._end_if_dead()

    def lives(self) -> None:
        self._dies_at = None

    @property
    def dead(self) -> bool:
        return self._dies_at is not None and self.answered >= self._dies_at

    async def speak(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One connection."""
        if self.dead:
            writer.transport.abort()
            return
        from_server, to_server = await asyncio.open_unix_connection(str(self._server))
        self._open |= {writer, to_server}
        await asyncio.gather(self._hand_on(reader, to_server), self._hand_on(from_server, writer, answers=True))
        self._open -= {writer, to_server}

    async def _hand_on(self, said: asyncio.StreamReader, to: asyncio.StreamWriter, *, answers: bool = False) -> None:
        try:
            while piece := await said.read(MOST):
                to.write(piece)
                await to.drain()
                self.answered += answers
                self._end_if_dead()
        except ConnectionError:
            pass
        finally:
            to.close()

    def _end_if_dead(self) -> None:
        for writer in self._open if self.dead else ():
            writer.transport.abort()


@asynccontextmanager
async def dying(server: EmbeddedPostgres, database: str) -> AsyncIterator[Dying]:
    """It lives until it is told otherwise."""
    with scratch() as folder:
        (folder / "socket").mkdir()
        postgres = Dying(server, folder, database)
        async with await asyncio.start_unix_server(postgres.speak, folder / "socket" / SOCKET):
            yield postgres
            postgres.dies_after(0)
