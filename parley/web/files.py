"""The built client in memory: every file by its address, as it is and compressed."""

import mimetypes
from collections.abc import Iterator, Mapping
from functools import cache
from hashlib import sha256
from pathlib import Path

from msgspec import Struct

BUILT = Path(__file__).parent / "dist"
INDEX = "/index.html"
CODINGS = {"br": ".br", "gzip": ".gz"}  # the better one first
FOR_EVER = "public, max-age=31536000, immutable"
ASK_FIRST = "no-cache"


class File(Struct, frozen=True):
    """One file of the client; `forms` has its bytes by content coding, the plain ones under ""."""

    media_type: str
    forms: Mapping[str, bytes]
    etag: str
    cache_control: str

    def form(self, accepted: str) -> str:
        """The coding that suits whoever accepts these, or ""."""
        wanted = set(_wanted(accepted))
        return next((coding for coding in CODINGS if coding in wanted and coding in self.forms), "")


@cache
def client(folder: Path) -> Mapping[str, File]:
    """All files by address, such as `/index.html`; none where the client has not been built."""
    return {f"/{path.relative_to(folder).as_posix()}": _file(folder, path) for path in _plain(folder)}


def _plain(folder: Path) -> Iterator[Path]:
    for path in folder.rglob("*"):
        if path.is_file() and path.suffix not in CODINGS.values():
            yield path


def _file(folder: Path, path: Path) -> File:
    beside = {coding: path.with_name(path.name + suffix) for coding, suffix in CODINGS.items()}
    plain = path.read_bytes()
    hashed = path.parent == folder / "assets"  # the build names these by what is in them
    return File(
        media_type=mimetypes.guess_type(path.name)[0] or "application/octet-stream",
        forms={"": plain} | {coding: other.read_bytes() for coding, other in beside.items() if other.exists()},
        etag=sha256(plain).hexdigest()[:32],
        cache_control=FOR_EVER if hashed else ASK_FIRST,
    )


def _wanted(accepted: str) -> Iterator[str]:
    """The content codings of an Accept-Encoding header that are not refused in it."""
    for each in accepted.lower().split(","):
        coding, _, weight = each.partition(";")
        if weight.replace(" ", "") not in ("q=0", "q=0.0", "q=0.00", "q=0.000"):
            yield coding.strip()
