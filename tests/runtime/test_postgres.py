"""Connections to Postgres."""

import asyncpg
import pytest

from parley.embedded.postgres import EmbeddedPostgres, address
from runtime.postgres import Pool, UnsafeSettings, is_away, open_pool


async def test_the_application_connects_with_few_rights(pool: Pool) -> None:
    assert await pool.fetchval("SELECT current_user::text") == "parley_app"
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        await pool.execute("CREATE TABLE public.mine (id int)")


@pytest.mark.parametrize("setting", ["fsync", "full_page_writes"])
async def test_a_postgres_that_forgets_is_refused(own_postgres: EmbeddedPostgres, setting: str) -> None:
    await own_postgres.stop()
    (own_postgres.folder / "postgres.conf").write_text(f"{setting} = off\n")
    await own_postgres.start()
    with pytest.raises(UnsafeSettings, match=setting):
        await open_pool(address(own_postgres.folder), role=None)


async def test_a_database_that_confirms_too_early_is_refused(database_url: str, pool: Pool) -> None:
    owner = await asyncpg.connect(database_url)
    name = await owner.fetchval("SELECT current_database()")
    await owner.execute(f"ALTER DATABASE {name} SET synchronous_commit = off")
    await owner.close()
    with pytest.raises(UnsafeSettings, match="synchronous_commit"):
        await open_pool(database_url)


async def test_a_postgres_that_stops_is_away(own_postgres: EmbeddedPostgres) -> None:
    pool = await open_pool(address(own_postgres.folder), role=None, max_size=1)
    await own_postgres.stop()
    for _ in "its connection ends", "there is no other":
        with pytest.raises(Exception) as stopped:  # noqa: PT011
            await pool.fetchval("SELECT 1")
        assert is_away(stopped.value)
    pool.terminate()


async def test_what_makes_no_sense_to_postgres_is_no_absence_of_it(pool: Pool) -> None:
    for query, value in ("SELECT $1::int", "five"), ("SELECT 1 / $1::int", 0):
        with pytest.raises(asyncpg.PostgresError) as refused:
            await pool.fetchval(query, value)
        assert not is_away(refused.value)
    with pytest.raises(asyncpg.InterfaceError) as senseless:
        await asyncpg.connect("postgresql://localhost/?sslmode=perhaps")
    assert not is_away(senseless.value)
