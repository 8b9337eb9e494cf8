"""Search: the words of every message, found by their stems, in a read model with a checkpoint of its own."""

from migrations.sql import run

revision = "0014"
down_revision = "0013"

# A word in Latin letters is stemmed as English, any other as Russian, and none is left out for being common: nobody
# has to say or guess a language. What would glue words together (addresses, paths, tags, hyphens) is blanked, character
# by character, so that places in the blanked text are places in the text; a mention's id is no word. Both functions are
# inlined where they are called, which `strict` ones would not be.
WORDS = """
create text search dictionary parley_english (template = snowball, language = english);
create text search dictionary parley_russian (template = snowball, language = russian);
create text search configuration parley (copy = russian);
alter text search configuration parley alter mapping replace english_stem with parley_english;
alter text search configuration parley alter mapping replace russian_stem with parley_russian;

create function search_text(body text) returns text language sql immutable parallel safe
return translate(body, E'<>&/.@_-+ёЁ\\x02\\x03', '         еЕ  ');
create function search_words(body text) returns tsvector language sql immutable parallel safe
return to_tsvector('public.parley'::regconfig, translate(
    case when strpos(body, '<@') > 0 then regexp_replace(body, '<@[0-9a-f-]{36}>', ' ', 'g') else body end,
    E'<>&/.@_-+ёЁ\\x02\\x03', '         еЕ  '));
"""

# No samples of words are kept, as 0009 says. What waits outside the index is bounded: every search reads all of it.
READ_MODEL = """
create table searchable (
    room_id uuid,
    sent_at timestamptz,
    seq int,
    author_id uuid not null,
    words tsvector not null,
    primary key (room_id, sent_at, seq)
);
alter table searchable alter words set statistics 0;
create index searchable_in_order on searchable (sent_at, room_id, seq);
create index searchable_words on searchable using gin (words) with (gin_pending_list_limit = 1024);

-- Rooms that were parked when search came past: gone through again once they are whole, up to which seq so far.
create table searchable_later (
    room_id uuid primary key,
    seq int not null default 0
);
grant select, insert, update, delete on searchable, searchable_later to parley_app;
"""


def upgrade() -> None:
    run(WORDS)
    run(READ_MODEL)
