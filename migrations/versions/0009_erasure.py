"""Erasure: whose keys were destroyed, for good; where an erased account has been; and no samples of people's words."""

from migrations.sql import run

revision = "0009"
down_revision = "0008"

# Whoever makes a key and whoever destroys a subject's take the same lock, and look in a later statement, whose snapshot
# is from after the other's commit: no key can come into being behind the one who destroys them all.
KEYS = """
create table erased_subjects (
    subject_id uuid primary key,
    erased_at timestamptz not null default clock_timestamp(),
    finished_at timestamptz
);
create index erased_subjects_lately on erased_subjects (erased_at);
grant select, insert, update on erased_subjects to parley_app;

create function create_subject_keys(kids uuid[], subjects uuid[], in_month date, kek text, wrapped_keys bytea[])
returns void language plpgsql as $$
begin
    perform pg_advisory_xact_lock_shared(hashtextextended('parley subject ' || s, 0)) from unnest(subjects) s;
    insert into subject_keys (kid, subject_id, month, kek_id, wrapped)
    select k.kid, k.subject_id, in_month, kek, k.wrapped
    from unnest(kids, subjects, wrapped_keys) k(kid, subject_id, wrapped)
    where not exists (select from erased_subjects e where e.subject_id = k.subject_id)
    on conflict (subject_id, month) where not retired and destroyed_at is null do nothing;
end $$;

create function destroy_subject_keys(subject uuid) returns void language plpgsql as $$
begin
    perform pg_advisory_xact_lock(hashtextextended('parley subject ' || subject, 0));
    insert into erased_subjects (subject_id) values (subject) on conflict do nothing;
    delete from event_keys where kid in (select kid from subject_keys where subject_id = subject);
    update subject_keys set wrapped = null, kek_id = null, destroyed_at = clock_timestamp()
    where subject_id = subject and destroyed_at is null;
end $$;
create index subject_keys_subject on subject_keys (subject_id);
"""

LOG = """
create index events_accounts_erased on events (position) where type = 'account_erased';
create index events_comings on events (subject_id, stream_id) where type in ('member_joined', 'member_added');
"""

# ANALYZE would keep samples of the columns in pg_statistic, out of reach of any erasure; changing a column's type, even
# to its own, drops those it has.
READ_MODELS = """
drop schema if exists core_next cascade;
drop schema if exists core_previous cascade;
delete from versions;
alter table people add column erased boolean not null default false;
alter table messages alter body type text, alter html type text;
alter table messages alter body set statistics 0, alter html set statistics 0;
alter table people alter username type text, alter display_name type text;
alter table people alter username set statistics 0, alter display_name set statistics 0;
"""


def upgrade() -> None:
    run(KEYS)
    run(LOG)
    run(READ_MODELS)
