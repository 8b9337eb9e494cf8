"""`parley projections rebuild`, `rollback` and `discard`: other versions of the read models beside the live ones."""

import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager

import uvloop
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeRemainingColumn

from events.log.progress import Stages
from parley.database import with_database
from parley.lock import Taken
from parley.terminal.compared import show
from parley.terminal.explained import explained
from parley.terminal.leaving import leave
from projections.core import NAME
from projections.rebuild import kept
from projections.rebuild import rebuild as anew
from projections.rebuild.site import Source, UnderWay
from projections.rebuild.version import NEXT
from projections.search import search
from projections.search.anew import begin_anew
from runtime.secrets import load
from runtime.settings import Settings

OTHERS = {
    "relay": "The relay keeps no tables: `parley bus rebuild` makes its stream anew.",
    "fanout": "The fan-out keeps nothing that could be built anew.",
    search.NAME: "Of search nothing is kept beside what is live.",
}
ANEW = """\
Search begins anew: the events up to position {position} are gone through again while projections run, and until then
less is found. `parley projections` shows how far it is."""
DIFFERENT = """\
The live read models differ from what the log says, so nothing was switched. The new ones stay in the schema {schema} to
be looked at. `parley projections rebuild {name} --switch-anyway` builds them again and puts them in place."""


def rebuild(name: str, /, *, switch_anyway: bool = False) -> None:
    """Build read models anew beside the live ones, compare the two, and switch; Parley may run meanwhile.

    Ends with 1, and switches nothing, where they differ. What was live before is kept for `rollback`.

    Parameters
    ----------
    name
        Which read models: core (rooms, members, messages, people), or search, whose words are filled again in place.
    switch_anyway
        Switch although they differ, as after a mistake that made the live ones wrong.
    """
    if name == search.NAME:
        with explained():
            print(ANEW.format(position=uvloop.run(_search_anew(Settings()))))
        return
    with _answerable(name), _bar() as told:
        built = uvloop.run(_rebuild(Settings(), told, switch_anyway))
    show(built.tables, built.position)
    print(
        f"{built.events:,} events in {built.seconds:,.1f} s: {built.events / max(built.seconds, 0.001):,.0f} events/s."
    )
    if built.switched_at is None:
        print(DIFFERENT.format(name=name, schema=NEXT))
        sys.exit(1)
    print(f"Switched at position {built.switched_at}; `parley projections rollback {name}` goes back.")


def rollback(name: str, /) -> None:
    """Go back to the read models from before the last switch, brought up to date; those in place now are kept."""
    with _answerable(name), _bar() as told:
        position = uvloop.run(_rollback(Settings(), told))
    print(f"Switched back at position {position}; `parley projections rollback {name}` again undoes it.")


def discard(name: str, /) -> None:
    """Free what rebuilds have left beside the live read models: there is nothing to go back to then."""
    with _answerable(name):
        found = uvloop.run(_discard(Settings()))
    print("Nothing is kept beside the live read models any more." if found else "Nothing was kept.")


async def _rebuild(settings: Settings, told: Stages, switch_anyway: bool) -> anew.Built:
    async with _source(settings) as source:
        return await anew.rebuild(source, told, switch_anyway=switch_anyway)


async def _search_anew(settings: Settings) -> int:
    async with _source(settings) as source:
        return await begin_anew(source.owner_url)


async def _rollback(settings: Settings, told: Stages) -> int:
    async with _source(settings) as source:
        return await kept.rollback(source, told)


async def _discard(settings: Settings) -> bool:
    async with _source(settings) as source:
        return await kept.discard(source)


@asynccontextmanager
async def _source(settings: Settings) -> AsyncIterator[Source]:
    async with with_database(settings, create=False) as reached:
        assert reached.database_url
        secrets = load(reached.secrets_folder)
        owner_url = reached.migration_url or reached.database_url
        yield Source(reached.database_url, owner_url, secrets.keks, secrets.current_kek)


@contextmanager
def _answerable(name: str) -> Iterator[None]:
    if name != NAME:
        leave(2, OTHERS.get(name, f"There are no read models {name}: there are {NAME} and {search.NAME}."))
    with explained():
        try:
            yield
        except UnderWay as other:
            raise Taken(f"{other}: let it end.") from other


@contextmanager
def _bar() -> Iterator[Stages]:
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[speed]}"),
        TimeRemainingColumn(),
    )
    with Progress(*columns, transient=True) as bar:
        stages: dict[str, TaskID] = {}

        def told(stage: str, done: int, total: int) -> None:
            if stage not in stages:
                stages[stage] = bar.add_task(stage.capitalize(), total=total, speed="")
            [task] = [task for task in bar.tasks if task.id == stages[stage]]
            speed = f"{task.speed:,.0f} events/s" if task.speed else ""
            bar.update(stages[stage], completed=done, total=total, speed=speed)

        yield told
