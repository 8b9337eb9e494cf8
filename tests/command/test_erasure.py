"""An account is erased: what was sealed with its keys opens nowhere, its names are free, and it does nothing more."""

import asyncio
from contextlib import suppress
from typing import Any
from uuid import UUID

import httpx

from command import refresh_tokens
from command.access import Access
from command.considered import Actor
from command.domain.account import ChangeDisplayName
from command.domain.membership import AddMember, JoinRoom, LeaveRoom
from command.domain.rejections import NoSuchAccount
from command.domain.talk import SendMessage
from command.erasure.carrying_out import done, erase, finish
from command.erasure.finishing import Finisher
from command.handler import handle
from command.keys import Keys
from command.writer import Writer
from events.account import AccountErased, AccountRegistered
from events.ids import uuid7
from events.keyring import Keyring
from events.log import read
from events.log.write import LogUnavailable
from events.room import MemberErased, MemberRoleChanged, MessageSent, Role
from events.shredding import destroy_subject
from events.stored import Recorded
from tests.command.people import erasing, join, open_room, refused, somebody
from tests.command.serving import PASSWORD, Person, person, sign_in
from tests.support.keys import SECRETS
from tests.support.patience import PATIENCE

FORGER = Keys(b"x" * 32, b"x" * 32, b"x" * 32)
APPENDING = "select pg_advisory_xact_lock(7165196201)"  # while it is held nobody appends


async def erased_by(ann: Person, password: str = PASSWORD) -> httpx.Response:
    return await ann.ask("DELETE", "/v1/me", {"password": password})


async def opened(here: Access, stream_id: UUID) -> list[Recorded]:
    """A stream as a process reads it that has never seen a key."""
    keyring = Keyring(here.pool, SECRETS.keks, SECRETS.current_kek)
    return await keyring.open(await read.stream(here.pool, stream_id))


async def test_erasing_says_what_was_done_and_what_remains(client: httpx.AsyncClient, here: Access) -> None:
    await client.post(
        "/v1/accounts", json={"username": "ann", "password": PASSWORD, "email": "ann@example.org", "display_name": "A"}
    )
    ann, also_ann = await sign_in(client, "ann"), await sign_in(client, "ann")
    room = (await ann.ask("POST", "/v1/rooms", {"name": "Kitchen", "visibility": "private"})).json()["room_id"]
    await ann.ask("POST", f"/v1/rooms/{room}/messages", {"body": "the secret"})
    assert (await erased_by(ann, "wrong horse")).json()["type"] == "/problems/wrong_password"

    answer = await erased_by(ann)
    assert answer.status_code == 200, answer.text
    said = answer.json()
    assert said["account_id"] == ann.account_id
    assert said["done"] == {"keys_destroyed": 1, "names_released": 2, "sessions_ended": 2, "rooms_left": 1}
    assert any("typed" in sentence for sentence in said["remains"])

    assert await here.pool.fetchval("select count(*) from credentials") == 0
    assert await here.pool.fetchval("select count(*) from sessions") == 0
    mine = await opened(here, UUID(ann.account_id))
    assert mine[0].event == AccountRegistered(username="erased", display_name="erased", email="erased")
    assert isinstance(mine[3].event, AccountErased)
    *_, sent, vacated = await opened(here, UUID(room))
    assert isinstance(sent.event, MessageSent)
    assert sent.erased == {"body"}
    assert vacated.event == MemberErased(account_id=UUID(ann.account_id), role=Role.OWNER)

    async with asyncio.timeout(PATIENCE):
        for who in (ann, also_ann):
            while (await who.ask("PATCH", "/v1/me", {"display_name": "B"})).status_code != 401:
                await asyncio.sleep(0.02)
    refreshed = await client.post("/v1/sessions/refresh", json={"refresh_token": ann.refresh_token})
    signed_in = await client.post("/v1/sessions", json={"username": "ann", "password": PASSWORD})
    assert (refreshed.status_code, signed_in.status_code) == (401, 401)


async def told(client: httpx.AsyncClient, refresh_token: str) -> str:
    """Of what kind the problem is that a refresh is refused with."""
    answer = await client.post("/v1/sessions/refresh", json={"refresh_token": refresh_token})
    assert answer.status_code == 401
    return str(answer.json()["type"]).removeprefix("/problems/")


