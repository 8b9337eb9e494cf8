"""What a session is signed in with, as its client said: so that people can tell which of theirs to end."""

from migrations.sql import run

revision = "0015"
down_revision = "0014"

# No fact, so it is in no event; and no samples of it are kept, as 0009 says: it goes with its row.
DEVICE = """
alter table sessions add column device text;
alter table sessions alter column device set statistics 0;
"""


def upgrade() -> None:
    run(DEVICE)
