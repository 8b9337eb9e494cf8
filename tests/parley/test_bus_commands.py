"""The commands of the bus and the epoch, where something is away or asked of the wrong one."""

from pathlib import Path

import asyncpg
import pytest

from parley.embedded.nats_access import write_access
from tests.support.said import NOWHERE, said


@pytest.mark.parametrize("words", ["bus verify", "bus rebuild", "epoch", "epoch new --yes"])
async def test_a_database_that_is_away_is_said(tmp_path: Path, words: str) -> None:
    code, out = await said(tmp_path, *words.split(), **NOWHERE)
    assert (code, "Postgres cannot be asked" in out) == (1, True), out


async def test_a_parley_that_has_been_stopped_is_said(tmp_path: Path) -> None:
    (tmp_path / "nats").mkdir()
    write_access(tmp_path / "nats")
    code, out = await said(tmp_path, "bus", "verify")
    assert (code, out) == (1, f"Parley does not run on {tmp_path}: start it first.")


async def test_addresses_are_those_of_our_own_nats(tmp_path: Path) -> None:
    code, out = await said(tmp_path, "bus", "url", "analytics", **NOWHERE)
    assert (code, "a NATS of your own" in out) == (1, True), out
    code, out = await said(tmp_path, "bus", "url", "audit")
    assert (code, "Parley has never run on" in out) == (1, True), out


async def test_what_nobody_carries_out_yet_is_kept(database_url: str, tmp_path: Path) -> None:
    code, out = await said(tmp_path, "bus", "rebuild", PARLEY_DATABASE_URL=database_url)
    assert (code, "as soon as Parley runs" in out) == (1, True), out
    owner = await asyncpg.connect(database_url)
    asked = await owner.fetchval("select remake from checkpoints where name = 'relay'")
    code, out = await said(tmp_path, "epoch", "new", "--yes", PARLEY_DATABASE_URL=database_url)
    assert (code, "as soon as Parley runs" in out) == (0, True), out
    assert await owner.fetchval("select remake from checkpoints where name = 'relay'") not in (None, asked)
    assert len(await owner.fetchval("select former from log")) == 1
    await owner.close()
