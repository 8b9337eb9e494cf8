"""Who may do what on NATS: only the relay writes events, each reader reads them apart from the others."""

from collections.abc import Iterator

import msgspec

from projections.bus.message import SUBJECTS
from projections.bus.stream import STREAM

EVENTS, LIVE, SYSTEM = "EVENTS", "LIVE", "SYSTEM"
API = "$JS.API"
ASKED = "parley.asked"  # what it is called where readers ask
WISHES = "parley.wishes"  # what readers wish to make, for the doorkeeper to look at
READERS = ("analytics", "audit")
CONSUMERS = 8  # of each reader; NATS has no wildcard for the beginning of a name, so every name is written out


class Rights(msgspec.Struct, frozen=True):
    """The subjects a user may publish to and subscribe to, None for all of its account's; and whether it answers."""

    account: str
    publish: tuple[str, ...] | None = None
    subscribe: tuple[str, ...] | None = None
    answers: bool = False


def account_of(reader: str) -> str:
    """Whoever may ask the server something says where the answer goes, and a user's rights do not apply to that.

    So a reader's account has that reader in it, what is imported for it, and nothing else that an answer could reach.
    """
    return reader.upper()


def consumers_of(reader: str) -> list[str]:
    return [f"{reader}-{number}" for number in range(1, CONSUMERS + 1)]


def imports_of(reader: str) -> Iterator[tuple[str, str]]:
    """What a reader may ask, as the stream's account calls it and as the reader's own does.

    STREAM.INFO changes nothing, and most client libraries ask for it before they make a consumer.
    """
    yield f"{API}.STREAM.INFO.{STREAM}", f"{ASKED}.STREAM.INFO.{STREAM}"
    for name in consumers_of(reader):
        for verb in ("INFO", "DELETE", "MSG.NEXT"):
            yield f"{API}.CONSUMER.{verb}.{STREAM}.{name}", f"{ASKED}.CONSUMER.{verb}.{STREAM}.{name}"
        yield f"$JS.ACK.{STREAM}.{name}.>", f"$JS.ACK.{STREAM}.{name}.>"
        yield f"{WISHES}.{reader}.{name}", f"{ASKED}.CONSUMER.CREATE.{STREAM}.{name}"
        yield f"{WISHES}.{reader}.{name}.>", f"{ASKED}.CONSUMER.CREATE.{STREAM}.{name}.>"
        yield f"{WISHES}.{reader}.{name}", f"{ASKED}.CONSUMER.DURABLE.CREATE.{STREAM}.{name}"


def inbox_prefix(user: str) -> str:
    """What this user's client must begin its inboxes with, so that nobody hears what another is answered."""
    return f"_INBOX.{user}" if user in (*READERS, "doorkeeper") else "_INBOX"


USERS: dict[str, Rights] = {
    "relay": Rights(EVENTS, publish=(f"{SUBJECTS}.>", "$JS.API.>", "$JS.ACK.>"), subscribe=("_INBOX.>",)),
    "doorkeeper": Rights(
        EVENTS,
        publish=(f"{API}.CONSUMER.CREATE.{STREAM}.*",),
        subscribe=(f"{WISHES}.>", f"{inbox_prefix('doorkeeper')}.>"),
        answers=True,
    ),
    **{
        reader: Rights(
            account_of(reader),
            publish=tuple(asked for _, asked in imports_of(reader)),
            subscribe=(f"{inbox_prefix(reader)}.>",),
        )
        for reader in READERS
    },
    "live": Rights(LIVE),
    "operator": Rights(SYSTEM),
}
