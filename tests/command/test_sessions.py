"""Signing in, staying signed in and signing out, over HTTP and across processes."""

import asyncio
from uuid import UUID

import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from command import credentials, refresh_tokens
from command.access import Access
from command.accounts import account_of, read
from command.considered import Actor
from command.domain.account import ChangePassword, EndSession
from command.handler import handle
from command.keys import Keys
from command.refresh_tokens import RefreshToken
from events.account import EndReason
from events.ids import uuid7
from events.log.ended import EndedSessions
from tests.command.serving import PASSWORD, Person, person, served, sign_in

NEW = "another horse, another battery"


async def refresh(client: httpx.AsyncClient, token: str) -> httpx.Response:
    return await client.post("/v1/sessions/refresh", json={"refresh_token": token})


async def test_a_refresh_gives_the_next_tokens_and_the_account(client: httpx.AsyncClient) -> None:
    ann = await person(client, "ann")
    first = await refresh(client, ann.refresh_token)
    assert first.status_code == 200
    assert first.json().keys() == {"access_token", "refresh_token", "expires_in", "account_id"}
    second = await refresh(client, first.json()["refresh_token"])
    ann.headers = {"Authorization": f"Bearer {second.json()['access_token']}"}
    assert (await ann.ask("PATCH", "/v1/me", {"display_name": "Ann Lee"})).status_code == 200


async def later(access: Access, seconds: int) -> None:
    """As if that much time had passed since each session's tokens were given out."""
    await access.pool.execute("update sessions set expires_at = expires_at - $1 * interval '1 second'", seconds)


async def test_an_answer_that_was_lost_is_given_again_for_half_a_minute(
    client: httpx.AsyncClient, here: Access
) -> None:
    ann = await person(client, "ann")
    lost = (await refresh(client, ann.refresh_token)).json()["refresh_token"]
    await later(here, 25)
    again = await refresh(client, ann.refresh_token)
    assert (again.status_code, again.json()["refresh_token"]) == (200, lost)
    ann.headers = {"Authorization": f"Bearer {again.json()['access_token']}"}
    assert (await ann.ask("PATCH", "/v1/me", {"display_name": "Ann Lee"})).status_code == 200
    assert (await refresh(client, lost)).status_code == 200


async def test_asking_again_does_not_make_the_half_minute_longer(client: httpx.AsyncClient, here: Access) -> None:
    ann = await person(client, "ann")
    await refresh(client, ann.refresh_token)
    for _ in range(2):
        await later(here, 14)
        assert (await refresh(client, ann.refresh_token)).status_code == 200
    await later(here, 3)
    assert (await refresh(client, ann.refresh_token)).status_code == 401


@pytest.mark.parametrize("turns", [1, 2])
async def test_a_refresh_token_of_long_ago_ends_the_session_for_both_who_hold_it(
    client: httpx.AsyncClient, here: Access, ended: EndedSessions, turns: int
) -> None:
    ann = await person(client, "ann")
    newest = ann.refresh_token
    for _ in range(turns):
        newest = (await refresh(client, newest)).json()["refresh_token"]
    await later(here, 31 if turns == 1 else 0)  # two generations old, it is old at once
    reused = await refresh(client, ann.refresh_token)
    assert (reused.status_code, reused.json()["type"]) == (401, "/problems/bad_refresh_token")
    assert (await refresh(client, newest)).status_code == 401
    await ended.catch_up()
    assert (await ann.ask("PATCH", "/v1/me", {"display_name": "A"})).json()["type"] == "/problems/session_over"


async def test_a_session_that_ended_gives_no_answer_again(client: httpx.AsyncClient, here: Access) -> None:
    ann = await person(client, "ann")
    await refresh(client, ann.refresh_token)
    command = EndSession(
        command_id=uuid7(),
        session_id=here.tokens.verify(ann.headers["Authorization"].removeprefix("Bearer ")).session_id,
        reason=EndReason.SIGNED_OUT,
    )
    await handle(here.writer, command, Actor(UUID(ann.account_id)))  # its row is still there
    assert (await refresh(client, ann.refresh_token)).status_code == 401


