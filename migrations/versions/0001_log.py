"""The log: one table of immutable events, and the one function that may write it.

Why positions have no gaps, and why no reader can skip one. A sequence gives out its numbers before the commit, so a
reader that has seen 7 may never learn of 6, which commits later. Here a number is given only under a lock that is held
until the commit: the function takes the lock, and reads the head in a later statement, whose snapshot is therefore from
after the last holder's commit (the statement that takes the lock would still see the time before it waited). So whoever
sees position n sees everything before n, "read what is greater than my checkpoint" is complete, and a rolled back
append leaves no gap. The price is one append at a time; the caller pays it once for a batch of many commands.
"""

from migrations.sql import run

revision = "0001"
down_revision = None

TABLES = """
do $$ begin
    create role parley_app nologin;
exception when duplicate_object or unique_violation then null;
end $$;
grant parley_app to current_user;

create table log (
    epoch text not null,
    one boolean primary key default true check (one)
);
insert into log (epoch) values (left(replace(gen_random_uuid()::text, '-', ''), 12));

create table events (
    position bigint primary key check (position > 0),
    stream_id uuid not null,
    version int not null check (version > 0),
    category text not null,
    type text not null,
    schema_version smallint not null,
    event_id uuid not null,
    subject_id uuid,
    touches uuid[] not null,
    actor_id uuid not null,
    initiator_id uuid,
    command_id uuid not null,
    occurred_at timestamptz not null,
    recorded_at timestamptz not null,
    data json not null check (octet_length(data::text) <= 262144),
    metadata json not null check (octet_length(metadata::text) <= 65536),
    leaf_format smallint not null,
    leaf_hash bytea not null,
    unique (stream_id, version),
    check (occurred_at <= recorded_at)
);
create index events_subject on events (stream_id, subject_id, version) where subject_id is not null;
-- What changes the rules of a whole stream; every other touch is of the event's own subject.
create index events_stream_wide on events (stream_id, version) where stream_id = any (touches);

create table commands (
    actor_id uuid not null,
    command_id uuid not null,
    fingerprint bytea not null,
    stream_id uuid not null,
    version int not null,
    first_position bigint,
    last_position bigint not null,
    primary key (actor_id, command_id)
);
create table touched (stream_id uuid, key uuid, version int not null, primary key (stream_id, key))
    with (fillfactor = 70);
create table streams (stream_id uuid primary key, version int not null) with (fillfactor = 70);

create function refuse_change() returns trigger language plpgsql as $$
begin
    raise exception 'the log is immutable: % on % is refused', tg_op, tg_table_name using errcode = 'PL001';
end $$;
create trigger immutable before update or delete or truncate on events
    for each statement execute function refuse_change();
create trigger immutable before update or delete or truncate on commands
    for each statement execute function refuse_change();
"""

LEAF = """
create function sized(value bytea) returns bytea language sql immutable as
$$ select case when value is null then int4send(-1) else int4send(octet_length(value)) || value end $$;

create function leaf_hash(
    p bigint, stream_id uuid, version int, category text, type text, schema_version smallint, event_id uuid,
    subject_id uuid, touches uuid[], actor_id uuid, initiator_id uuid, command_id uuid,
    occurred_at timestamptz, recorded_at timestamptz, data text, metadata text
) returns bytea language sql stable as $$
    select sha256('\\x0001'::bytea || int8send(p) || uuid_send(stream_id) || int4send(version)
        || sized(convert_to(category, 'UTF8')) || sized(convert_to(type, 'UTF8')) || int2send(schema_version)
        || uuid_send(event_id) || sized(uuid_send(subject_id)) || sized(array_send(touches)) || uuid_send(actor_id)
        || sized(uuid_send(initiator_id)) || uuid_send(command_id)
        || timestamptz_send(occurred_at) || timestamptz_send(recorded_at)
        || sized(convert_to(data, 'UTF8')) || sized(convert_to(metadata, 'UTF8')))
$$;
"""

