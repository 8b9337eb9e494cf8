"""Events that no Parley has written."""

from tests.projections.talk import connecting

FORGE = """
    insert into events select position + $1, gen_random_uuid(), 1, 'room', $2, 1, gen_random_uuid(), null, '{}',
        actor_id, null, command_id, occurred_at, recorded_at, '{}', '{}', 1, leaf_hash
    from events order by position desc limit 1
"""


async def forge(url: str, ahead: int, type_: str) -> None:
    """Write past the append function, as only the database's owner can."""
    owner = await connecting(url)()
    await owner.execute("reset role")
    await owner.execute("set role none")
    await owner.execute(FORGE, ahead, type_)
    await owner.close()