@given(st.lists(st.tuples(st.integers(0, 3), st.sampled_from([0, 20, 40])), max_size=6))
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
async def test_whatever_is_turned_when_a_session_has_one_newest_token_or_none(
    client: httpx.AsyncClient, here: Access, turns: list[tuple[int, int]]
) -> None:
    """`turns` says how old the token that is sent is, in generations, and how long after the last."""
    ann = await signed_in_again(client)
    got, since, over = [ann.refresh_token], 60, False
    for age, seconds in turns:
        await later(here, seconds)
        sent, since = max(len(got) - 1 - age, 0), since + seconds
        answer = await refresh(client, got[sent])
        over = over or not (sent == len(got) - 1 or (sent == len(got) - 2 and since < 30))
        assert answer.status_code == (401 if over else 200)
        if not over and sent == len(got) - 1:
            got, since = [*got, answer.json()["refresh_token"]], 0
        assert over or answer.json()["refresh_token"] == got[-1]
    assert len(set(got)) == len(got)


async def signed_in_again(client: httpx.AsyncClient) -> Person:
    """Ann, who may have registered before."""
    wanted = {"username": "ann", "password": PASSWORD}
    assert (await client.post("/v1/accounts", json=wanted)).status_code in (201, 409)
    return await sign_in(client, "ann")


async def test_a_forged_refresh_token_ends_nothing(client: httpx.AsyncClient, here: Access) -> None:
    ann = await person(client, "ann")
    genuine = refresh_tokens.read(here.writer.keys, ann.refresh_token)
    assert genuine
    forger = Keys(b"x" * 32, b"x" * 32, b"x" * 32)
    for generation in (0, 1, 2):
        forged = refresh_tokens.write(forger, RefreshToken(genuine.session_id, generation))
        assert (await refresh(client, forged)).status_code == 401
    for text in ("", "x", ann.refresh_token[:-1], ann.refresh_token + "A", "é" * 70, "=" * 70, "_" * 70):
        assert (await refresh(client, text)).status_code == 401
    assert (await refresh(client, ann.refresh_token)).status_code == 200


async def test_a_refresh_token_of_before_they_named_their_account_is_turned_like_any(
    client: httpx.AsyncClient, here: Access
) -> None:
    ann = await person(client, "ann")
    genuine = refresh_tokens.read(here.writer.keys, ann.refresh_token)
    assert genuine
    earlier = refresh_tokens.write(here.writer.keys, RefreshToken(genuine.session_id, genuine.generation))
    turned = await refresh(client, earlier)
    assert turned.json()["account_id"] == ann.account_id
    assert (await refresh(client, turned.json()["refresh_token"])).status_code == 200
    assert (await refresh(client, earlier)).json()["type"] == "/problems/bad_refresh_token"


async def test_of_many_refreshes_at_once_all_get_the_same_token_and_the_session_goes_on(
    client: httpx.AsyncClient, there: Access, ended: EndedSessions
) -> None:
    ann = await person(client, "ann")
    token = ann.refresh_token
    async with served(there, ended) as other:
        for _ in range(3):
            answers = await asyncio.gather(*(refresh(each, token) for each in (client, other) * 3))
            assert [answer.status_code for answer in answers] == [200] * 6
            (token,) = {answer.json()["refresh_token"] for answer in answers}
    assert (await refresh(client, token)).status_code == 200


async def test_a_session_that_ended_here_is_refused_there_even_before_the_news(
    client: httpx.AsyncClient, there: Access
) -> None:
    ann = await person(client, "ann")
    late = EndedSessions(there.pool)
    await late.catch_up()
    async with served(there, late) as other:
        opened = await ann.ask("POST", "/v1/rooms", {"name": "A room", "visibility": "public"}, via=other)
        messages = f"/v1/rooms/{opened.json()['room_id']}/messages"
        assert (await ann.ask("POST", messages, {"body": "Hello"}, via=other)).status_code == 201
        assert (await ann.ask("DELETE", "/v1/sessions/current")).status_code == 204
        refused = await ann.ask("POST", messages, {"body": "Still here?"}, via=other)
        assert (refused.status_code, refused.json()["type"]) == (401, "/problems/session_over")
        assert (await refresh(other, ann.refresh_token)).status_code == 401


