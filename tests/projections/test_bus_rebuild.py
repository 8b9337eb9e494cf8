"""The stream is made anew from the log while everything goes on, and whatever somebody did to it is found."""

import asyncio
from collections.abc import Awaitable, Callable
from uuid import UUID, uuid4

import pytest
from msgspec import structs
from nats.aio.client import Client
from nats.js.errors import NotFoundError

from events.leaf import leaf_hash
from events.log import read
from events.stored import StoredEvent
from parley.embedded.nats_access import Access
from projections.bus import remake
from projections.bus.publish import publish
from projections.bus.stream import MADE_FOR, STREAM, made
from projections.bus.verify import BusVerified, verify_bus
from projections.engine.health import Health, State
from projections.status import status
from tests.conftest import NatsAs
from tests.projections.everything import everything_running
from tests.projections.talk import Talk, eventually
from tests.support.logs import OpenLog
from tests.support.patience import PATIENCE

REBUILD, NEW_EPOCH = "`parley bus rebuild`", "`parley epoch new`"


async def epoch_of(kept: OpenLog) -> str:
    return (await kept.log.head()).epoch


async def ask(kept: OpenLog) -> None:
    async with kept.pool.acquire() as db:
        await remake.ask(db)


async def verified(kept: OpenLog, client: Client) -> BusVerified:
    return await verify_bus(kept.pool, client, await epoch_of(kept))


async def equal(kept: OpenLog, client: Client) -> None:
    found = await verified(kept, client)
    assert found.equal, found


async def made_for(client: Client) -> str | None:
    try:
        info = await client.jetstream().stream_info(STREAM)
    except NotFoundError:
        return None
    return (info.config.metadata or {}).get(MADE_FOR)


async def stops(health: Health, mend: str) -> None:
    await eventually(lambda: health.relay.state is State.STOPPED)
    assert mend in (health.relay.trouble or "")


async def test_it_is_made_anew_while_people_talk(
    kept: OpenLog, database_url: str, nats_access: Access, nats_as: NatsAs
) -> None:
    client, talk = await nats_as("relay"), Talk(kept, 1)
    async with everything_running(kept, database_url, nats_access.url) as health:
        for _ in range(3):
            head = await talk.go_on(30)
            before = await made_for(client)
            await ask(kept)
            talking = asyncio.create_task(talk.go_on(60))
            async with asyncio.timeout(PATIENCE):
                while await made_for(client) in (None, before):
                    await asyncio.sleep(0.01)
            head = await talking
            await eventually(lambda head=head: health.relay.position == head)  # type: ignore[misc]
            await equal(kept, client)


@pytest.mark.parametrize("died_after", ["deleting", "making", "copying some"])
async def test_who_dies_while_making_it_anew_is_followed(
    kept: OpenLog, database_url: str, nats_access: Access, nats_as: NatsAs, died_after: str
) -> None:
    client, epoch = await nats_as("relay"), await epoch_of(kept)
    head = await Talk(kept, 2).go_on(40)
    async with everything_running(kept, database_url, nats_access.url) as health:
        await eventually(lambda: health.relay.position == head)
    await ask(kept)
    asking: UUID = await kept.pool.fetchval("select remake from checkpoints where name = 'relay'")
    await client.jetstream().delete_stream(STREAM)
    if died_after != "deleting":
        await made(client.jetstream(), epoch, 1, {MADE_FOR: str(asking)})
    if died_after == "copying some":
        await publish(client, await read.after(kept.pool, 0, 17), epoch)
        await kept.pool.execute("update checkpoints set remake = null, position = 0 where name = 'relay'")
    async with everything_running(kept, database_url, nats_access.url) as health:
        await eventually(lambda: health.relay.position == head)
    await equal(kept, client)
    assert await made_for(client) == str(asking)


