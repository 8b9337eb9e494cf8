"""Starting and stopping all of Parley, and what happens when a part of it is killed."""

import asyncio
import signal
import socket
from pathlib import Path

import httpx
import psutil
import pytest

from parley.embedded.postgres import EmbeddedPostgres, address
from tests.support.parley_process import ParleyProcess
from tests.support.patience import PATIENCE


async def test_ctrl_c_stops_everything(parley: ParleyProcess) -> None:
    children = parley.children()
    assert {"postgres", "nats-server"} < {child.name() for child in children}
    assert await parley.end(signal.SIGINT) == 0
    assert [child for child in children if runs(child)] == []


async def test_a_second_start_on_the_same_data_says_so_and_leaves(parley: ParleyProcess, folder: Path) -> None:
    code, said = await ParleyProcess(folder.with_name("second"), PARLEY_DATA_DIR=str(folder)).result()
    assert (code, said) == (75, f"Parley already runs on {folder} (process {parley.process.pid}).\n")  # type: ignore[union-attr]
    assert (await healthy(parley)).is_success


@pytest.mark.parametrize("nowhere", ["/dev/null", "/proc/parley"])
async def test_data_that_can_be_kept_nowhere_is_said(folder: Path, nowhere: str) -> None:
    code, said = await ParleyProcess(folder, PARLEY_DATA_DIR=nowhere).result()
    assert code == 78
    assert said.startswith(f"PARLEY_DATA_DIR: {nowhere} is no folder that can be written to")
    assert said.count("\n") == 1


async def test_after_kill_9_the_next_start_is_as_good_as_the_first(parley: ParleyProcess) -> None:
    children = parley.children()
    await parley.end(signal.SIGKILL)
    await parley.ready()
    assert (await healthy(parley)).is_success
    assert [child for child in children if runs(child)] == []


@pytest.mark.parametrize("part", ["postgres", "nats-server", "role api", "role projections"])
async def test_a_killed_part_comes_back_by_itself(parley: ParleyProcess, part: str) -> None:
    parley.child(part).kill()
    async with asyncio.timeout(PATIENCE):
        while not (part_runs(parley, part) and ALL_WELL.items() <= (await healthy(parley)).json().items()):
            await asyncio.sleep(0.1)


def runs(process: psutil.Process) -> bool:
    """False also for what has ended and waits for init to notice."""
    try:
        return process.is_running() and process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


ALL_WELL = {"ready": True, "postgres": True, "nats": True}


def part_runs(parley: ParleyProcess, part: str) -> bool:
    try:
        return parley.child(part).status() != psutil.STATUS_ZOMBIE
    except (psutil.Error, ValueError):
        return False


async def healthy(parley: ParleyProcess) -> httpx.Response:
    """What readiness says; 503 also while nobody answers."""
    async with httpx.AsyncClient() as client:
        try:
            return await client.get(f"{parley.url}/health/ready")
        except httpx.TransportError:
            return httpx.Response(503, json={})


async def test_a_taken_port_is_said_before_anything_starts(folder: Path) -> None:
    parley = ParleyProcess(folder)
    with socket.create_server(("127.0.0.1", parley.port)):
        code, said = await parley.result()
    assert code == 1
    assert "PARLEY_PORT" in said
    assert not (folder / "postgres").exists()


async def test_an_unsafe_postgres_is_refused_with_exit_code_78(own_postgres: EmbeddedPostgres, folder: Path) -> None:
    await own_postgres.stop()
    (own_postgres.folder / "postgres.conf").write_text("fsync = off\n")
    await own_postgres.start()
    code, said = await ParleyProcess(folder, PARLEY_DATABASE_URL=address(own_postgres.folder)).result()
    assert code == 78
    assert said.endswith(
        "Postgres runs with fsync switched off: a crash would lose words that were confirmed. "
        "Switch it on, for the whole server and for Parley's database and role.\n"
    )


async def test_a_setting_that_makes_no_sense_is_named(folder: Path) -> None:
    code, said = await ParleyProcess(folder, PARLEY_PORT="eight").result()
    assert code == 78
    assert said.startswith("PARLEY_PORT: ")
