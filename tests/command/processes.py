"""Processes of the write side that share one database: each with its own appender, keys and memory."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial

from command.access import Access
from command.passwords import Passwords
from command.writer import Writer
from events.keyring import Keyring
from events.log.append import PLANNER, Appender
from events.log.log import Log
from runtime import postgres
from runtime.postgres import Pool, open_pool
from runtime.tokens import Tokens
from tests.support.keys import SECRETS

ISSUER = "https://parley.example"


@asynccontextmanager
async def process(database_url: str) -> AsyncIterator[Access]:
    """One more process."""

    pool: Pool = await open_pool(database_url)
    appender = Appender(partial(postgres.connect, database_url, settings=PLANNER))
    try:
        keyring = Keyring(pool, SECRETS.keks, SECRETS.current_kek)
        writer = Writer(Log(pool, appender, keyring), SECRETS.claim_key)
        yield Access(writer, pool, Passwords(), Tokens(SECRETS.signing_keys, ISSUER))
    finally:
        await appender.close()
        await pool.close()
