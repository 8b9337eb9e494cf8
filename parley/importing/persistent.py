"""An import that outlives the database's absence: what it has not said yet it says when Postgres is back."""

import asyncio
import time
from collections.abc import Callable, Sequence

import structlog

from events.log.append import UNKNOWN
from events.log.write import LogUnavailable
from parley.addresses import NotRunning
from parley.importing.opened import opened
from parley.importing.run import Imported, run
from parley.importing.transcript import Transcript
from runtime.away import why_away
from runtime.secrets import load
from runtime.settings import Settings

AWAY = (LogUnavailable, *UNKNOWN)
AT_FIRST = 10.0  # seconds; a server that starts beside us takes a few
LATER = 60.0
log = structlog.get_logger()


async def import_all(
    settings: Settings, room: str, topic: str, transcripts: Sequence[Transcript], on_line: Callable[[str, int], None]
) -> Imported:
    """Import into the settings' database; raises `NotRunning` when that stays away, and what `run` raises."""
    assert settings.database_url
    secrets = load(settings.secrets_folder)
    until, known = time.monotonic() + AT_FIRST, False
    while True:
        try:
            async with opened(settings.database_url, secrets) as importing:
                until, known = time.monotonic() + LATER, False
                return await run(importing, room, topic, transcripts, on_line)
        except AWAY as away:
            if time.monotonic() > until:
                raise NotRunning(
                    "Postgres cannot be reached. Start Parley, or set PARLEY_DATABASE_URL, and import again: "
                    "what is there already is not imported twice."
                ) from away
            if not known:
                log.warning("postgres_away", why=_why(away))
            known = True
            await asyncio.sleep(0.5)


def _why(away: Exception) -> str:
    return "what was appended is not answered" if isinstance(away, LogUnavailable) else why_away(away)