# Arrays c_ are commands, x_ expectations (each asked once), w_ which command has which expectation, e_ events.
# Verdicts: 0 accepted, 1 duplicate, 2 command id reused with another content, 3 conflict.
# Expectation kinds: 0 nothing has touched the key since, 1 the stream is at exactly this version, 2 the subject is new.
# The caller never puts two commands into one batch of which one writes what the other expects.
APPEND = """
create function append_events(
    c_actor uuid[], c_command uuid[], c_fingerprint bytea[], c_stream uuid[],
    c_first int[], c_last int[], c_result int[],
    x_kind smallint[], x_stream uuid[], x_key uuid[], x_version int[], w_command int[], w_expectation int[],
    e_command int[], e_stream uuid[], e_category text[], e_type text[], e_schema_version smallint[], e_id uuid[],
    e_subject uuid[], e_touches text[], e_initiator uuid[], e_occurred timestamptz[], e_data text[], e_metadata text[],
    out verdicts int[], out positions bigint[], out versions int[], out head bigint, out recorded timestamptz
) language plpgsql security definer set search_path = public, pg_temp as $$
declare
    failing int[];
    touching boolean;
    e_position bigint[];
    e_version int[];
begin
    if current_setting('transaction_isolation') <> 'read committed' then
        raise exception 'the log is appended to under read committed only';
    end if;
    perform pg_advisory_xact_lock(7165196201);

    -- A later statement than the lock's: its snapshot is from after the last holder's commit.
    select e.position, greatest(clock_timestamp(), e.recorded_at) into head, recorded
    from (select 1) always left join lateral
        (select position, recorded_at from events order by position desc limit 1) e on true;
    head := coalesce(head, 0);
    recorded := coalesce(recorded, clock_timestamp());

    select array_agg(case when k.command_id is null then 0 when k.fingerprint = c.fingerprint then 1 else 2 end
               order by c.n),
           array_agg(coalesce(k.last_position, 0) order by c.n), array_agg(coalesce(k.version, 0) order by c.n)
    into verdicts, positions, versions
    from unnest(c_actor, c_command, c_fingerprint) with ordinality c(actor_id, command_id, fingerprint, n)
    left join lateral (select * from commands k
        where k.actor_id = c.actor_id and k.command_id = c.command_id limit 1) k on true;

    select array_agg(x.n) into failing
    from unnest(x_kind, x_stream, x_key, x_version) with ordinality x(kind, stream_id, key, version, n)
    left join lateral (select t.version from touched t
        where x.kind = 0 and t.stream_id = x.stream_id and t.key = x.key limit 1) t on true
    left join lateral (select s.version from streams s
        where x.kind = 1 and s.stream_id = x.stream_id limit 1) s on true
    left join lateral (select 1 as found from events e
        where x.kind = 2 and e.stream_id = x.stream_id and e.subject_id = x.key limit 1) e on true
    where case x.kind when 0 then coalesce(t.version, 0) > x.version
        when 1 then coalesce(s.version, 0) <> x.version
        else e.found is not null end;

    if failing is not null then
        select array_agg(case when v.verdict = 0 and exists (
                select from unnest(w_command, w_expectation) w(command, expectation)
                where w.command = v.n and w.expectation = any (failing)) then 3 else v.verdict end order by v.n)
        into verdicts from unnest(verdicts) with ordinality v(verdict, n);
    end if;
    if not 0 = any (verdicts) then
        return;
    end if;

    -- Numbers: positions from the head, versions from each stream's last; zero for what is not accepted.
    select coalesce(array_agg(case when n.accepted then head + n.running else 0 end order by n.n), '{}'),
           coalesce(array_agg(case when n.accepted then n.base + n.in_stream else 0 end order by n.n), '{}')
    into e_position, e_version
    from (
        select e.n, a.accepted, coalesce(s.version, 0) as base,
            sum(a.accepted::int) over (order by e.n) as running,
            sum(a.accepted::int) over (partition by e.stream_id order by e.n) as in_stream
        from unnest(e_command, e_stream) with ordinality e(command, stream_id, n)
        cross join lateral (select verdicts[e.command] = 0 as accepted) a
        left join lateral (select s.version from streams s where s.stream_id = e.stream_id limit 1) s on true
    ) n;

    insert into events
    select e.position, e.stream_id, e.version, e.category, e.type, e.schema_version, e.event_id, e.subject_id,
        e.touches::uuid[], c_actor[e.command], e.initiator_id, c_command[e.command],
        coalesce(e.occurred_at, recorded), recorded, e.data::json, e.metadata::json, 1,
        leaf_hash(e.position, e.stream_id, e.version, e.category, e.type, e.schema_version, e.event_id, e.subject_id,
            e.touches::uuid[], c_actor[e.command], e.initiator_id, c_command[e.command],
            coalesce(e.occurred_at, recorded), recorded, e.data, e.metadata)
    from unnest(e_position, e_version, e_command, e_stream, e_category, e_type, e_schema_version, e_id, e_subject,
            e_touches, e_initiator, e_occurred, e_data, e_metadata)
        e(position, version, command, stream_id, category, type, schema_version, event_id, subject_id, touches,
            initiator_id, occurred_at, data, metadata)
    where e.position > 0 order by e.position;

    insert into streams as s
    select e.stream_id, max(e.version) from unnest(e_stream, e_version) e(stream_id, version)
    where e.version > 0 group by 1
    on conflict (stream_id) do update set version = excluded.version;

    select exists (select from unnest(e_touches) t where t <> '{}') into touching;
    if touching then
        insert into touched as t
        select e.stream_id, k.key, max(e.version)
        from unnest(e_stream, e_version, e_touches) e(stream_id, version, touches), unnest(e.touches::uuid[]) k(key)
        where e.version > 0 group by 1, 2
        on conflict (stream_id, key) do update set version = excluded.version;
    end if;

    with answered as materialized (
        select c.*, case when c.last > 0 then e_position[c.last] else head end as last_position,
            case when c.result > 0 then e_version[c.result] else coalesce(
                (select s.version from streams s where s.stream_id = c.stream_id limit 1), 0) end as version
        from unnest(c_actor, c_command, c_fingerprint, c_stream, c_first, c_last, c_result, verdicts) with ordinality
            c(actor_id, command_id, fingerprint, stream_id, first, last, result, verdict, n)
    ), kept as (
        insert into commands
        select a.actor_id, a.command_id, a.fingerprint, a.stream_id, a.version,
            case when a.first > 0 then e_position[a.first] end, a.last_position
        from answered a where a.verdict = 0
    )
    select array_agg(case a.verdict when 0 then a.last_position else positions[a.n] end order by a.n),
           array_agg(case a.verdict when 0 then a.version else versions[a.n] end order by a.n)
    into positions, versions from answered a;

    head := greatest(head, (select max(p) from unnest(e_position) p));
    perform pg_notify('parley_events', head::text);
end $$;

revoke all on function append_events from public;
grant execute on function append_events, leaf_hash, sized to parley_app;
grant select on events, commands, touched, streams, log to parley_app;
"""


def upgrade() -> None:
    run(TABLES)
    run(LEAF)
    run(APPEND)
