"""What a change of the AsyncAPI document takes away: servers, channels, messages and operations."""

from collections.abc import Iterator

from parley.contracts.schema import Json


def lost(old: Json, new: Json) -> list[str]:
    """Everything that was there and is not, or is somewhere else; the payloads are compared as schemas."""
    return [
        *_gone("the server", old["servers"], new["servers"]),
        *_gone("the channel", old["channels"], new["channels"]),
        *_gone("the operation", old["operations"], new["operations"]),
        *(found for name, one in _both(old, new, "channels") for found in _channel(name, *one)),
        *(found for name, one in _both(old, new, "operations") for found in _operation(name, *one)),
    ]


def _both(old: Json, new: Json, part: str) -> Iterator[tuple[str, tuple[Json, Json]]]:
    return ((name, (old[part][name], new[part][name])) for name in old[part] if name in new[part])


def _channel(name: str, old: Json, new: Json) -> Iterator[str]:
    if old["address"] != new["address"]:
        yield f"the channel {name} was at {old['address']} and is at {new['address']}"
    yield from _gone(f"the channel {name}: its message", old["messages"], new["messages"])
    for parameter, one in old.get("parameters", {}).items():
        now = new.get("parameters", {}).get(parameter, {}).get("enum", ())
        yield from _gone(f"the channel {name}: its {parameter}", one.get("enum", ()), now)
    yield from _gone(f"the channel {name}: its close code", old.get("x-close-codes", ()), new.get("x-close-codes", ()))


def _operation(name: str, old: Json, new: Json) -> Iterator[str]:
    for part in ("action", "channel"):
        if old[part] != new[part]:
            yield f"the operation {name} has another {part}"
    yield from _gone(f"the operation {name}: its message", _refs(old), _refs(new))
    yield from _gone(f"the operation {name}: its answer", _refs(old.get("reply", {})), _refs(new.get("reply", {})))


def _refs(part: Json) -> list[str]:
    return [one["$ref"].rpartition("/")[2] for one in part.get("messages", ())]


def _gone(what: str, old: Json | list[str] | tuple[str, ...], new: Json | list[str] | tuple[str, ...]) -> Iterator[str]:
    return (f"{what} {name} is gone" for name in old if name not in new)
