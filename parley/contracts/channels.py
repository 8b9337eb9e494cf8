"""The two channels: what a client or a consumer has to know before the first message."""

from events.registry import EVENTS
from parley.contracts.schema import Json
from projections.bus.message import SUBJECTS
from query.live.codes import MEANS
from query.live.form import JSON, MSGPACK
from query.live.limits import MAX_FRAME_BYTES

LIVE = f"""
The first frame comes from the server (`hello`), and within five seconds the client says `connect` with its access
token. The token stands in that frame and nowhere else: the address takes no parameters, and no header is read for it.
A page of another origin is refused unless it is among the allowed ones. Frames are of at most {MAX_FRAME_BYTES}
bytes. The subprotocol is `{JSON}`, text frames, and need not be asked for; with `{MSGPACK}` both sides
send the same objects as MessagePack in binary frames. permessage-deflate is agreed on without context takeover.

**The one rule**: the `seq` of a room's `event` frames is the last one plus one. After a reconnect a client says how far
it got in `connect`, and gets the rest; `followed` says what is not sent (`gap`), to be fetched over HTTP.

**Close codes**; where a `goodbye` comes first, it has the same:

| code | why |
| --- | --- |
""" + "\n".join(f"| {code.value} | {why} |" for code, why in MEANS.items())
STREAM = """
One message for each event of the log. Its sequence in the stream is the event's position, so a consumer's place in the
stream is a place in the log; `DeliverByStartSequence` takes up there. Nothing is deleted from it. It is a copy: the
relay follows the log, and `parley bus verify` compares the two.
"""


def live_channel(messages: dict[str, Json]) -> Json:
    return {
        "address": "/v1/live",
        "title": "The live protocol",
        "description": LIVE.strip(),
        "servers": [{"$ref": "#/servers/api"}],
        "messages": {name: {"$ref": f"#/components/messages/{name}"} for name in messages},
        "bindings": {"ws": {"method": "GET", "bindingVersion": "0.1.0"}},
        "x-close-codes": {str(code.value): why for code, why in MEANS.items()},
    }


def events_channel(messages: dict[str, Json]) -> Json:
    categories = sorted({event.CATEGORY for event in EVENTS.values()})
    return {
        "address": f"{SUBJECTS}.{{category}}.{{type}}",
        "title": "The stream PARLEY_EVENTS",
        "description": STREAM.strip(),
        "servers": [{"$ref": "#/servers/bus"}],
        "messages": {name: {"$ref": f"#/components/messages/{name}"} for name in messages},
        "parameters": {
            "category": {"description": "What kind of thing it happened to.", "enum": categories},
            "type": {"description": "What happened.", "enum": sorted(EVENTS)},
        },
    }
