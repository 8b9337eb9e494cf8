"""Epochs: those the log has had, that nobody who lives in one writes into another, and the bus made anew on demand."""

from migrations.sql import run

revision = "0006"
down_revision = "0004"

# A stream of a former epoch is an old copy; one of an epoch that the log never had tells that the log was restored.
# `remake` is what an operator asks of a projection's owner; each asking has its own id, so that it is done once.
EPOCHS = """
alter table log add column former text[] not null default '{}';
alter table checkpoints add column remake uuid;

-- A process decides on what it remembers, which may be of events that are lost: it says in which epoch it lives. The
-- error is that of a server that takes no writes: the command is refused, and may be repeated as it is.
create function refuse_other_epoch() returns trigger language plpgsql as $$
begin
    if (select epoch <> nullif(current_setting('parley.epoch', true), '') from log) then
        raise exception 'the log has another epoch now' using errcode = 'read_only_sql_transaction';
    end if;
    return null;
end $$;
create trigger same_epoch before insert on events for each statement execute function refuse_other_epoch();
"""


def upgrade() -> None:
    run(EPOCHS)
