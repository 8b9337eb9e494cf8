"""How a migration runs plain SQL: as one script, exactly as written."""

from alembic import op


def run(script: str) -> None:
    """Run many statements at once inside the migration's transaction; nothing in them is a placeholder."""
    connection = op.get_bind().connection.dbapi_connection
    assert connection is not None
    connection.run_async(lambda asyncpg_connection: asyncpg_connection.execute(script))
