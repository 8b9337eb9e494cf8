"""`parley keys`: which key-encryption keys there are, and when one may be removed."""

from pathlib import Path
from uuid import uuid4

from events.keyring import Keyring
from runtime.new_secrets import load_or_create
from runtime.postgres import open_pool
from tests.support.said import NOWHERE, said


def new_kek(secrets: Path, kek_id: str) -> None:
    file = secrets / f"kek.{kek_id}"
    file.write_text("A" * 43 + "=\n")
    file.chmod(0o600)


async def some_keys(database_url: str, secrets: Path, count: int) -> None:
    """Keys of people who have said something."""
    made = load_or_create(secrets, log_has_events=False)
    pool = await open_pool(database_url)
    await Keyring(pool, made.keks, made.current_kek).for_sealing([uuid4() for _ in range(count)])
    await pool.close()


async def test_keys_move_and_the_old_file_may_go(database_url: str, tmp_path: Path) -> None:
    secrets, on = tmp_path / "secrets", {"PARLEY_DATABASE_URL": database_url}
    await some_keys(database_url, secrets, 3)
    assert (await said(tmp_path, "keys", "new"))[1].startswith(f"Made {secrets}/kek.0002.")
    assert await said(tmp_path, "keys", **on) == (0, "kek.0001: wraps 3 keys\nkek.0002: wraps 0 keys, in use")
    code, out = await said(tmp_path, "keys", "rewrap", **on)
    assert code == 0, out
    assert "Wrapped 3 keys anew: kek.0002 wraps all 3, and older ones none." in out
    assert f"kek.0001 may be removed from {secrets}" in out
    (secrets / "kek.0001").unlink()
    assert await said(tmp_path, "keys", **on) == (0, "kek.0002: wraps 3 keys, in use")


async def test_without_the_old_key_nothing_is_begun(database_url: str, tmp_path: Path) -> None:
    secrets, on = tmp_path / "secrets", {"PARLEY_DATABASE_URL": database_url}
    await some_keys(database_url, secrets, 3)
    new_kek(secrets, "0002")
    (secrets / "kek.0001").unlink()
    code, out = await said(tmp_path, "keys", "rewrap", **on)
    assert (code, "Nothing was done: 3 keys are wrapped with kek.0001" in out) == (78, True), out
    assert "kek.0001: wraps 3 keys, MISSING" in (await said(tmp_path, "keys", **on))[1]
    new_kek(secrets, "0001")
    code, out = await said(tmp_path, "keys", "rewrap", **on)
    assert (code, "bring the right file back" in out) == (78, True), out


async def test_who_went_back_to_an_older_key_is_told(database_url: str, tmp_path: Path) -> None:
    secrets, on = tmp_path / "secrets", {"PARLEY_DATABASE_URL": database_url}
    await some_keys(database_url, secrets, 1)
    new_kek(secrets, "0002")
    await said(tmp_path, "keys", "rewrap", **on)
    (secrets / "kek.0002").unlink()
    code, out = await said(tmp_path, "keys", "rewrap", **on)
    assert (code, "kek.0002, which is not in" in out) == (78, True), out


async def test_a_database_that_is_away_is_said(tmp_path: Path) -> None:
    load_or_create(tmp_path / "secrets", log_has_events=False)
    code, out = await said(tmp_path, "keys", "rewrap", **NOWHERE)
    assert (code, "Postgres cannot be asked" in out) == (1, True), out