async def test_a_process_that_cannot_see_which_sessions_ended_lets_nobody_in(
    client: httpx.AsyncClient, there: Access
) -> None:
    ann = await person(client, "ann")
    async with served(there, EndedSessions(there.pool)) as blind:
        refused = await ann.ask("DELETE", "/v1/sessions/current", via=blind)
    assert (refused.status_code, refused.headers["Retry-After"]) == (503, "1")


async def test_a_process_that_starts_late_knows_the_sessions_that_ended_before(
    client: httpx.AsyncClient, here: Access, there: Access
) -> None:
    ann = await person(client, "ann")
    session_id = here.tokens.verify(ann.headers["Authorization"].removeprefix("Bearer ")).session_id
    await ann.ask("DELETE", "/v1/sessions/current")
    late = EndedSessions(there.pool)
    news: list[UUID] = []
    late.on_ended(news.append)
    assert not late.ready
    await late.catch_up()
    await late.catch_up()
    assert late.ready
    assert late.is_ended(session_id)
    assert news == [session_id]


async def test_whoever_follows_hears_of_a_sign_out(client: httpx.AsyncClient, there: Access) -> None:
    ann = await person(client, "ann")
    late, heard = EndedSessions(there.pool), asyncio.Event()
    late.on_ended(lambda _: heard.set())
    following = asyncio.create_task(late.follow())
    await ann.ask("DELETE", "/v1/sessions/current")
    await asyncio.wait_for(heard.wait(), 5)
    following.cancel()


async def test_changing_the_password_ends_every_other_session(client: httpx.AsyncClient, ended: EndedSessions) -> None:
    ann = await person(client, "ann")
    elsewhere = [await sign_in(client, "ann") for _ in range(3)]
    await ann.ask("PUT", "/v1/me/password", {"current_password": PASSWORD, "new_password": NEW})
    await ended.catch_up()
    for other in elsewhere:
        assert (await other.ask("PATCH", "/v1/me", {"display_name": "A"})).status_code == 401
        assert (await refresh(client, other.refresh_token)).status_code == 401
    assert (await ann.ask("PATCH", "/v1/me", {"display_name": "A"})).status_code == 200
    assert (await refresh(client, ann.refresh_token)).status_code == 200


async def test_only_the_new_password_opens_after_a_change(client: httpx.AsyncClient) -> None:
    ann = await person(client, "ann")
    wrong = await ann.ask("PUT", "/v1/me/password", {"current_password": "not this one", "new_password": NEW})
    assert (wrong.status_code, wrong.json()["type"]) == (401, "/problems/wrong_password")
    change = {"current_password": PASSWORD, "new_password": NEW}
    key = "019378a1-5f6e-7c31-9a4b-2f6f0d7c9e11"
    first = await ann.ask("PUT", "/v1/me/password", change, key=key)
    again = await ann.ask("PUT", "/v1/me/password", change, key=key)
    assert again.json() == {**first.json(), "duplicate": True}
    old = await client.post("/v1/sessions", json={"username": "ann", "password": PASSWORD})
    assert old.status_code == 401
    await sign_in(client, "ann", NEW)


async def test_a_password_changed_there_and_back_lets_its_owner_in(client: httpx.AsyncClient) -> None:
    ann = await person(client, "ann")
    there, back = uuid7(), uuid7()
    for old, new, key in ((PASSWORD, NEW, there), (NEW, PASSWORD, back), (PASSWORD, NEW, there), (NEW, PASSWORD, back)):
        await ann.ask("PUT", "/v1/me/password", {"current_password": old, "new_password": new}, key=str(key))
    assert await opening(client, PASSWORD, NEW) == [PASSWORD]


