"""What HTTP itself asks of every address, and values that would be taken for others."""

from collections import defaultdict
from uuid import UUID, uuid4

import httpx
import pytest

from parley.contracts.schema import Json
from tests.journeys.person import PASSWORD
from tests.support.parley_process import ParleyProcess

SAME = ("content-type", "allow", "retry-after", "link")


@pytest.fixture
def ann(served: ParleyProcess) -> httpx.Client:
    """A client of somebody who is signed in."""
    client = httpx.Client(base_url=served.url)
    who = {"username": f"ann-{uuid4().hex[:8]}", "password": PASSWORD}
    client.post("/v1/accounts", json=who).raise_for_status()
    token = client.post("/v1/sessions", json=who).raise_for_status().json()["access_token"]
    client.headers["Authorization"] = f"Bearer {token}"
    return client


def test_every_address_says_what_can_be_done_there(ann: httpx.Client, openapi: Json) -> None:
    for path, item in openapi["paths"].items():
        here = path.format_map(defaultdict(uuid4))
        methods = {method.upper() for method in item} | {"OPTIONS"} | ({"HEAD"} if "get" in item else set())
        allowed, refused = ann.options(here), ann.request("TRACE", here)
        assert set(allowed.headers["allow"].split(", ")) == methods, path
        assert set(refused.headers["allow"].split(", ")) == methods, path
        assert (allowed.status_code, refused.status_code) == (204, 405)
        assert refused.json()["type"] == "/problems/method_not_allowed"


def test_what_can_be_got_can_be_asked_for_its_head(ann: httpx.Client, openapi: Json) -> None:
    for path in {*openapi["paths"]} - {"/v1/me/stream"}:  # which does not end
        here = path.format_map(defaultdict(uuid4))
        head, got = ann.head(here), ann.get(here)
        assert (head.status_code, head.content) == (got.status_code, b""), path
        assert [head.headers.get(name) for name in SAME] == [got.headers.get(name) for name in SAME], path
        assert int(head.headers["content-length"]) > 0, path
    assert ann.head("/openapi.json").status_code == ann.head("/docs").status_code == 200


def test_the_head_of_what_does_not_end_comes_at_once(ann: httpx.Client) -> None:
    room = ann.post("/v1/rooms", json={"name": "A", "visibility": "public"}).raise_for_status().json()["room_id"]
    for path in (f"/v1/rooms/{room}/stream", "/v1/me/stream"):
        head = ann.head(path)
        assert (head.status_code, head.headers["content-type"]) == (200, "text/event-stream")


@pytest.mark.parametrize("path", ["/v1", "/v1/nothing", "/nothing.js", "/openapi.json/nothing", "/schemas/nothing"])
def test_an_address_that_is_none_is_a_problem(ann: httpx.Client, path: str) -> None:
    answer = ann.get(path)
    assert (answer.status_code, answer.json()["type"]) == (404, "/problems/not_found")


@pytest.mark.parametrize("query", ["after=null", "after=NULL", "limit=null", "min_position=null"])
def test_a_parameter_is_left_out_and_never_null(ann: httpx.Client, query: str) -> None:
    assert ann.get(f"/v1/rooms/directory?{query}").status_code == 400


@pytest.mark.parametrize("spelling", ["null", "{}", "{{{}}}", "urn:uuid:{}", "nohyphens"])
def test_an_idempotency_key_has_one_spelling(ann: httpx.Client, spelling: str) -> None:
    key: UUID = uuid4()
    spelt = key.hex if spelling == "nohyphens" else spelling.format(key)
    answer = ann.post("/v1/rooms", json={"name": "A", "visibility": "public"}, headers={"Idempotency-Key": spelt})
    assert answer.status_code == (201 if spelt == str(key) else 400), answer.text


@pytest.mark.parametrize("path", ["/health/live", "/.well-known/jwks.json", "/v1/me"])
def test_an_idempotency_key_means_nothing_to_who_only_reads(ann: httpx.Client, path: str) -> None:
    assert ann.get(path, headers={"Idempotency-Key": "mine"}).status_code == 200


def test_a_parameter_that_is_missing_is_named(ann: httpx.Client) -> None:
    problem = ann.get("/v1/accounts").json()
    assert problem["type"] == "/problems/invalid"
    assert "ids" in problem["errors"][0]["message"]


def test_the_metrics_say_once_which_format_they_have(ann: httpx.Client) -> None:
    assert ann.get("/metrics").headers["content-type"] == "text/plain; version=1.0.0; charset=utf-8"


@pytest.mark.parametrize("told", ["parley_requests_total", "parley_command_conflicts_total", "parley_log_events_total"])
def test_the_metrics_tell_of_requests_of_commands_and_of_the_log(ann: httpx.Client, told: str) -> None:
    assert f"\n{told}" in ann.get("/metrics").text
