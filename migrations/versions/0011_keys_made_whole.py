"""Keys made whole: none is wrapped with a key-encryption key that is done with, and a message can be shredded alone."""

from migrations.sql import run

revision = "0011"
down_revision = "0009"

# Whoever wraps a key and whoever says that a key-encryption key is done with take the same lock, and look in a later
# statement, whose snapshot is from after the other's commit: so what is counted afterwards stays counted, and the file
# of an older one can go while processes run that began with it.
KEKS = """
create table oldest_kek (
    one boolean primary key default true check (one),
    kek_id text collate "C" not null
);
grant select, insert, update on oldest_kek to parley_app;

create function wrap_with_no_older_than(kek text) returns void language plpgsql as $$
begin
    perform pg_advisory_xact_lock(hashtextextended('parley keks', 0));
    insert into oldest_kek (kek_id) values (kek)
    on conflict (one) do update set kek_id = greatest(oldest_kek.kek_id, excluded.kek_id);
end $$;

create function refuse_older_kek() returns trigger language plpgsql as $$
declare oldest text;
begin
    perform pg_advisory_xact_lock_shared(hashtextextended('parley keks', 0));
    select kek_id into oldest from oldest_kek;
    if new.kek_id collate "C" < oldest then
        raise exception 'the key-encryption key % is done with', new.kek_id using errcode = 'PKEK0';
    end if;
    return new;
end $$;
create trigger no_older_kek before insert or update of kek_id on subject_keys
    for each row when (new.kek_id is not null) execute function refuse_older_kek();
create trigger no_older_kek before insert or update of kek_id on event_keys
    for each row execute function refuse_older_kek();
"""

# To shred one message the month's key goes, and each other event of the month is left a secret of its own. Whoever
# leaves one, shreds, or destroys all of a subject's takes the subject's lock: nothing that is gone comes back.
MESSAGES = """
alter table subject_keys add column retired_at timestamptz;
update subject_keys set retired_at = clock_timestamp() where retired;

create table erased_messages (
    room_id uuid,
    message_id uuid,
    finished_at timestamptz not null default clock_timestamp(),
    primary key (room_id, message_id)
);
grant select, insert on erased_messages to parley_app;
create index events_messages_erased on events (position) where type = 'message_erased';

create function keep_event_keys(of_kid uuid, event_ids uuid[], kek text, wrapped_keys bytea[])
returns boolean language plpgsql as $$
begin
    perform pg_advisory_xact_lock(hashtextextended('parley subject ' || subject_id, 0))
    from subject_keys where kid = of_kid;
    if not exists (select from subject_keys where kid = of_kid and destroyed_at is null) then
        return false;
    end if;
    insert into event_keys (kid, event_id, kek_id, wrapped)
    select of_kid, k.event_id, kek, k.wrapped from unnest(event_ids, wrapped_keys) k(event_id, wrapped)
    on conflict do nothing;
    return true;
end $$;

create function shred_events(of_stream uuid, of_subject uuid, kids uuid[]) returns void language plpgsql as $$
begin
    perform pg_advisory_xact_lock(hashtextextended('parley subject ' || whose.subject_id, 0))
    from (select distinct subject_id from subject_keys where kid = any (kids) order by subject_id) whose;
    delete from event_keys k using events e
    where e.stream_id = of_stream and e.subject_id = of_subject and k.event_id = e.event_id and k.kid = any (kids);
    update subject_keys set wrapped = null, kek_id = null, destroyed_at = clock_timestamp()
    where kid = any (kids) and destroyed_at is null;
end $$;
"""


def upgrade() -> None:
    run(KEKS)
    run(MESSAGES)
