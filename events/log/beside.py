"""The tables that stand beside the events, which appends rest on: streams, touched keys and accepted commands."""

from events.log.db import Db
from events.log.leaves import Misfit, cut
from events.log.read import HEAD

# Commands that changed nothing stand here, too, with where the log was when they were accepted.
CUT = f"select ({HEAD}) as head, (select max(last_position) from commands) as accepted"
# Versions are unique in a stream and positive: as many as the last one means that none is missing.
STREAMS = """
    select stream_id, coalesce(e.last, s.version) as version, e.events, e.last, s.version as kept
    from (select stream_id, count(*) as events, max(version) as last from events group by stream_id) e
    full join streams s using (stream_id)
    where e.events is distinct from e.last or e.last is distinct from s.version
    order by 1 limit 1
"""
TOUCHED = """
    select stream_id, key, e.version as said, t.version as kept
    from (select stream_id, key, max(version) as version from events, unnest(touches) key
        where touches <> '{}' group by 1, 2) e
    full join touched t using (stream_id, key)
    where e.version is distinct from t.version
    order by 1, 2 limit 1
"""
# Whose commands they are and where their events stand goes into sums: to look each up takes as long as all the hashes.
COMMANDS = """
    select coalesce(c.events, 0)::bigint as events, e.head,
        (c.whose, c.places) is not distinct from (e.whose, e.places) as theirs
    from (
        select sum(n) as events, sum(mark * n) as whose, sum(mark * (first_position + last_position) * n / 2) as places
        from (
            select first_position, last_position, last_position - first_position + 1 as n,
                (uuid_hash(actor_id) # uuid_hash(command_id)) & 16777215::bigint as mark
            from commands where first_position is not null
        ) marked
    ) c, (
        select coalesce(max(position), 0) as head, sum(mark) as whose, sum(mark * position) as places
        from (
            select position, (uuid_hash(actor_id) # uuid_hash(command_id)) & 16777215::bigint as mark from events
        ) marked
    ) e
"""
# Asked only where the sums above say that there is something to find.
ALONE = """
    select e.position, e.stream_id, e.version from events e left join commands c on c.actor_id = e.actor_id
        and c.command_id = e.command_id and e.position between c.first_position and c.last_position
    where c.actor_id is null order by 1 limit 1
"""


async def first_untrue(db: Db) -> Misfit | None:
    """What these tables say that the events do not; each is asked at one moment, while appends may go on."""
    row = await db.fetchrow(CUT)
    if (row["accepted"] or 0) > row["head"]:
        return cut(row["head"], f"the table commands knows of position {row['accepted']}")
    if row := await db.fetchrow(STREAMS):
        if row["events"] != row["last"]:
            what = f"the stream has {row['events'] or 0} events, but the last one's version is {row['last']}"
        else:
            what = f"the stream's last version is {row['last']}, but the table streams says {row['kept']}"
        return Misfit(0, row["stream_id"], row["version"], what)
    if row := await db.fetchrow(TOUCHED):
        said, kept = row["said"] or 0, row["kept"] or 0
        what = f"{row['key']} was last touched in version {said}, but the table touched says {kept}"
        return Misfit(0, row["stream_id"], said, what)
    row = await db.fetchrow(COMMANDS)
    if row["events"] == row["head"] and row["theirs"]:
        return None
    if alone := await db.fetchrow(ALONE):
        return Misfit(alone["position"], alone["stream_id"], alone["version"], "the table commands has none of it")
    return Misfit(0, None, 0, f"the table commands says {row['events']} events were accepted, there are {row['head']}")
