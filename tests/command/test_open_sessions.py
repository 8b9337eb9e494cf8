"""Where somebody is signed in, and how they sign out elsewhere."""

from uuid import uuid4

import httpx

from command.access import Access
from events.ids import uuid7
from events.log.ended import EndedSessions
from tests.command.serving import Person, person, sign_in


async def sessions_of(who: Person) -> list[dict[str, object]]:
    answer = await who.ask("GET", "/v1/sessions")
    assert answer.status_code == 200, answer.text
    found: list[dict[str, object]] = answer.json()["sessions"]
    return found


async def test_i_see_every_place_where_i_am_signed_in_and_nobody_elses(client: httpx.AsyncClient) -> None:
    phone, ben = await person(client, "ann"), await person(client, "ben")
    desk = await sign_in(client, "ann")
    seen, from_phone = await sessions_of(desk), await sessions_of(phone)
    assert [each["current"] for each in seen] == [True, False]  # the desk was in use last
    assert [each["current"] for each in from_phone] == [False, True]
    assert [each["session_id"] for each in seen] == [each["session_id"] for each in from_phone]
    assert len(await sessions_of(ben)) == 1


async def test_a_session_that_was_renewed_was_in_use_last(client: httpx.AsyncClient) -> None:
    phone = await person(client, "ann")
    desk = await sign_in(client, "ann")
    await client.post("/v1/sessions/refresh", json={"refresh_token": phone.refresh_token})
    first, second = await sessions_of(desk)
    assert (first["current"], second["current"]) == (False, True)
    assert str(first["started_at"]) < str(second["started_at"]) < str(first["renewed_at"])


async def test_i_sign_out_elsewhere_and_go_on_here(client: httpx.AsyncClient, ended: EndedSessions) -> None:
    phone = await person(client, "ann")
    desk = await sign_in(client, "ann")
    lost = next(each["session_id"] for each in await sessions_of(desk) if not each["current"])
    assert (await desk.ask("DELETE", f"/v1/sessions/{lost}")).status_code == 204
    assert (await desk.ask("DELETE", f"/v1/sessions/{lost}")).status_code == 204  # a repeat changes nothing
    await ended.catch_up()
    assert (await phone.ask("GET", "/v1/sessions")).json()["type"] == "/problems/session_over"
    assert (await client.post("/v1/sessions/refresh", json={"refresh_token": phone.refresh_token})).status_code == 401
    assert [each["current"] for each in await sessions_of(desk)] == [True]


async def test_a_session_whose_row_outlived_it_is_not_shown(client: httpx.AsyncClient, here: Access) -> None:
    await person(client, "ann")
    desk = await sign_in(client, "ann")
    lost = next(each["session_id"] for each in await sessions_of(desk) if not each["current"])
    row = await here.pool.fetchrow("select * from sessions where session_id = $1", lost)
    assert row
    await desk.ask("DELETE", f"/v1/sessions/{lost}")
    await here.pool.execute("insert into sessions values ($1, $2, $3, $4, $5)", *row)
    assert [each["current"] for each in await sessions_of(desk)] == [True]


async def test_nobody_ends_a_session_that_is_not_theirs(client: httpx.AsyncClient) -> None:
    ann, ben = await person(client, "ann"), await person(client, "ben")
    (bens,) = await sessions_of(ben)
    for session_id in (bens["session_id"], uuid4()):
        refused = await ann.ask("DELETE", f"/v1/sessions/{session_id}", key=str(uuid7()))
        assert (refused.status_code, refused.json()["type"]) == (404, "/problems/no_such_session")
    assert len(await sessions_of(ben)) == 1


async def test_somebody_is_found_by_their_whole_username(client: httpx.AsyncClient) -> None:
    ann, ben = await person(client, "ann"), await person(client, "ben")
    for written in ("ben", "BEN"):
        assert (await ann.ask("GET", f"/v1/usernames/{written}")).json() == {"account_id": ben.account_id}
    for nobody in ("be", "carl", "%20", "%00", "б", "ben%2Fann"):
        refused = await ann.ask("GET", f"/v1/usernames/{nobody}")
        assert (refused.status_code, refused.json()["type"]) in (
            (404, "/problems/no_such_account"),
            (404, "/problems/not_found"),
        )
    assert (await client.get("/v1/usernames/ben")).status_code == 401
