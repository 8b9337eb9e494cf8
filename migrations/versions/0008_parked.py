"""Parked keys: what a projection could not apply, and how much of it there is, beside each checkpoint."""

from migrations.sql import run

revision = "0008"
down_revision = "0007"

# The number of parked keys stands in the checkpoint's row, which runners move and queries read anyway: as long as it is
# zero, parking costs neither of them a question.
PARKED = """
create table parked (
    checkpoint text,
    projection text,
    key uuid,
    position bigint not null,
    type text not null,
    cause text not null,
    place text not null,
    parked_at timestamptz not null default clock_timestamp(),
    primary key (checkpoint, projection, key)
);
alter table checkpoints add column parked int not null default 0;
grant select, insert, update, delete on parked to parley_app;
"""


def upgrade() -> None:
    run(PARKED)
