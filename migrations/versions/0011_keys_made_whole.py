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


def upgrade() -> None:
    run(KEKS)
