"""Secrets that are no facts: how a password is checked, and how far a session's refresh tokens have been turned."""

from migrations.sql import run

revision = "0003"
down_revision = "0002"

TABLES = """
-- Hashes by the command that sets the password; the last such event of the account says which of them holds.
create table credentials (
    account_id uuid not null,
    command_id uuid not null,
    hash text not null,
    primary key (account_id, command_id)
);
-- `generation` counts the refresh tokens given out; only the newest is good. The token itself is stored nowhere.
create table sessions (
    session_id uuid primary key,
    account_id uuid not null,
    generation int not null default 1,
    expires_at timestamptz not null
);
create index sessions_account on sessions (account_id);
grant select, insert, update, delete on credentials, sessions to parley_app;

-- For following which sessions ended lately; recorded_at never goes back along the log.
create index events_sessions_ended on events (recorded_at) where type = 'session_ended';
"""


def upgrade() -> None:
    run(TABLES)
