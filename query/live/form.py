"""The forms in which frames go out: JSON or MessagePack, as they are or deflated."""

from collections.abc import Iterable
from itertools import product

from msgspec import Struct

JSON, MSGPACK = "parley.v1.json", "parley.v1.msgpack"
PROTOCOLS = (JSON, MSGPACK)
WINDOWS = (15, 12)  # bits: what browsers take and what others ask for; each more is one more form of every event


class Form(Struct, frozen=True, eq=False):
    """What a socket agreed on in its handshake: `window` is 0 where nothing is deflated.

    There is one object of each, so that a table of them compares no fields.
    """

    packed: bool
    window: int = 0

    @property
    def protocol(self) -> str:
        return MSGPACK if self.packed else JSON

    @property
    def kind(self) -> str:
        """Of WebSocket frames, in words."""
        return "binary" if self.packed else "text"


FORMS = {(packed, window): Form(packed, window) for packed, window in product((False, True), (0, *WINDOWS))}
PLAIN, PACKED = FORMS[False, 0], FORMS[True, 0]


def chosen(offered: Iterable[str]) -> str | None:
    """The first subprotocol that a client offers and we speak; who offers none gets JSON."""
    return next((protocol for protocol in offered if protocol in PROTOCOLS), None)


def form_of(protocol: str | None, window: int) -> Form:
    """The form that was agreed on."""
    return FORMS[protocol == MSGPACK, window]
