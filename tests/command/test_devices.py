"""What each session was signed in with: told to its owner, whatever a client says, and kept nowhere else."""

import httpx
import pytest

from command.access import Access
from command.device import LONGEST, device
from events.ids import uuid7
from tests.command.serving import PASSWORD, Person, person, sign_in
from tests.command.test_open_sessions import sessions_of

FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0"


async def signed_in_with(client: httpx.AsyncClient, user_agent: str | bytes | None) -> object:
    """What the session is said to be that ann begins with this header, or without one."""
    request = client.build_request("POST", "/v1/sessions", json={"username": "ann", "password": PASSWORD})
    request.headers.encoding = "latin-1"  # bytes are sent as they are
    del request.headers["user-agent"]
    if user_agent is not None:
        request.headers["user-agent"] = user_agent if isinstance(user_agent, str) else user_agent.decode("latin-1")
    answer = await client.send(request)
    assert answer.status_code == 201, answer.text
    current = [each for each in await sessions_of(Person(client, "ann", answer.json())) if each["current"]]
    return current[0]["device"]


async def test_i_see_what_each_of_my_sessions_was_signed_in_with(client: httpx.AsyncClient) -> None:
    await person(client, "ann")
    assert await signed_in_with(client, FIREFOX) == FIREFOX
    assert await signed_in_with(client, "curl/8.5.0") == "curl/8.5.0"
    seen = [each["device"] for each in await sessions_of(await sign_in(client, "ann"))]
    assert seen[1:3] == ["curl/8.5.0", FIREFOX]


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        (None, None),
        ("", None),
        (" \t ", None),
        ("\u200b\u2060\u3164".encode(), None),
        (b"\xff\xfe", None),
        ("x" * 10_240, "x" * LONGEST),
        ("日本".encode() * 5_000, "日本" * (LONGEST // 2)),
        ("A\tlong\x7f  name", "A long name"),
        ("\u202emoc.knab\u202c \u2066x\u2069".encode(), "moc.knab x"),
        (("a" + "\u0301" * 900).encode(), "a" + "\u0301" * 4),
        ("<script>alert(1)</script>", "<script>alert(1)</script>"),
        ("Мой чат/1.0".encode(), "Мой чат/1.0"),
    ],
)
def test_whatever_a_client_says_it_is_becomes_a_short_plain_line(said: str | bytes | None, kept: str | None) -> None:
    assert device(said.decode("latin-1") if isinstance(said, bytes) else said) == kept


async def test_nobody_is_kept_out_for_what_their_client_is_called(client: httpx.AsyncClient) -> None:
    await person(client, "ann")
    assert await signed_in_with(client, None) is None
    assert await signed_in_with(client, "x" * 10_240) == "x" * LONGEST
    assert await signed_in_with(client, "\u202emoc.knab <b>Мой чат</b>".encode()) == "moc.knab <b>Мой чат</b>"


async def test_a_session_stays_what_it_was_signed_in_with(client: httpx.AsyncClient) -> None:
    await person(client, "ann")
    key, wanted = str(uuid7()), {"username": "ann", "password": PASSWORD}
    for user_agent in ("one", "another"):  # the second is a repeat
        again = await client.post(
            "/v1/sessions", json=wanted, headers={"User-Agent": user_agent, "Idempotency-Key": key}
        )
    ann = Person(client, "ann", again.json())
    renewal = {"refresh_token": ann.refresh_token}
    await client.post("/v1/sessions/refresh", json=renewal, headers={"User-Agent": "a third"})
    assert [each["device"] for each in await sessions_of(ann) if each["current"]] == ["one"]


async def test_it_is_in_no_event_and_goes_with_the_account(client: httpx.AsyncClient, here: Access) -> None:
    await person(client, "ann")
    assert await signed_in_with(client, "Tea-Bot/1.0") == "Tea-Bot/1.0"
    in_rows = "select count(*) from sessions where device = 'Tea-Bot/1.0'"
    in_events = "select count(*) from events e where e::text like '%Tea-Bot%'"
    assert (await here.pool.fetchval(in_rows), await here.pool.fetchval(in_events)) == (1, 0)
    ann = await sign_in(client, "ann")
    assert (await ann.ask("DELETE", "/v1/me", {"password": PASSWORD})).is_success
    assert (await here.pool.fetchval(in_rows), await here.pool.fetchval(in_events)) == (0, 0)
