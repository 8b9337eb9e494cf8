"""From framed JSON texts to server-sent events: the same frames, each under its name, with an id to resume from."""

from functools import lru_cache

import msgspec

from query.live import outgoing

# By these a client that comes back says how far it got: of a room by its seq, of the personal stream by position.
BY_SEQ = frozenset({"event", "ended"})
BY_POSITION = frozenset({"ready", "notice", "moved", "gap"})


class Head(msgspec.Struct):
    """As much of a frame as its event is made of."""

    frame: str
    seq: int | None = None
    position: str | None = None


heads = msgspec.json.Decoder(Head)


def event(name: str, payload: bytes, id_: str | None = None) -> bytes:
    """One event; JSON as we write it has no line breaks."""
    known = b"id: %b\n" % id_.encode() if id_ else b""
    return b"event: %b\n%bdata: %b\n\n" % (name.encode(), known, payload)


def retry(after_ms: int) -> bytes:
    """How long to wait before coming back."""
    return b"retry: %d\n\n" % after_ms


@lru_cache(maxsize=16)  # what the hub hands out in one turn is the same object for all who follow a room
def events(chunk: bytes, epoch: str) -> bytes:
    """A chunk of frames as events."""
    return b"".join(
        event(head.frame, payload, id_of(head, epoch))
        for payload in outgoing.payloads(chunk)
        for head in [heads.decode(payload)]
    )


def id_of(head: Head, epoch: str) -> str | None:
    """Where to resume after this frame; None for what is no step in the log."""
    if head.frame in BY_SEQ:
        return f"{epoch}.{head.seq}"
    return head.position if head.frame in BY_POSITION else None