async def test_of_passwords_changed_at_once_one_lets_its_owner_in(client: httpx.AsyncClient) -> None:
    ann = await person(client, "ann")
    wanted = [f"another battery {number}" for number in range(4)]
    changes = [{"current_password": PASSWORD, "new_password": new} for new in wanted]
    answers = await asyncio.gather(*(ann.ask("PUT", "/v1/me/password", change) for change in changes))
    won = [new for new, answer in zip(wanted, answers, strict=True) if answer.status_code == 200]
    assert len(won) == 1
    assert await opening(client, PASSWORD, *wanted) == won


async def opening(client: httpx.AsyncClient, *passwords: str) -> list[str]:
    """Those of the passwords that Ann is let in with."""
    answers = [await client.post("/v1/sessions", json={"username": "ann", "password": each}) for each in passwords]
    return [each for each, answer in zip(passwords, answers, strict=True) if answer.status_code == 201]


async def test_a_sign_in_with_the_old_password_beside_its_change_leaves_no_session(
    client: httpx.AsyncClient, ended: EndedSessions
) -> None:
    ann = await person(client, "ann")
    change = {"current_password": PASSWORD, "new_password": NEW}
    changing = ann.ask("PUT", "/v1/me/password", change)
    signing = [client.post("/v1/sessions", json={"username": "ann", "password": PASSWORD}) for _ in range(5)]
    changed, *begun = await asyncio.gather(changing, *signing)
    assert changed.status_code == 200
    await ended.catch_up()
    for session in begun:
        if session.status_code == 201:
            answer = await refresh(client, session.json()["refresh_token"])
            assert answer.status_code == 401


async def test_a_crash_while_the_password_is_changed_leaves_exactly_one_that_holds(
    client: httpx.AsyncClient, here: Access
) -> None:
    ann = await person(client, "ann")
    account_id = UUID(ann.account_id)
    held = account_of(await read(here.writer, account_id)).password
    for command_id, accepted in ((uuid7(), False), (uuid7(), True)):
        await credentials.add(here.pool, here.passwords, account_id, command_id, NEW)
        if accepted:  # and then the process dies before it tidies up
            await handle(here.writer, ChangePassword(command_id=command_id, password=held), Actor(account_id))
        opens = [
            (await client.post("/v1/sessions", json={"username": "ann", "password": password})).status_code == 201
            for password in (PASSWORD, NEW)
        ]
        assert opens == [not accepted, accepted]


async def test_a_wrong_password_and_an_unknown_name_are_answered_alike(client: httpx.AsyncClient) -> None:
    await person(client, "ann")
    answers = [
        await client.post("/v1/sessions", json={"username": name, "password": "not this one"})
        for name in ("ann", "nobody", "not a name at all")
    ]
    assert [answer.status_code for answer in answers] == [401] * 3
    assert answers[0].json() == answers[1].json() == answers[2].json()


async def test_a_sign_in_repeated_with_its_key_is_the_same_session(client: httpx.AsyncClient, here: Access) -> None:
    await person(client, "ann")
    headers = {"Idempotency-Key": "019378a1-5f6e-7c31-9a4b-2f6f0d7c9e12"}
    credentials = {"username": "ann", "password": PASSWORD}
    tokens = [
        (await client.post("/v1/sessions", json=credentials, headers=headers)).json()["access_token"] for _ in range(2)
    ]
    sessions = {here.tokens.verify(token).session_id for token in tokens}
    assert len(sessions) == 1
    await client.delete("/v1/sessions/current", headers={"Authorization": f"Bearer {tokens[0]}"})
    assert (await client.post("/v1/sessions", json=credentials, headers=headers)).status_code == 401


async def test_anybody_may_have_the_public_keys(client: httpx.AsyncClient) -> None:
    keys = (await client.get("/.well-known/jwks.json")).json()["keys"]
    assert [(key["kty"], key["crv"], key["alg"], key["use"]) for key in keys] == [("OKP", "Ed25519", "EdDSA", "sig")]
    assert all("d" not in key for key in keys)
