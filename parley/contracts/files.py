"""The documents as files: what is served, and what lies committed under docs/contracts."""

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from parley.contracts.asyncapi import asyncapi
from parley.contracts.compatible import breaks
from parley.contracts.lost import lost
from parley.contracts.schema import Json
from parley.contracts.schemas import index, schemas
from parley.openapi.breaks import breaks as openapi_breaks
from parley.openapi.document import document

ASYNCAPI, OPENAPI = "asyncapi.json", "openapi.json"


class Breaks(Exception):
    """These documents take something away that the ones before them gave."""

    def __init__(self, sentences: list[str]) -> None:
        super().__init__("\n".join(sentences))
        self.sentences = sentences


@cache
def contents() -> Mapping[str, bytes]:
    """Every file's text by its path, the same whenever it is made."""
    found = schemas()
    documents = {f"schemas/{name}.json": one for name, one in found.items()}
    documents |= {"schemas/index.json": index(found), ASYNCAPI: asyncapi(found)}
    return {path: _text(one) for path, one in sorted(documents.items())} | {OPENAPI: _text(document(), in_order=False)}


def broken(folder: Path) -> list[str]:
    """What the documents as they are now break of those in a folder."""
    now = {path: json.loads(text) for path, text in contents().items()}
    before = {path: json.loads((folder / path).read_bytes()) for path in _kept(folder)}
    found = breaks(_schemas(before), _schemas(now))
    found += lost(before[ASYNCAPI], now[ASYNCAPI]) if ASYNCAPI in before else []
    return found + (openapi_breaks(before[OPENAPI], now[OPENAPI]) if OPENAPI in before else [])


def stale(folder: Path) -> list[str]:
    """The files in a folder that are missing, too many or not as they would be made now."""
    made, kept = contents(), {path: (folder / path).read_bytes() for path in _kept(folder)}
    return sorted(path for path in {*made, *kept} if made.get(path) != kept.get(path))


def write(folder: Path, *, breaking: bool = False) -> int:
    """Bring a folder up to date; the number of files written. Raises `Breaks` unless that is meant."""
    found = broken(folder)
    if any(sentence.startswith("stored.") for sentence in found) or (found and not breaking):
        raise Breaks(found)
    changed = stale(folder)
    for path in changed:
        if path in contents():
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_bytes(contents()[path])
        else:
            (folder / path).unlink()
    return len(changed)


def _kept(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in (*folder.glob("*.json"), *folder.glob("schemas/*.json")))


def _schemas(documents: Mapping[str, Json]) -> dict[str, Json]:
    named = {Path(path).stem: one for path, one in documents.items() if path.startswith("schemas/")}
    return {name: one for name, one in named.items() if name not in ("index", "client", "server")}


def _text(found: Json, *, in_order: bool = True) -> bytes:
    return (json.dumps(found, indent=2, sort_keys=in_order, ensure_ascii=False) + "\n").encode()
