"""The events an auditor asks for, as the lines of a replay or an export."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from msgspec import Struct

from events.keyring import Keyring
from events.log.db import Db
from parley.audit.json_lines import json_line, opened_line
from parley.audit.names import names_in
from parley.audit.opening import readable
from parley.audit.selection import Selection, pages
from parley.audit.text import line
from parley.terminal.reached import asking
from runtime.postgres import Pool
from runtime.secrets import load
from runtime.settings import Settings


class Asked(Struct, frozen=True):
    """Where the log is read, and with what it is opened; no keyring where it is not to be."""

    pool: Pool
    url: str
    keyring: Keyring | None


@asynccontextmanager
async def reading(settings: Settings, *, opened: bool) -> AsyncIterator[Asked]:
    """The log, and the keys only where they are asked for."""
    async with asking(settings) as (reached, pool):
        assert reached.database_url
        secrets = load(settings.secrets_folder) if opened else None
        keyring = Keyring(pool, secrets.keks, secrets.current_kek) if secrets else None
        yield Asked(pool, reached.database_url, keyring)


async def lines(db: Db, selection: Selection, keyring: Keyring | None, *, as_json: bool) -> AsyncIterator[list[str]]:
    """One line an event, page by page."""
    async for page in pages(db, selection):
        if as_json and not keyring:
            yield [json_line(event) for event in page]
            continue
        events = await readable(page, keyring)
        if as_json:
            yield [opened_line(event) for event in events]
        else:
            names = await names_in(db, keyring, events) if keyring else None
            yield [line(event, names) for event in events]
