"""`rebuild search`: its words are thrown away, and whoever runs search fills them again from the beginning.

There is nothing to compare with and to go back to: until that is done less is found, and answers say up to where.
"""

import asyncpg

from projections.engine import checkpoint
from projections.engine.ownership import REGISTER
from projections.search.search import NAME

PATIENCE = "set local lock_timeout = '5s'"  # whoever searches waits behind us while we wait
ANEW = "update checkpoints set position = 0, trouble = null where name = $1"


async def begin_anew(owner_url: str) -> int:
    """Throw all words away, table files and all; how far search had come, and has to come again."""
    owner = await asyncpg.connect(owner_url, server_settings={"application_name": "parley rebuild"})
    try:
        await owner.execute(REGISTER, NAME)
        async with owner.transaction():
            await owner.execute(PATIENCE)
            position = await checkpoint.hold(owner, NAME)
            await owner.execute("truncate searchable, searchable_later")
            await owner.execute(ANEW, NAME)
            return position
    finally:
        await owner.close()
