"""How many lines of real talk are imported a second."""

import os
import time
from typing import Annotated

import asyncpg
import cyclopts
from cyclopts import Parameter

from bench import figures, places
from bench.cpu import Meter, each
from bench.figures import Aim, Case, Run
from bench.options import STANDARD, Options, within
from bench.report import report
from bench.served import served
from bench.talk import FILES
from parley.embedded.postgres import DATABASE, address
from parley.importing.from_terminal import transcripts_of
from parley.importing.persistent import import_all
from runtime.new_secrets import load_or_create
from runtime.settings import Settings

AIMS = (Aim("rate", 3_000),)
DAYS = len(FILES)
Files = Annotated[int, Parameter(validator=within(1, DAYS))]


def import_(*, files: Files = DAYS, options: Options = STANDARD) -> None:
    """Import ten days of talk, each run into a room of its own: alone, and beside a Parley that runs.

    Parameters
    ----------
    files
        How many of the ten.
    """
    report("import", _cases(files, options), options.json)


async def _cases(files: int, options: Options) -> list[Case]:
    return [await _alone(files, options), await _beside(files, options)]


async def _alone(files: int, options: Options) -> Case:
    with places.folder() as place:
        async with places.postgres(place) as server:
            await places.new_database(server, DATABASE)
            load_or_create(place / "secrets", log_has_events=False)
            db = await asyncpg.connect(address(server))
            settings = Settings(data_dir=place, database_url=address(server))
            runs = await _runs(settings, files, Meter(db, {os.getpid(): "import"}), options)
            await db.close()
            return figures.case("nothing else running", "lines/s", runs, aims=AIMS)


async def _beside(files: int, options: Options) -> Case:
    async with served() as parley:
        settings = Settings(data_dir=parley.place, database_url=address(parley.postgres))
        runs = await _runs(settings, files, parley.meter({os.getpid(): "import"}), options)
        return figures.case("beside a running Parley", "lines/s", runs, aims=AIMS)


async def _runs(settings: Settings, files: int, meter: Meter, options: Options) -> list[Run]:
    return [await _run(settings, f"room {number}", files, meter) for number in range(options.runs)]


async def _run(settings: Settings, room: str, files: int, meter: Meter) -> Run:
    transcripts = transcripts_of(FILES[:files])
    await meter.start()
    began = time.perf_counter()
    imported = await import_all(settings, room, "", transcripts, lambda file, line: None)
    seconds = time.perf_counter() - began
    return Run(imported.lines, seconds, cpu_us=each(await meter.stop(), imported.lines))


if __name__ == "__main__":
    cyclopts.run(import_)
