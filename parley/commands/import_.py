"""`parley import irc FILES… --room NAME`: brings IRC logs into a room."""

from pathlib import Path

import uvloop
from cyclopts import App

from command.domain import texts
from parley.database import with_database
from parley.importing.failures import explained
from parley.importing.from_terminal import import_shown, transcripts_of
from runtime.logs import configure_logs
from runtime.settings import Settings

app = App(name="import")


@app.command
def irc(files: list[Path], /, *, room: str) -> None:
    """Import IRC logs, whose names say their day, into the room of this name.

    Killed and started again, or given files it has had before, it makes nothing twice.

    Parameters
    ----------
    files
        The logs; the reply links of `X.raw.txt` are taken from `X.annotation.txt` beside it.
    room
        The room of this import; made if there is none.
    """
    settings = Settings()
    configure_logs("warning", settings.log_format, process="import")

    async def importing() -> None:
        name, transcripts = texts.room_name(room), transcripts_of(files)
        async with with_database(settings) as reached:
            await import_shown(reached, name, "", transcripts)

    with explained():
        uvloop.run(importing())
