"""How to reach the embedded NATS server: its port and the generated passwords, in a file for our eyes only."""

import secrets
import socket
from pathlib import Path

import msgspec

from parley.embedded.nats_rights import USERS
from parley.start_failed import StartFailed
from runtime.folders import write_private

HOST = "127.0.0.1"


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
    write_private(folder / "access.json", msgspec.json.encode(access))
    return access


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
