"""What the process that serves HTTP is made of, opened in order and closed in reverse."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from functools import partial

from msgspec import Struct

from command import marking
from command.access import Access
from command.erasure.finishing import Finisher
from command.frames import execute
from command.passwords import Passwords
from command.rates import Rates, counted, rates_of
from command.writer import Writer
from events.keyring import Keyring
from events.log import read
from events.log.append import Appender, session
from events.log.ended import EndedSessions
from events.log.log import Log
from parley.glance import Glance
from projections.standing import Standing, standing
from query.live.gateway import Gateway
from query.live.given import Options, Source, WriteSide
from query.live.limits import Limits
from query.search.turns import Searches
from runtime import postgres
from runtime.postgres import Pool
from runtime.rates import quota
from runtime.secrets import load
from runtime.settings import Settings
from runtime.tokens import Tokens

NAME = "parley api"
CONNECTIONS = 12  # to Postgres, for all that is asked; searches have half of them at most
# Together with what the server may take to stop a call, no longer than whoever asked is willing to wait: ten seconds.
FREE_WITHIN, ANSWER_WITHIN = 4.0, 5.0  # seconds


class Parts(Struct, frozen=True):
    """Everything a request may ask for by name."""

    settings: Settings
    pool: Pool
    keyring: Keyring
    epoch: str
    writer: Writer
    tokens: Tokens
    access: Access
    ended: EndedSessions
    gateway: Gateway
    rates: Rates
    searches: Searches
    standing: Glance[Standing]


@asynccontextmanager
async def opened(settings: Settings) -> AsyncIterator[Parts]:
    """Connect, learn which sessions have ended, and let the gateway listen; raises `Unsafe`."""
    assert settings.database_url
    assert settings.nats_live_url
    secrets = load(settings.secrets_folder)
    async with AsyncExitStack() as open_parts:
        pool = await postgres.open_pool(
            settings.database_url,
            max_size=CONNECTIONS,
            application_name=NAME,
            free_within=FREE_WITHIN,
            answer_within=ANSWER_WITHIN,
        )
        open_parts.push_async_callback(pool.close)
        epoch = (await read.head(pool)).epoch
        connect = partial(postgres.connect, settings.database_url, application_name=NAME, settings=session(epoch))
        appender = Appender(connect)
        open_parts.push_async_callback(appender.close)
        keyring = Keyring(pool, secrets.keks, secrets.current_kek)
        writer = Writer(Log(pool, appender, keyring), secrets.claim_key)
        open_parts.push_async_callback(marking.close, writer)
        tokens = Tokens(secrets.signing_keys, "parley")
        ended = EndedSessions(pool)
        await ended.catch_up()
        following = asyncio.create_task(ended.follow(), name="ended sessions")
        open_parts.callback(following.cancel)
        finishing = asyncio.create_task(Finisher(writer, keyring).run(), name="erasures")
        open_parts.callback(finishing.cancel)
        marks = asyncio.create_task(marking.run(writer), name="marks")
        open_parts.callback(marks.cancel)
        ended.on_ended(writer.marks.signed_out)
        rates = rates_of(settings)
        commands = counted(rates.sends, partial(execute, writer, epoch))
        limits = Limits(settings.sockets_per_account, settings.sockets_per_address, quota(settings.rate_frames))
        gateway = Gateway(
            Source(pool, keyring, epoch),
            WriteSide(tokens.verify, ended, commands),
            Options(settings.presence_max_members, limits),
        )
        writer.marks.told, gateway.marks.left = gateway.marks.marked, writer.marks.left
        await gateway.start(settings.nats_live_url)
        open_parts.push_async_callback(gateway.close)
        access = Access(writer, pool, Passwords(), tokens)
        looking = Glance(partial(standing, pool))
        open_parts.callback(looking.close)
        searches = Searches(CONNECTIONS // 2)
        yield Parts(settings, pool, keyring, epoch, writer, tokens, access, ended, gateway, rates, searches, looking)
