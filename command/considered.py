"""Who acts, and what was decided before the log has judged it."""

from collections.abc import Callable, Sequence
from uuid import UUID

from msgspec import Struct

from events.log.write import Expectation
from events.stored import Draft


class Actor(Struct, frozen=True):
    """On whose behalf a command runs, in which session, and who does it in their stead."""

    account_id: UUID
    session_id: UUID | None = None
    initiator_id: UUID | None = None


class Considered(Struct, frozen=True):
    """A decision on what was known; `remember` is told the version of its stream's last event once it is accepted."""

    stream_id: UUID
    drafts: Sequence[Draft]
    expectations: Sequence[Expectation]
    remember: Callable[[int], None]