async def test_whoever_holds_a_refresh_token_of_an_erased_account_is_told_so_and_nobody_else(
    client: httpx.AsyncClient, here: Access
) -> None:
    ann, left, ben = await person(client, "ann"), await sign_in(client, "ann"), await person(client, "ben")
    for gone in (left, ben):
        await gone.ask("DELETE", "/v1/sessions/current")
        assert await told(client, gone.refresh_token) == "bad_refresh_token"
    await handle(here.writer, erasing(), Actor(UUID(ann.account_id)))  # what has to be gone is still there
    assert await told(client, ann.refresh_token) == "account_is_erased"
    await finish(here.writer, UUID(ann.account_id))
    for _ in range(2):
        assert await told(client, ann.refresh_token) == "account_is_erased"
        assert await told(client, left.refresh_token) == "account_is_erased"
    assert await told(client, ben.refresh_token) == "bad_refresh_token"

    genuine = refresh_tokens.read(here.writer.keys, ann.refresh_token)
    assert genuine
    assert genuine.account_id == UUID(ann.account_id)
    assert await told(client, refresh_tokens.write(FORGER, genuine)) == "bad_refresh_token"


async def test_a_name_set_free_is_held_back_like_any_other(client: httpx.AsyncClient) -> None:
    await erased_by(await person(client, "ann"))
    again = await client.post("/v1/accounts", json={"username": "ann", "password": PASSWORD})
    assert (again.status_code, again.json()["type"]) == (409, "/problems/username_taken")


async def test_repeating_a_registration_brings_no_secret_back(client: httpx.AsyncClient, here: Access) -> None:
    key, wanted = {"Idempotency-Key": str(uuid7())}, {"username": "ann", "password": PASSWORD}
    await client.post("/v1/accounts", json=wanted, headers=key)
    await erased_by(await sign_in(client, "ann"))
    assert (await client.post("/v1/accounts", json=wanted, headers=key)).status_code == 409
    assert await here.pool.fetchval("select count(*) from credentials") == 0


async def test_nothing_more_is_accepted_of_an_erased_account_or_about_it(here: Access, there: Access) -> None:
    writer, other = here.writer, there.writer
    ann, ben = await somebody(writer, "Ann"), await somebody(writer, "Ben")
    room = await open_room(writer, ben)
    await join(writer, room, ann)
    say = SendMessage(command_id=uuid7(), room_id=room, body="known here")
    await handle(other, say, ann)  # so that the other process remembers her
    await erase(writer, erasing(), ann)

    elsewhere = await open_room(other, ben)
    for command in (
        SendMessage(command_id=uuid7(), room_id=room, body="too late"),
        JoinRoom(command_id=uuid7(), room_id=elsewhere),
        ChangeDisplayName(command_id=uuid7(), display_name="Ann again"),
    ):
        assert await refused(other, command, ann) is NoSuchAccount
    added = AddMember(command_id=uuid7(), room_id=elsewhere, account_id=ann.account_id)
    assert await refused(other, added, ben) is NoSuchAccount
    first = await handle(other, say, ann)
    assert first.duplicate  # what was accepted stays accepted, for whoever asks again


async def test_erasing_again_changes_nothing(writer: Writer) -> None:
    ann = await somebody(writer, "Ann")
    await erase(writer, erasing(), ann)
    head = (await writer.log.head()).position
    await erase(writer, erasing(), ann)
    assert (await writer.log.head()).position == head
    assert await refused(writer, erasing(), Actor(uuid7())) is NoSuchAccount


async def test_what_only_the_erased_owned_goes_to_whoever_stands_next(writer: Writer) -> None:
    ann, ben, carol, dora = [await somebody(writer, name) for name in ("Ann", "Ben", "Carol", "Dora")]
    room = await open_room(writer, ann)
    await join(writer, room, ben, carol, dora)
    for who, role in ((carol, Role.MODERATOR), (dora, Role.MODERATOR)):
        promoted = AddMember(command_id=uuid7(), room_id=room, account_id=who.account_id, role=role)
        await handle(writer, promoted, ann)
    await erase(writer, erasing(), ann)
    *_, raised, vacated = await writer.log.stream(room)
    assert raised.event == MemberRoleChanged(account_id=carol.account_id, role=Role.OWNER, was=Role.MODERATOR)
    assert vacated.event == MemberErased(account_id=ann.account_id, role=Role.OWNER)
    for name in (carol, dora, ben):
        await erase(writer, erasing(), name)
    assert [e.event.account_id for e in await writer.log.stream(room) if isinstance(e.event, MemberRoleChanged)][
        2:
    ] == [
        carol.account_id,
        dora.account_id,
        ben.account_id,
    ]


