"""How much of a room one has not read, and how often that names one: counted from numbers, whoever else is there."""

# Behind `from … rooms r … members m … lately`: nothing is counted where one is no member, or where what is counted has
# stopped. `lately` is up to where somebody has marked a room, which may not be in the log yet. The number of the last
# message read is found by an index, and of the messages that are gone another has nothing but them.
COUNTED = """
    left join marks on marks.account_id = m.account_id and marks.room_id = m.room_id
    left join lateral (select greatest(m.since_seq, marks.seq, lately.seq) as seq) read on m.account_id is not null
    left join lateral (
        select
            read.seq as read_seq,
            case when read.seq >= r.head then 0 else r.last_n - coalesce((
                select one.n from messages one where one.room_id = r.room_id and one.seq <= read.seq
                order by one.room_id desc, one.seq desc limit 1), 0) - (
                select count(*) from messages gone where gone.room_id = r.room_id and gone.seq > read.seq
                    and (gone.deleted_seq is not null or gone.erased)) end::int as unread,
            case when read.seq >= r.head then 0 else (
                select count(*) from mentions named where named.account_id = m.account_id
                    and named.room_id = r.room_id and named.seq > read.seq) end::int as mentions
    ) counted on m.account_id is not null and not exists (
        select from parked where checkpoint = 'core' and projection in ('history', 'unread') and key = r.room_id)
"""
# The same of one account, of which two arrays have what was marked lately: rooms, and seqs.
MINE = "left join unnest({rooms}::uuid[], {seqs}::int[]) lately(room_id, seq) on lately.room_id = r.room_id" + COUNTED
