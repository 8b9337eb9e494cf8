"""The AsyncAPI document: the live protocol and the stream of events, as one description of both."""

from importlib.metadata import version

from events.registry import STORED
from parley.contracts.channels import events_channel, live_channel
from parley.contracts.messages import bus_message, live_message
from parley.contracts.operations import events_operations, live_operations
from parley.contracts.schema import Json
from parley.contracts.stored import name_of
from parley.contracts.within import within

DESCRIPTION = """
What Parley says and hears besides HTTP, of which `/openapi.json` tells.

- **`/v1/live`**: a WebSocket on which a client follows rooms and has things done in them. JSON text frames, one object
  a frame, its name in the field `frame`.
- **`PARLEY_EVENTS`**: a JetStream stream that is a copy of the log, event by event, for analysis and audit. Personal
  data is sealed in it.

Operations are told from Parley's side: what it *receives* is what you send. Clients pass over fields, frames and types
of events that they do not know: more are added, and what there is does not change. Every schema is also served by
itself, under `/schemas/index.json`.
"""


def asyncapi(schemas: dict[str, Json]) -> Json:
    """The document, complete in itself."""
    frames = [name for name in schemas if name.count(".") and name.startswith(("client.", "server."))]
    frames.remove("server.event")  # each type of event is a message of its own
    headers = schemas["bus.headers"]
    live = {name: live_message(name, schemas[name]) for name in frames}
    bus = {
        (name := name_of(shape)): bus_message(shape, event, schemas[name], headers) for shape, event in STORED.items()
    }
    payloads = {name: schemas[name] for name in (*live, *bus, "bus.headers")}
    return {
        "asyncapi": "3.0.0",
        "info": {
            "title": "Parley: live frames and events",
            "version": version("parley"),
            "description": DESCRIPTION.strip(),
            "license": {"name": "Apache-2.0", "url": "https://www.apache.org/licenses/LICENSE-2.0"},
        },
        "defaultContentType": "application/json",
        "servers": _servers(),
        "channels": {"live": live_channel(live), "events": events_channel(bus)},
        "operations": live_operations(frames) | events_operations([*bus]),
        "components": {
            "messages": live | bus,
            "schemas": within(payloads),
            "securitySchemes": {
                "nats": {"type": "userPassword", "description": "The users `analytics` and `audit` read the stream."}
            },
        },
    }


def _servers() -> Json:
    return {
        "api": {
            "host": "{address}",
            "protocol": "ws",
            "description": "Every process of the role `api`; `wss` where TLS ends in front of it.",
            "variables": {"address": {"default": "127.0.0.1:8000", "description": "Where HTTP is served, too."}},
        },
        "bus": {
            "host": "{address}",
            "protocol": "nats",
            "description": "A NATS server with JetStream, 2.12 or newer.",
            "variables": {"address": {"default": "127.0.0.1:4222", "description": "The server of `PARLEY_NATS_URL`."}},
            "security": [{"$ref": "#/components/securitySchemes/nats"}],
        },
    }
