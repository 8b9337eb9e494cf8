"""Runs all of Parley on one machine: servers, migrations, keys, then a process for every role, until told to stop."""

import asyncio
from collections.abc import Sequence
from contextlib import AsyncExitStack

from parley.addresses import located, nats_folder, postgres_folder
from parley.embedded.nats import EmbeddedNats
from parley.embedded.nats_access import read_access
from parley.embedded.nats_doorkeeper import doorkeeper
from parley.embedded.postgres import EmbeddedPostgres
from parley.keeper import Service, keep
from parley.lock import held
from parley.prepare import prepare
from parley.ready import announce, refuse_taken_port
from parley.role_process import RoleProcess
from parley.signals import cancel_on_signals
from runtime.settings import ALL_ROLES, Settings
from runtime.unsafe import Unsafe


async def supervise(settings: Settings) -> None:
    """Return when a signal asked for it and everything has stopped, the last started first.

    Raises `Taken`, `Unsafe` or `StartFailed`; then too everything that had started has stopped.
    """
    cancel_on_signals()
    with held(settings.data_dir):
        roles = [RoleProcess(role, settings.data_dir / "roles") for role in ALL_ROLES]
        for role in roles:
            await role.take_over()
        if "api" in settings.roles:
            refuse_taken_port(settings)
        async with AsyncExitStack() as started:
            servers = await _start(_servers(settings), started)
            if not settings.nats_url and (access := read_access(nats_folder(settings))):
                await started.enter_async_context(doorkeeper(access))
            await prepare(located(settings))
            wanted = await _start([role for role in roles if role.name in settings.roles], started)
            await _keep_all([*servers, *wanted], settings)


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


async def _keep_all(services: Sequence[Service], settings: Settings) -> None:
    try:
        async with asyncio.TaskGroup() as tasks:
            for service in services:
                tasks.create_task(keep(service))
            if "api" in settings.roles:
                tasks.create_task(announce(settings))
    except* Unsafe as refused:
        raise refused.exceptions[0] from None
