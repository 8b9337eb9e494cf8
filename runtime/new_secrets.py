"""The first start makes the keys, an operator one more to wrap with; a log without its keys is never given new ones."""

import base64
import os
import secrets as chance
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from runtime.folders import private
from runtime.secrets import CLAIM_KEY, KEK, SIGNING, Secrets, load
from runtime.unsafe import Unsafe

FIRST = "0001"


def load_or_create(folder: Path, *, log_has_events: bool) -> Secrets:
    """Read the keys, or make them where neither they nor a log exist yet; raises `Unsafe`."""
    if folder.exists():
        return load(folder)
    if log_has_events:
        raise Unsafe(
            f"The log has events but their keys are missing: there is no folder {folder}. "
            "Bring it back from the backup; with new keys nobody could sign in and nothing sealed could be read."
        )
    private(folder.parent)
    unfinished = folder.with_name(f".{folder.name}.{chance.token_hex(4)}")
    unfinished.mkdir(mode=0o700)
    for name, content in _fresh().items():
        _write(unfinished / name, content)
    _settle(unfinished)
    unfinished.rename(folder)  # all the keys appear at once, or none do
    _settle(folder.parent)
    return load(folder)


def add_kek(folder: Path) -> Path:
    """Make the key-encryption key that comes after the newest; raises `Unsafe` where it is not clear which that is."""
    newest = load(folder).current_kek
    following = f"{int(newest) + 1:0{len(newest)}}" if newest.isdecimal() else ""
    if following <= newest:
        raise Unsafe(f"What comes after {KEK}{newest}? Put a file there yourself whose id is greater, as text.")
    made = folder / f"{KEK}{following}"
    unfinished = folder / f".{made.name}.{chance.token_hex(4)}"
    _write(unfinished, _new_kek())
    unfinished.rename(made)
    _settle(folder)
    return made


def _fresh() -> dict[str, bytes]:
    signing = Ed25519PrivateKey.generate().private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    return {
        CLAIM_KEY: base64.b64encode(chance.token_bytes(32)) + b"\n",
        KEK + FIRST: _new_kek(),
        SIGNING + FIRST: signing,
    }


def _new_kek() -> bytes:
    return base64.b64encode(chance.token_bytes(32)) + b"\n"


def _write(path: Path, content: bytes) -> None:
    with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _settle(folder: Path) -> None:
    """Put a folder's entries on the disk: events sealed with a key that a power cut took could never be read."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
