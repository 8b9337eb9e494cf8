"""The planner's statistics hold no keys: a sample of a column outlives the rows it was taken of."""

from migrations.sql import run

revision = "0013"
down_revision = "0012"

# Giving a column its own type again rewrites nothing, and drops what was gathered of it before.
UNKNOWN = """
alter table subject_keys alter column wrapped set statistics 0, alter column wrapped type bytea;
alter table event_keys alter column wrapped set statistics 0, alter column wrapped type bytea;
"""


def upgrade() -> None:
    run(UNKNOWN)
