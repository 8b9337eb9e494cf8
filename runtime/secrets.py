"""The keys Parley keeps outside Postgres: for names, for sealed words and for tokens."""

import base64
import binascii
from collections.abc import Iterable
from pathlib import Path

import msgspec

from runtime.unsafe import Unsafe

CLAIM_KEY = "claim.key"
KEK = "kek."
SIGNING = "signing."


class Keks(dict[str, bytes]):
    """Key-encryption keys by id; one that has come into the folder since is read when it is asked for.

    Raises `Unsafe` for one that is not there.
    """

    def __init__(self, folder: Path, ids: Iterable[str]) -> None:
        super().__init__({kek_id: _key(folder / f"{KEK}{kek_id}") for kek_id in ids})
        self._folder = folder

    def __missing__(self, kek_id: str) -> bytes:
        self[kek_id] = _key(self._folder / f"{KEK}{kek_id}")
        return self[kek_id]


class Secrets(msgspec.Struct, frozen=True):
    """All keys of one deployment. Of key-encryption and signing keys the one with the greatest id is in use."""

    claim_key: bytes  # 32 bytes, never rotated: the names' stream ids are made with it
    keks: dict[
        str, bytes
    ]  # id → 32 bytes; wrap the subject keys of sealed fields; an old one goes when nothing uses it
    signing_keys: dict[str, bytes]  # id → Ed25519 private key as PEM (PKCS 8); old ones still verify

    @property
    def current_kek(self) -> str:
        return max(self.keks)

    def __repr__(self) -> str:
        return f"Secrets(keks={sorted(self.keks)}, signing_keys={sorted(self.signing_keys)})"  # never a key in a log


def load(folder: Path) -> Secrets:
    """Read the keys; raises `Unsafe` where one is missing, malformed or open to other users."""
    if not folder.is_dir():
        raise Unsafe(f"The keys are missing: there is no folder {folder}. Bring it back from the backup.")
    files = {path.name: path for path in sorted(folder.iterdir()) if path.is_file() and not path.name.startswith(".")}
    secrets = Secrets(
        claim_key=_key(folder / CLAIM_KEY),
        keks=Keks(folder, [name.removeprefix(KEK) for name in files if name.startswith(KEK)]),
        signing_keys={
            name.removeprefix(SIGNING): _read(path) for name, path in files.items() if name.startswith(SIGNING)
        },
    )
    if not secrets.keks or not secrets.signing_keys:
        raise Unsafe(f"{folder} holds no {KEK}<id> or no {SIGNING}<id>. Bring it back from the backup.")
    return secrets


def _key(path: Path) -> bytes:
    try:
        key = base64.b64decode(_read(path), validate=False)
    except binascii.Error:
        key = b""
    if len(key) != 32:
        raise Unsafe(f"{path} is not a key: 32 bytes in base64 are expected.")
    return key


def _read(path: Path) -> bytes:
    try:
        if path.stat().st_mode & 0o027:
            raise Unsafe(f"{path} is open to other users of this machine: chmod 600 it.")
        return path.read_bytes()
    except FileNotFoundError as missing:
        raise Unsafe(f"The key {path} is missing. Bring it back from the backup.") from missing
