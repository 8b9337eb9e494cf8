"""Parley with two api processes at one address."""

import asyncio

import psutil

from tests.support.parley_process import ParleyProcess
from tests.support.patience import PATIENCE


async def both_listen(parley: ParleyProcess, *without: psutil.Process) -> list[psutil.Process]:
    """The two processes, once both take connections and neither is one of these."""
    async with asyncio.timeout(PATIENCE):
        while True:
            found = [process for process in parley.children() if process not in without and listens(process, parley)]
            if len(found) == 2:
                return found
            await asyncio.sleep(0.05)


def listens(process: psutil.Process, parley: ParleyProcess) -> bool:
    try:
        return any(
            one.status == psutil.CONN_LISTEN and one.laddr.port == parley.port for one in process.net_connections("tcp")
        )
    except psutil.Error:
        return False
