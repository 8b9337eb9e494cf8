"""Why a stream is no copy of the log, and the one command that mends it."""

from collections.abc import Mapping

from events.leaf import leaf_hash
from projections.bus.message import NotAnEvent, event_of
from projections.engine.troubles import Stopped

REBUILD = "parley bus rebuild"
NEW_EPOCH = "parley epoch new"
_DOES = {REBUILD: "makes it anew from the log", NEW_EPOCH: "makes a new epoch, and the stream anew"}


class BusDiffers(Stopped):
    """The stream is not a copy of this log."""

    def __init__(self, what: str, mend: str) -> None:
        super().__init__(f"{what}: `{mend}` {_DOES[mend]}")
        self.what = what
        self.mend = mend


def mend_of(subject: str, headers: Mapping[str, str] | None, data: bytes, epoch: str) -> str:
    """What mends a stream that has this message where the log has another, or nothing.

    A true event of this very epoch was in the log once: the log has lost its end, and cursors of it may be around.
    Anything else has come from somebody who must not publish.
    """
    headers = headers or {}
    try:
        event = event_of(subject, headers, data)
    except NotAnEvent:
        return REBUILD
    ours = headers.get("parley-epoch") == epoch and leaf_hash(event) == event.leaf_hash
    return NEW_EPOCH if ours else REBUILD
