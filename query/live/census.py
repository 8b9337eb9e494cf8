"""How the live side of a process stands, and what has come of its connections: counted without asking any of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import TYPE_CHECKING

from msgspec import Struct

from query.live.codes import MEANS, Code
from query.live.sse.event_stream import EventStream

if TYPE_CHECKING:
    from query.live.connection import Connection
    from query.live.counters import Counters
    from query.live.gateway import Gateway


class Census(Struct, frozen=True):
    """What is open now, by kind, and what has happened since the process began."""

    connections: Mapping[str, int]
    follows: int
    closes: Mapping[str, int]
    lagging: int
    refills: int
    limited: Mapping[str, int]


def census(gateway: Gateway) -> Census:
    """Looked up when somebody asks."""
    connections, counters = gateway.wheel.connections, gateway.counters
    return Census(
        connections=dict.fromkeys(("json", "msgpack", "sse"), 0)
        | Counter(_kind(connection) for connection in connections),
        follows=sum(len(connection.subscriptions) for connection in connections),
        closes=_closes(counters),
        lagging=counters.lagging,
        refills=gateway.refill.begun,
        limited={
            "frames": counters.floods,
            "sockets_per_account": gateway.admitted.accounts.refused,
            "sockets_per_address": gateway.admitted.addresses.refused,
        },
    )


def _kind(connection: Connection) -> str:
    if isinstance(connection.transport, EventStream):
        return "sse"
    return "msgpack" if connection.transport.form.packed else "json"


def _closes(counters: Counters) -> Mapping[str, int]:
    """By code; clients may make up codes of their own, of which nobody is to make labels."""
    counts = dict.fromkeys((*(str(code.value) for code in Code), "none", "other"), 0)
    for code, times in counters.closes.items():
        counts[str(int(code)) if code in MEANS else "other" if code else "none"] += times
    return counts
