"""The keys: made once, never made again, and nobody else's business."""

import stat
from pathlib import Path

import pytest

from runtime.new_secrets import add_kek, load_or_create
from runtime.secrets import load
from runtime.unsafe import Unsafe


def test_the_first_start_makes_keys_that_later_ones_read(tmp_path: Path) -> None:
    folder = tmp_path / "data" / "secrets"
    made = load_or_create(folder, log_has_events=False)
    assert load_or_create(folder, log_has_events=True) == made
    assert len(made.claim_key) == len(made.keks[made.current_kek]) == 32
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert {stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()} == {0o600}


def test_a_log_without_its_keys_is_not_given_new_ones(tmp_path: Path) -> None:
    with pytest.raises(Unsafe, match="backup"):
        load_or_create(tmp_path / "secrets", log_has_events=True)
    assert not (tmp_path / "secrets").exists()


@pytest.mark.parametrize("name", ["claim.key", "kek.0001", "signing.0001"])
def test_a_missing_key_is_refused(tmp_path: Path, name: str) -> None:
    load_or_create(tmp_path / "secrets", log_has_events=False)
    (tmp_path / "secrets" / name).unlink()
    with pytest.raises(Unsafe, match=name.split(".")[0]):
        load_or_create(tmp_path / "secrets", log_has_events=False)


@pytest.mark.parametrize("name", ["claim.key", "kek.0001", "signing.0001"])
@pytest.mark.parametrize("mode", [0o604, 0o602, 0o620])
def test_a_key_open_to_others_is_refused(tmp_path: Path, name: str, mode: int) -> None:
    load_or_create(tmp_path / "secrets", log_has_events=False)
    (tmp_path / "secrets" / name).chmod(mode)
    with pytest.raises(Unsafe, match="chmod 600"):
        load(tmp_path / "secrets")


def test_a_key_of_another_length_is_refused(tmp_path: Path) -> None:
    load_or_create(tmp_path / "secrets", log_has_events=False)
    (tmp_path / "secrets" / "claim.key").write_text("c2hvcnQ=\n")
    with pytest.raises(Unsafe, match="32 bytes"):
        load(tmp_path / "secrets")


def test_the_greatest_id_is_in_use_and_older_keys_stay(tmp_path: Path) -> None:
    folder = tmp_path / "secrets"
    load_or_create(folder, log_has_events=False)
    (folder / "kek.0002").write_bytes((folder / "kek.0001").read_bytes())
    (folder / "kek.0002").chmod(0o600)
    secrets = load(folder)
    assert secrets.current_kek == "0002"
    assert set(secrets.keks) == {"0001", "0002"}


def test_a_key_is_added_that_only_we_may_read_and_that_is_in_use(tmp_path: Path) -> None:
    folder = tmp_path / "secrets"
    before = load_or_create(folder, log_has_events=False)
    made = add_kek(folder)
    assert (made.name, stat.S_IMODE(made.stat().st_mode)) == ("kek.0002", 0o600)
    after = load(folder)
    assert after.current_kek == "0002"
    assert after.keks["0001"] == before.keks["0001"] != after.keks["0002"]
    assert sorted(path.name for path in folder.iterdir()) == ["claim.key", "kek.0001", "kek.0002", "signing.0001"]


@pytest.mark.parametrize("newest", ["9999", "summer"])
def test_after_some_ids_nobody_can_tell_what_comes(tmp_path: Path, newest: str) -> None:
    load_or_create(tmp_path / "secrets", log_has_events=False)
    (tmp_path / "secrets" / "kek.0001").rename(tmp_path / "secrets" / f"kek.{newest}")
    with pytest.raises(Unsafe, match="greater, as text"):
        add_kek(tmp_path / "secrets")


def test_keys_do_not_show_in_a_log(tmp_path: Path) -> None:
    secrets = load_or_create(tmp_path / "secrets", log_has_events=False)
    assert str(secrets) == "Secrets(keks=['0001'], signing_keys=['0001'])"
