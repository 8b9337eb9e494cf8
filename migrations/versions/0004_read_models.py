"""Read models: derived from the log by the core projections, and disposable."""

from migrations.sql import run

revision = "0004"
down_revision = "0003"

# No foreign keys: what a row refers to may be written later in the same batch, and the log has judged it already.
READ_MODELS = """
create table checkpoints (
    name text primary key,
    position bigint not null,
    owner uuid,
    beat_at timestamptz,
    trouble text
) with (fillfactor = 50);

create table rooms (
    room_id uuid primary key,
    name text not null,
    topic text not null,
    visibility text not null,
    history text not null,
    archived boolean not null default false,
    created_by uuid not null,
    created_at timestamptz not null,
    head int not null,
    last_n int not null default 0,
    member_count int not null default 0
) with (fillfactor = 70);
create index rooms_public on rooms (room_id) where visibility = 'public';

create table members (
    room_id uuid,
    account_id uuid,
    role text not null,
    since_seq int not null,
    joined_at timestamptz not null,
    primary key (room_id, account_id)
);
create index members_of_account on members (account_id, room_id);

-- Every interval of membership, from the joining seq to the leaving one, both included; open while it lasts.
create table stays (
    room_id uuid,
    account_id uuid,
    from_seq int,
    to_seq int,
    primary key (room_id, account_id, from_seq)
);

-- n counts the messages of a room 1, 2, 3 …; a deleted one keeps its number and loses its words, an erased one too.
create table messages (
    room_id uuid,
    message_id uuid,
    seq int not null,
    n int not null,
    author_id uuid not null,
    body text,
    html text,
    html_version smallint not null,
    reply_to uuid,
    mentions uuid[] not null,
    sent_at timestamptz not null,
    edited_at timestamptz,
    edited_seq int,
    deleted_at timestamptz,
    deleted_seq int,
    erased boolean not null default false,
    primary key (room_id, message_id)
);
create unique index messages_in_order on messages (room_id, seq);

create table people (
    account_id uuid primary key,
    username text,
    display_name text not null,
    created_at timestamptz not null,
    imported boolean not null
);

grant select, insert, update, delete on checkpoints, rooms, members, stays, messages, people to parley_app;
"""


def upgrade() -> None:
    run(READ_MODELS)
