"""Rebuilds: which other versions of read models stand beside the live ones, and how far each has come."""

from migrations.sql import run

revision = "0007"
down_revision = "0006"

# The tables of a version that is being built stand in the schema `<name>_next`, those kept for going back to in
# `<name>_previous`. A migration that changes a read model drops both schemas: a version of another shape is no use.
VERSIONS = """
create table versions (
    schema text primary key,
    name text not null,
    -- Another one for every attempt, so that what is left of a killed one never writes into its successor's tables.
    attempt uuid not null,
    position bigint not null,
    parked jsonb not null default '[]'
);
grant select, insert, update, delete on versions to parley_app;
"""


def upgrade() -> None:
    run(VERSIONS)
