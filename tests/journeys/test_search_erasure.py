"""What somebody said is found by nobody once they are erased, and its words are in no file once search is made anew."""

import asyncio
from pathlib import Path

from tests.journeys.conftest import Somebody
from tests.journeys.running import does
from tests.journeys.test_erasure import as_superuser, files_with, tables_with
from tests.support.parley_process import ParleyProcess

WORDS = ["quetzalcoatlus", "самоварчик"]  # the second as search keeps it
KEPT = """
    select 'postgres/data/' || pg_relation_filepath(oid) from pg_class
    where relname in ('messages', 'searchable', 'searchable_words')
"""


async def test_an_erased_persons_words_leave_search_and_its_files(
    parley: ParleyProcess, somebody: Somebody, folder: Path
) -> None:
    ann, ben = await somebody("ann"), await somebody("ben")
    room = await ann.create_room("kitchen")
    await ben.join(room)
    await ben.say(room, "A quetzalcoatlus! Или самоварчики?")
    await ann.say(room, "What did you say?")

    async def found(q: str) -> int:
        return len((await ann.get("/v1/search", q=q))["hits"])

    async with as_superuser(folder) as db, asyncio.timeout(60):
        while await found("quetzal") + await found("самоварчиков") + await found("say") < 3:
            await asyncio.sleep(0.1)
        await db.execute("analyze")
        assert await tables_with(db, WORDS) == {"public.messages", "public.searchable"}
        assert await files_with(db, folder, WORDS)
        await does(parley, "accounts", "erase", ben.account_id, "--yes")
        while await found("quetzal") or await found("самоварчиков") or await tables_with(db, WORDS):
            await asyncio.sleep(0.1)
        assert await found("say") == 1
        assert await files_with(db, folder, WORDS) <= {row[0] for row in await db.fetch(KEPT)}
        for words in (("rebuild", "core"), ("discard", "core"), ("rebuild", "search")):
            await does(parley, "projections", *words)
        assert not await files_with(db, folder, WORDS)
        while not await found("say"):
            await asyncio.sleep(0.1)
        await does(parley, "projections", "verify")
