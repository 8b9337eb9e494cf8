"""Every schema by its name: what clients say, what they are told, what is stored, and how the bus carries it."""

from parley.contracts import bus
from parley.contracts.frames import client, server
from parley.contracts.schema import DIALECT, Json
from parley.contracts.stored import stored


def schemas() -> dict[str, Json]:
    """`client.…`, `server.…`, `stored.…` and `bus.…`."""
    return {**client(), **server(), **stored(), "bus.headers": bus.headers()}


def index(found: dict[str, Json]) -> Json:
    """What there is, as `/schemas/index.json` tells it."""
    listed = [
        {"name": name, "path": f"/schemas/{name}.json", "title": one["title"], "description": one["description"]}
        for name, one in sorted(found.items())
    ]
    return {"dialect": DIALECT, "schemas": listed}
