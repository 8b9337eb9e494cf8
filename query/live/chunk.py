"""An event on its way to many sockets: each form of it is made once, when the first of them wants it."""

from collections.abc import Iterable
from uuid import UUID

from msgspec import Struct

from query.live import outgoing
from query.live.form import FORMS, Form


class LiveFrame(Struct, frozen=True):
    """One event of a room; `gone` is whose membership it ends, `came` whose begins, `changes` an earlier message.

    `data` is framed JSON; `forms` are the others that were wanted.
    """

    seq: int
    data: bytes
    gone: UUID | None = None
    reason: str = ""
    archived: bool = False
    changes: bool = False
    forms: dict[Form, bytes] = {}
    came: UUID | None = None

    def of(self, form: Form) -> bytes:
        """It in that form."""
        if not form.packed and not form.window:
            return self.data
        found = self.forms.get(form)
        if found is None:
            plain = self.of(FORMS[form.packed, 0]) if form.window else self.data
            found = outgoing.deflated(plain, form.window) if form.window else outgoing.packed(plain)
            self.forms[form] = found
        return found


class Chunk(dict[Form, bytes]):
    """Frames of one room that are handed out together, by form: `chunk[form]` is all of them."""

    __slots__ = ("frames",)

    def __init__(self, frames: Iterable[LiveFrame]) -> None:
        super().__init__()
        self.frames = tuple(frames)

    def __missing__(self, form: Form) -> bytes:
        found = self[form] = b"".join([frame.of(form) for frame in self.frames])
        return found
