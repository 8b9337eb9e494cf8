"""A small page in one statement, which is a transaction of its own: one round trip where each statement would cost one.

What the projections say becomes the statement's parts, and each part gets its arguments from the owner's having moved
the checkpoint: without that it has nothing to write. All parts see what was there before them, and stand in no order.
Nobody is waited for: our tables are locked by then, and a rebuild that holds the checkpoint is about to lock them too.
"""

import re
from collections.abc import Sequence
from functools import lru_cache

from events.log.db import Db
from events.stored import Recorded
from projections.engine.ownership import Term
from projections.engine.projection import Projection
from projections.engine.statements import Asked, Statements

# Nothing may be parked in the very snapshot that all parts see: a retry may end while the checkpoint is being found.
MOVED = """
    moved as (
        update checkpoints set position = $4, trouble = null where name = (
            select name from checkpoints
            where name = $1 and owner = $2 and position = $3 and not exists (select from parked where checkpoint = $1)
            for update skip locked)
        returning true as done)
"""
_ARGUMENT = re.compile(r"\$(\d+)(::[a-z]+\[\])")
_TABLE = re.compile(r"\s*(?:insert into|update|delete from) (\w+)")


async def taken_at_once(db: Db, term: Term, projections: Sequence[Projection], page: Sequence[Recorded]) -> bool:
    """Apply a page; False where it has changed nothing and must be applied statement by statement."""
    statements = Statements()
    try:
        for projection in projections:
            await projection.apply(statements, page)  # type: ignore[arg-type]
    except Asked:
        return False
    together = _together(tuple([statement for statement, _ in statements.said]))
    if together is None:
        return False
    given = [argument for _, arguments in statements.said for argument in arguments]
    return bool(await db.fetchval(together, term.name, term.owner, page[0].position - 1, page[-1].position, *given))


@lru_cache(maxsize=64)
def _together(statements: tuple[str, ...]) -> str | None:
    """All as one statement; None where one must find a table as another has left it, or is not of the usual form."""
    parts: dict[str, str] = {}
    number = 4
    for statement in statements:
        writes, arguments = _TABLE.match(statement), _ARGUMENT.findall(statement)
        if writes is None or writes[1] in parts or len(arguments) < statement.count("$"):
            return None
        parts[writes[1]] = f"into_{writes[1]} as ({_renumbered(statement, number)})"
        number += max(int(argument) for argument, _ in arguments)
    return f"with {', '.join([MOVED, *parts.values()])} select done from moved"


def _renumbered(statement: str, after: int) -> str:
    return _ARGUMENT.sub(lambda found: f"(select ${after + int(found[1])}{found[2]} from moved)", statement)
