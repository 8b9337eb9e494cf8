"""One message of the stream against the event of the log that it must be a copy of."""

from collections.abc import Mapping

from msgspec import Struct
from nats.aio.msg import Msg

from events.leaf import leaf_hash
from events.stored import StoredEvent
from projections.bus.differs import REBUILD, mend_of
from projections.bus.message import headers_of, subject_of


class Difference(Struct, frozen=True):
    """The first place where the two differ, what either side has there, and the command that mends it."""

    position: int
    what: str
    log: str
    stream: str
    mend: str = REBUILD


def sequence_of(message: Msg) -> int:
    """Its place in the stream: `$JS.ACK.<stream>.<consumer>.<delivered>.<sequence>…`, or with a domain before."""
    fields = message.reply.split(".")
    return int(fields[5] if len(fields) == 9 else fields[7])


def difference(message: Msg, event: StoredEvent, epoch: str) -> Difference | None:
    """None where the message is the event, byte by byte, and the event what its leaf hash says."""
    headers = own_headers(message)
    expected = headers_of(event, epoch)
    sequence = sequence_of(message)
    if sequence != event.position:
        return Difference(event.position, "sequence", str(event.position), str(sequence))
    if message.subject != subject_of(event) or headers != expected or message.data != event.data.encode():
        return _first_difference(message, headers, event, expected, epoch)
    leaf = leaf_hash(event)
    if leaf != event.leaf_hash:  # the log's own fault, which no copy of it can mend
        return Difference(event.position, "leaf", event.leaf_hash.hex(), leaf.hex(), "")
    return None


def stray(message: Msg, position: int, epoch: str) -> Difference:
    """A message beyond the log's end."""
    mend = mend_of(message.subject, own_headers(message), message.data, epoch)
    return Difference(position, "end", "", message.subject, mend)


def own_headers(message: Msg) -> dict[str, str]:
    """Its headers without those that the relay gives a batch."""
    return {name: value for name, value in (message.headers or {}).items() if not name.startswith("Nats-")}


def _first_difference(
    message: Msg, headers: Mapping[str, str], event: StoredEvent, expected: Mapping[str, str], epoch: str
) -> Difference:
    sides = [("subject", subject_of(event), message.subject)]
    sides += [("data", event.data, message.data.decode(errors="replace"))]
    names = sorted(expected.keys() | headers.keys())
    sides += [(f"header {name}", expected.get(name, ""), headers.get(name, "")) for name in names]
    what, log, stream = next(side for side in sides if side[1] != side[2])
    return Difference(event.position, what, log, stream, mend_of(message.subject, headers, message.data, epoch))
