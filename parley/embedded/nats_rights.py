"""Who may do what on NATS: only the relay writes events, analysts and auditors read them and nothing else."""

import msgspec

from projections.bus.message import SUBJECTS
from projections.bus.stream import STREAM

EVENTS = "EVENTS"
LIVE = "LIVE"
SYSTEM = "SYSTEM"


class Rights(msgspec.Struct, frozen=True):
    """The subjects a user may publish to and subscribe to; None means all of its account's."""

    account: str
    publish: tuple[str, ...] | None = None
    subscribe: tuple[str, ...] | None = None


# Reading a stream means making consumers on it, asking them for messages and acknowledging those.
# STREAM.INFO changes nothing, and most client libraries ask for it before they make a consumer.
READING = (
    f"$JS.API.STREAM.INFO.{STREAM}",
    *(f"$JS.API.CONSUMER.{verb}.{STREAM}" for verb in ("NAMES", "LIST")),
    *(f"$JS.API.CONSUMER.{verb}.{STREAM}.>" for verb in ("CREATE", "DURABLE.CREATE", "INFO", "DELETE", "MSG.NEXT")),
    f"$JS.ACK.{STREAM}.>",
    f"$JS.FC.{STREAM}.>",
)

USERS: dict[str, Rights] = {
    "relay": Rights(EVENTS, publish=(f"{SUBJECTS}.>", "$JS.API.>", "$JS.ACK.>"), subscribe=("_INBOX.>",)),
    "application": Rights(EVENTS, publish=READING, subscribe=("_INBOX.>",)),
    "analytics": Rights(EVENTS, publish=READING, subscribe=("_INBOX.analytics.>",)),
    "audit": Rights(EVENTS, publish=READING, subscribe=("_INBOX.audit.>",)),
    "live": Rights(LIVE),
    "operator": Rights(SYSTEM),
}


def inbox_prefix(user: str) -> str:
    """What this user's client must begin its inboxes with, so that no reader reads another's answers."""
    return f"_INBOX.{user}" if user in ("analytics", "audit") else "_INBOX"
