"""Postgres started by root."""

import os

import pytest

from parley.embedded import unprivileged
from parley.embedded.postgres import EmbeddedPostgres
from runtime.unsafe import Unsafe

pytestmark = pytest.mark.skipif(os.geteuid() != 0, reason="only root has privileges to lose")


def test_postgres_does_not_run_as_root(own_postgres: EmbeddedPostgres) -> None:
    assert own_postgres.process
    with open(f"/proc/{own_postgres.process.pid}/status") as status:
        told = dict(line.rstrip("\n").split(":\t", 1) for line in status if ":\t" in line)
    assert "0" not in told["Uid"].split()
    assert int(told["CapEff"], 16) == int(told["CapBnd"], 16) == 1 << 1  # CAP_DAC_OVERRIDE alone


def test_without_setpriv_root_is_told_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    with pytest.raises(Unsafe, match="util-linux"):
        unprivileged.options()
