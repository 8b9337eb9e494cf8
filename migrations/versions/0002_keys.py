"""Subject keys: what opens personal data, kept beside the log so that it can be destroyed."""

from migrations.sql import run

revision = "0002"
down_revision = "0001"

KEYS = """
create table subject_keys (
    kid uuid primary key,
    subject_id uuid not null,
    month date not null,
    kek_id text,
    wrapped bytea,
    retired boolean not null default false,
    destroyed_at timestamptz,
    check ((wrapped is null) = (destroyed_at is not null))
);
-- One key to seal with, for each subject and month.
create unique index subject_keys_current on subject_keys (subject_id, month)
    where not retired and destroyed_at is null;

-- What is left of a month whose key was destroyed to shred some of its events: the others' secrets.
create table event_keys (
    kid uuid not null references subject_keys,
    event_id uuid not null,
    kek_id text not null,
    wrapped bytea not null,
    primary key (kid, event_id)
);
grant select, insert, update on subject_keys to parley_app;
grant select, insert, update, delete on event_keys to parley_app;
"""


def upgrade() -> None:
    run(KEYS)