async def test_rooms_that_were_left_before_are_told_too(writer: Writer) -> None:
    ann, ben = await somebody(writer, "Ann"), await somebody(writer, "Ben")
    room = await open_room(writer, ben)
    await join(writer, room, ann)
    await handle(writer, LeaveRoom(command_id=uuid7(), room_id=room), ann)
    await erase(writer, erasing(), ann)
    assert (await writer.log.stream(room))[-1].event == MemberErased(account_id=ann.account_id)
    assert (await done(writer.log.db, ann.account_id)).rooms_left == 0


async def test_no_key_comes_into_being_behind_an_erasure(here: Access) -> None:
    """However many processes make one while all are being destroyed."""
    for _ in range(20):
        ann = uuid7()
        rings = [Keyring(here.pool, SECRETS.keks, SECRETS.current_kek) for _ in range(4)]
        await asyncio.gather(
            rings[0].for_sealing([ann]), destroy_subject(here.pool, ann), *(r.for_sealing([ann]) for r in rings[1:])
        )
        keys = [(await ring.for_sealing([ann]))[ann] for ring in rings]
        living = "select count(*) from subject_keys where subject_id = $1 and destroyed_at is null"
        assert await here.pool.fetchval(living, ann) == 0
        assert all(keys)


async def test_what_a_crash_cut_off_is_finished_by_any_process(here: Access, there: Access) -> None:
    ann, ben = await somebody(here.writer, "Ann"), await somebody(here.writer, "Ben")
    room = await open_room(here.writer, ann)
    await join(here.writer, room, ben)
    await handle(here.writer, erasing(), ann)  # and no more: the process dies here
    finisher = Finisher(there.writer, Keyring(there.pool, SECRETS.keks, SECRETS.current_kek))
    async with asyncio.timeout(PATIENCE):
        while not finisher.settled:
            await finisher.look()
            await asyncio.sleep(0.1)
    assert (await opened(here, ann.account_id))[0].erased == {"display_name"}
    assert (await there.writer.log.stream(room))[-1].event == MemberErased(account_id=ann.account_id, role=Role.OWNER)
    assert await here.pool.fetchval("select count(*) from erased_subjects where finished_at is not null") == 1


async def test_of_many_that_were_cut_off_all_keys_go_before_a_room_is_told(here: Access, there: Access) -> None:
    people = [await somebody(here.writer, name) for name in ("Ann", "Ben", "Carol")]
    for who in people:
        await open_room(here.writer, who)
        await handle(here.writer, erasing(), who)
    finisher = Finisher(there.writer, Keyring(there.pool, SECRETS.keks, SECRETS.current_kek))
    async with here.pool.acquire() as nobody_appends, nobody_appends.transaction():
        await nobody_appends.execute(APPENDING)

        async def look() -> None:
            while not finisher.settled:
                with suppress(LogUnavailable):
                    await finisher.look()
                await asyncio.sleep(0.05)

        looking = asyncio.create_task(look())
        async with asyncio.timeout(PATIENCE):
            while await here.pool.fetchval("select count(*) from erased_subjects") < 3:
                await asyncio.sleep(0.02)
        assert await here.pool.fetchval("select count(*) from erased_subjects where finished_at is not null") == 0
    async with asyncio.timeout(PATIENCE):
        await looking


async def test_two_who_finish_at_once_tell_a_room_once(here: Access, there: Access) -> None:
    ann = await somebody(here.writer, "Ann")
    room = await open_room(here.writer, ann)
    await handle(here.writer, erasing(), ann)
    await asyncio.gather(*(finish(access.writer, ann.account_id) for access in (here, there, here)))
    told: list[Any] = [e for e in await here.writer.log.stream(room) if isinstance(e.event, MemberErased)]
    assert len(told) == 1


async def test_who_signs_in_while_their_account_is_erased_is_told_that_the_password_is_wrong(
    client: httpx.AsyncClient,
) -> None:
    ann = await person(client, "ann")
    credentials = {"username": "ann", "password": PASSWORD}
    signing = [client.post("/v1/sessions", json=credentials) for _ in range(6)]
    erased, *begun = await asyncio.gather(erased_by(ann), *signing)
    assert erased.status_code == 200, erased.text
    assert {answer.status_code for answer in begun} <= {201, 401}
