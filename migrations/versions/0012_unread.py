"""What is unread: how far everybody has read each room, who is mentioned where, and which messages no longer count."""

from migrations.sql import run

revision = "0012"
down_revision = "0011"

# The greatest seq that an account has marked or said itself in a room; what it has read before it came is not here.
READ_MODELS = """
drop schema if exists core_next cascade;
drop schema if exists core_previous cascade;
delete from versions;

create table marks (
    account_id uuid,
    room_id uuid,
    seq int not null,
    primary key (account_id, room_id)
) with (fillfactor = 70);

-- Who is named in the words that a message has now; seq is the message's.
create table mentions (
    room_id uuid,
    message_id uuid,
    account_id uuid,
    author_id uuid not null,
    seq int not null,
    primary key (room_id, message_id, account_id)
);
create index mentions_of_account on mentions (account_id, room_id, seq);
create index mentions_by_author on mentions (author_id);

create index messages_gone on messages (room_id, seq) where deleted_seq is not null or erased;

grant select, insert, update, delete on marks, mentions to parley_app;
"""

# As the projection would have them by now, so that nothing has to be made anew.
SO_FAR = """
insert into marks (account_id, room_id, seq)
select m.author_id, m.room_id, max(m.seq) from messages m
where not exists (select from people p where p.account_id = m.author_id and p.erased)
group by m.author_id, m.room_id;

insert into mentions (room_id, message_id, account_id, author_id, seq)
select distinct m.room_id, m.message_id, named.account_id, m.author_id, m.seq
from messages m cross join lateral unnest(m.mentions) named(account_id)
where m.deleted_seq is null and not m.erased and named.account_id <> m.author_id
    and not exists (select from people p where p.account_id = m.author_id and p.erased);
"""


def upgrade() -> None:
    run(READ_MODELS)
    run(SO_FAR)
