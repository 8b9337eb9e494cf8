"""Runs all of Parley on one machine: servers, migrations, keys, then a process for every role, until told to stop."""

import asyncio
import signal
from collections.abc import Sequence
from contextlib import AsyncExitStack

import asyncpg
import structlog

from migrations.upgrade import upgrade
from parley.addresses import located, nats_folder, postgres_folder
from parley.embedded.nats import EmbeddedNats
from parley.embedded.postgres import EmbeddedPostgres
from parley.keeper import Service, keep
from parley.lock import held
from parley.ready import announce, refuse_taken_port
from parley.role_process import RoleProcess
from runtime.new_secrets import load_or_create
from runtime.postgres import refuse_unsafe
from runtime.settings import Settings
from runtime.unsafe import Unsafe

log = structlog.get_logger()


async def supervise(settings: Settings) -> None:
    """Return when a signal asked for it and everything has stopped, the last started first.

    Raises `Taken`, `Unsafe` or `StartFailed`; then too everything that had started has stopped.
    """
    _stop_on_signals()
    with held(settings.data_dir):
        if "api" in settings.roles:
            refuse_taken_port(settings)
        async with AsyncExitStack() as started:
            servers = await _start(_servers(settings), started)
            await _prepare(located(settings))
            roles = await _start([RoleProcess(role) for role in settings.roles], started)
            await _keep_all([*servers, *roles], settings)


async def _start(services: Sequence[Service], started: AsyncExitStack) -> Sequence[Service]:
    for service in services:
        started.push_async_callback(service.stop)
        await service.start()
    return services


def _servers(settings: Settings) -> list[Service]:
    servers: list[Service] = []
    if not settings.database_url:
        servers.append(EmbeddedPostgres(postgres_folder(settings)))
    if not settings.nats_url:
        servers.append(EmbeddedNats(nats_folder(settings)))
    return servers


async def _prepare(settings: Settings) -> None:
    """Bring the database up to date, and see that the keys belong to its log."""
    assert settings.migration_url
    await upgrade(settings.migration_url)
    connection = await asyncpg.connect(settings.migration_url)
    try:
        await refuse_unsafe(connection)
        log_has_events = await connection.fetchval("SELECT EXISTS (SELECT FROM events)")
    finally:
        await connection.close()
    load_or_create(settings.secrets_folder, log_has_events=log_has_events)


async def _keep_all(services: Sequence[Service], settings: Settings) -> None:
    try:
        async with asyncio.TaskGroup() as tasks:
            for service in services:
                tasks.create_task(keep(service))
            if "api" in settings.roles:
                tasks.create_task(announce(settings))
    except* Unsafe as refused:
        raise refused.exceptions[0] from None


def _stop_on_signals() -> None:
    """The first signal cancels what we do, wherever we are; the next ones would only hurt an orderly stop."""
    loop, ourselves = asyncio.get_running_loop(), asyncio.current_task()
    assert ourselves

    def stop() -> None:
        for name in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            loop.add_signal_handler(name, lambda: None)
        log.info("stopping")
        ourselves.cancel()

    for name in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        loop.add_signal_handler(name, stop)
