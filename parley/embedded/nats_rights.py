"""Who may do what on NATS: only the relay writes events, analysts and auditors read them and nothing else."""

import msgspec

from projections.bus.message import SUBJECTS
from projections.bus.stream import STREAM

EVENTS = "EVENTS"
# Whoever may ask the server something says where the answer goes, and a user's rights do not apply to that: in the
# stream's own account an answer could be sent into the stream, or to what deletes it.
READERS = "READERS"
LIVE = "LIVE"
SYSTEM = "SYSTEM"
API = "$JS.API"
ASKED = "parley.asked"  # what it is called where readers ask


class Rights(msgspec.Struct, frozen=True):
    """The subjects a user may publish to and subscribe to; None means all of its account's."""

    account: str
    publish: tuple[str, ...] | None = None
    subscribe: tuple[str, ...] | None = None


# Reading a stream means making consumers on it, asking them for messages and acknowledging those.
# STREAM.INFO changes nothing, and most client libraries ask for it before they make a consumer.
FETCHING = f"{API}.CONSUMER.MSG.NEXT.{STREAM}.>"
READING = (
    f"{API}.STREAM.INFO.{STREAM}",
    *(f"{API}.CONSUMER.{verb}.{STREAM}" for verb in ("NAMES", "LIST")),
    *(f"{API}.CONSUMER.{verb}.{STREAM}.>" for verb in ("CREATE", "DURABLE.CREATE", "INFO", "DELETE")),
    FETCHING,
    f"$JS.ACK.{STREAM}.>",
)


def asked(subject: str) -> str:
    """What a subject of the stream's account is called in the readers' own."""
    return subject.replace(API, ASKED, 1)


ASKING = tuple(map(asked, READING))
USERS: dict[str, Rights] = {
    "relay": Rights(EVENTS, publish=(f"{SUBJECTS}.>", "$JS.API.>", "$JS.ACK.>"), subscribe=("_INBOX.>",)),
    "application": Rights(READERS, publish=ASKING, subscribe=("_INBOX.>",)),
    "analytics": Rights(READERS, publish=ASKING, subscribe=("_INBOX.analytics.>",)),
    "audit": Rights(READERS, publish=ASKING, subscribe=("_INBOX.audit.>",)),
    "live": Rights(LIVE),
    "operator": Rights(SYSTEM),
}


def inbox_prefix(user: str) -> str:
    """What this user's client must begin its inboxes with, so that no reader reads another's answers."""
    return f"_INBOX.{user}" if user in ("analytics", "audit") else "_INBOX"
