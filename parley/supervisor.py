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
from parley.role_process import RoleProcess, take_over
from parley.signals import cancel_on_signals
from runtime.settings import ALL_ROLES, Settings
from runtime.unsafe import Unsafe


async def supervise(settings: Settings) -> None:
    """Return when a signal asked for it and everything has stopped, the last started first.

    Raises `Taken`, `Unsafe` or `StartFailed`; then too everything that had started has stopped.
    """
    cancel_on_signals()
    with held(settings.data_dir):
        await take_over(settings.data_dir / "roles")
        if "api" in settings.roles:
            refuse_taken_port(settings)
        async with AsyncExitStack() as started:
            servers = _servers(settings)
            for server in servers:
                started.push_async_callback(server.stop)
                await server.start()
            if not settings.nats_url and (access := read_access(nats_folder(settings))):
                await started.enter_async_context(doorkeeper(access))
            await prepare(located(settings))
            roles = _roles(settings)
            started.push_async_callback(_stop, roles)
            for role in roles:
                await role.start()
            await _keep_all([*servers, *roles], settings)


def _roles(settings: Settings) -> list[RoleProcess]:
    folder = settings.data_dir / "roles"
    return [
        RoleProcess(role, folder, number)
        for role in ALL_ROLES
        if role in settings.roles
        for number in range(1, 1 + (settings.workers if role == "api" else 1))
    ]


async def _stop(roles: Sequence[RoleProcess]) -> None:
    """All at once: each may take its time to answer what it has begun."""
    await asyncio.gather(*(role.stop() for role in roles))


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