async def replaced(kept: OpenLog, client: Client) -> None:
    """The last message is another one now; whoever did it gave the stream our name for the epoch."""
    epoch = await epoch_of(kept)
    events = await read.after(kept.pool, 0, 1000)
    await client.jetstream().delete_stream(STREAM)
    await made(client.jetstream(), epoch, 1)
    await publish(client, [*events[:-1], structs.replace(events[-1], leaf_hash=bytes(32))], epoch)


async def purged(kept: OpenLog, client: Client) -> None:
    config = (await client.jetstream().stream_info(STREAM)).config
    events = await read.after(kept.pool, 0, 1000)
    await client.jetstream().delete_stream(STREAM)
    await client.jetstream().add_stream(config.evolve(deny_purge=False, first_seq=None))
    await publish(client, events, await epoch_of(kept))
    await client.jetstream().purge_stream(STREAM)


async def deleted(_kept: OpenLog, client: Client) -> None:
    await client.jetstream().delete_stream(STREAM)


async def strayed(_kept: OpenLog, client: Client) -> None:
    await client.jetstream().publish("parley.events.room.message_sent", b"{}")


Harm = Callable[[OpenLog, Client], Awaitable[None]]


@pytest.mark.parametrize("harm", [replaced, purged, deleted, strayed])
async def test_what_was_done_to_it_is_found_while_it_runs_and_mended_by_one_command(
    kept: OpenLog, database_url: str, nats_access: Access, nats_as: NatsAs, harm: Harm
) -> None:
    client, talk = await nats_as("relay"), Talk(kept, 3)
    async with everything_running(kept, database_url, nats_access.url) as health:
        head = await talk.go_on(10)
        await eventually(lambda: health.relay.position == head)
        await harm(kept, client)
        await stops(health, REBUILD)
        found = await verified(kept, client)
        assert found.difference
        assert found.difference.mend in REBUILD
        await eventually_written(kept, health.relay.trouble)
        await ask(kept)
        head = await talk.go_on(10)
        await eventually(lambda: health.relay.position == head)
        assert health.healthy
        await equal(kept, client)


async def eventually_written(kept: OpenLog, trouble: str | None) -> None:
    """Whoever asks from elsewhere is told, too."""
    async with asyncio.timeout(PATIENCE):
        while trouble not in [one.trouble for one in await status(kept.pool)]:
            await asyncio.sleep(0.01)


@pytest.mark.parametrize("harm", [replaced, purged, deleted, strayed])
async def test_what_was_done_to_it_meanwhile_is_found_at_the_start(
    kept: OpenLog, database_url: str, nats_access: Access, nats_as: NatsAs, harm: Harm
) -> None:
    head = await Talk(kept, 4).go_on(10)
    async with everything_running(kept, database_url, nats_access.url) as health:
        await eventually(lambda: health.relay.position == head)
    await harm(kept, await nats_as("relay"))
    async with everything_running(kept, database_url, nats_access.url) as health:
        await stops(health, REBUILD)


async def test_a_log_that_has_lost_its_end_asks_for_a_new_epoch(
    kept: OpenLog, database_url: str, nats_access: Access, nats_as: NatsAs
) -> None:
    client, epoch = await nats_as("relay"), await epoch_of(kept)
    head = await Talk(kept, 5).go_on(10)
    await made(client.jetstream(), epoch, 1)
    await publish(client, await with_one_more(kept), epoch)
    async with everything_running(kept, database_url, nats_access.url) as health:
        await stops(health, NEW_EPOCH)
    found = await verified(kept, client)
    assert found.difference
    assert (found.difference.position, found.difference.mend) == (head + 1, "parley epoch new")
    await kept.say(await kept.room(ann := uuid4()), ann, "said again, otherwise")
    async with everything_running(kept, database_url, nats_access.url) as health:
        await stops(health, NEW_EPOCH)


async def with_one_more(kept: OpenLog) -> list[StoredEvent]:
    """The log as it was before its last event was lost."""
    events = await read.after(kept.pool, 0, 1000)
    lost = structs.replace(events[-1], position=events[-1].position + 1, event_id=uuid4())
    return [*events, structs.replace(lost, leaf_hash=leaf_hash(lost))]
