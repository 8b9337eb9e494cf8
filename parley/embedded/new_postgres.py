"""Makes the data folder of the embedded Postgres, whole or not at all."""

import shutil
import subprocess
from pathlib import Path

from parley.embedded import unprivileged
from parley.embedded.postgres_files import OWNER, binary
from parley.start_failed import StartFailed


def make(pgdata: Path) -> None:
    """A killed first start leaves an unfinished folder beside, never half of the real one; raises `StartFailed`."""
    unfinished = pgdata.with_name(f"{pgdata.name}.unfinished")
    shutil.rmtree(unfinished, ignore_errors=True)
    unfinished.mkdir(mode=0o700)
    unprivileged.give(unfinished)
    options = unprivileged.options()
    # fmt: off
    made = subprocess.run(
        [*(["setpriv", *options] if options else []), str(binary("initdb")),
         "--pgdata", str(unfinished), "--username", OWNER, "--auth", "peer", "--encoding", "UTF8",
         "--locale", "C", "--locale-provider", "builtin", "--builtin-locale", "C.UTF-8"],
        capture_output=True, text=True,
    )
    # fmt: on
    if made.returncode != 0:
        raise StartFailed(f"Postgres could not make its data folder {pgdata}:\n{made.stdout}{made.stderr}")
    unfinished.rename(pgdata)
