"""What is done on each channel, told from Parley's side."""

from parley.contracts.schema import Json

ANSWERS = {
    "client.connect": ("server.ready",),
    "client.follow": ("server.followed", "server.rejected"),
    "client.command": ("server.accepted", "server.rejected"),
    "client.signal": ("server.rejected",),
}
SUMMARIES = {
    "client.connect": "A client says who it is.",
    "client.follow": "A client wants a room's events.",
    "client.unfollow": "A client wants them no more.",
    "client.command": "A client has something done.",
    "client.signal": "Somebody is typing, or at it no more.",
    "client.pong": "A client is still there.",
    "server.hello": "The server says whom the client has reached.",
    "server.ready": "The server knows the client.",
    "server.followed": "A follow begins.",
    "server.event": "Something happened in a room that the client follows.",
    "server.signal": "Something that passes is told.",
    "server.accepted": "A command is done.",
    "server.rejected": "Something asked for is not done.",
    "server.ended": "A follow is over for good.",
    "server.lagging": "A follow is over because the client reads too slowly.",
    "server.notice": "Something concerns somebody, who asked for notices.",
    "server.moved": "Something happened in a room of somebody, who asked for notices.",
    "server.gap": "What concerned somebody, who asked for notices, is not told.",
    "server.ping": "The heartbeat.",
    "server.goodbye": "The connection ends.",
}


def live_operations(frames: list[str]) -> Json:
    """One operation for each frame; the types of an event or a command are messages of one operation."""
    named: dict[str, list[str]] = {}
    for frame in frames:
        named.setdefault(".".join(frame.split(".")[:2]), []).append(frame)
    return {_name(operation): _operation(operation, messages) for operation, messages in named.items()}


def events_operations(messages: list[str]) -> Json:
    return {
        "publishEvents": {
            "action": "send",
            "channel": {"$ref": "#/channels/events"},
            "title": "Publish the log",
            "summary": "The relay publishes every event, once and in its order.",
            "messages": [_on("events", message) for message in messages],
        }
    }


def _name(operation: str) -> str:
    side, _, frame = operation.partition(".")
    return ("hear" if side == "client" else "say") + frame.capitalize()


def _operation(operation: str, messages: list[str]) -> Json:
    side, _, frame = operation.partition(".")
    found: Json = {
        "action": "receive" if side == "client" else "send",
        "channel": {"$ref": "#/channels/live"},
        "title": frame,
        "summary": SUMMARIES[operation],
        "messages": [_on("live", message) for message in messages],
    }
    if answers := ANSWERS.get(operation):
        channel = {"$ref": "#/channels/live"}
        found["reply"] = {"channel": channel, "messages": [_on("live", answer) for answer in answers]}
    return found


def _on(channel: str, message: str) -> Json:
    return {"$ref": f"#/channels/{channel}/messages/{message}"}
