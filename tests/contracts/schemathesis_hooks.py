"""What schemathesis has to know of us: who asks, what OpenAPI cannot say, and one check of our own.

It loads this beside its command line; the server and its keys stand in the environment.
"""

import os
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import httpx
import schemathesis
from schemathesis import AuthContext, Case, CheckContext, HookContext, Response

from command.domain import one_line
from runtime.secrets import load
from runtime.tokens import Tokens
from tests.journeys.person import PASSWORD

URL = os.environ["PARLEY_TEST_URL"]
WHO = os.environ["PARLEY_TEST_WHO"]
TOKENS = Tokens(load(Path(os.environ["PARLEY_TEST_SECRETS"])).signing_keys, "parley")
ON_ONE_LINE = ("name", "topic", "display_name")
BOUNDS = ("at", "before", "after", "around")


def fit(text: str) -> str:
    """A name without what no pattern excludes: misplaced joiners, marks upon marks, format characters far away."""
    while (at := one_line.unfit(text)) is not None:
        text = f"{text[:at]}x{text[at + 1 :]}"
    return text


def newcomer() -> UUID:
    """Somebody who has just registered."""
    answer = httpx.post(f"{URL}/v1/accounts", json={"username": f"s-{uuid4().hex[:16]}", "password": PASSWORD})
    return UUID(answer.raise_for_status().json()["account_id"])


def operation_id(case: Case[Any]) -> str:
    return str(case.operation.definition.raw["operationId"])


if WHO == "somebody":
    ANN = newcomer()

    @schemathesis.auth(refresh_interval=None)
    class SignedIn:
        """A session of its own for every request: one of them signs out. Another erases its account."""

        def get(self, case: Case[Any], _context: AuthContext) -> str:
            return TOKENS.issue(newcomer() if operation_id(case) == "erase_me" else ANN, uuid4())

        def set(self, case: Case[Any], data: str, _context: AuthContext) -> None:
            case.headers["Authorization"] = f"Bearer {data}"


@schemathesis.hook
def before_load_schema(_context: HookContext, raw_schema: dict[str, Any]) -> None:
    """A header whose pattern has a hyphen in it is never drawn by it: that it is a UUID says the same."""
    for item in raw_schema["paths"].values():
        for operation in item.values():
            for parameter in operation.get("parameters", ()):
                if parameter["name"] == "Idempotency-Key":
                    parameter["schema"] = {"type": "string", "format": "uuid"}


@schemathesis.hook
def map_case(_context: HookContext, case: Case[Any]) -> Case[Any]:
    """What is right field by field and wrong together, which no OpenAPI document can say, is not sent as if right.

    At most one bound of a page is given, and a message's id is its command's; both are refused with 400. So are names
    that have what only the description of their field excludes.
    """
    if case.meta and case.meta.generation.mode.is_positive:
        for bound in [each for each in BOUNDS if each in case.query][1:]:
            del case.query[bound]
        if operation_id(case) == "send_message" and isinstance(case.body, dict) and case.body.get("message_id"):
            case.headers.pop("Idempotency-Key", None)
        for field in ON_ONE_LINE:
            if isinstance(case.body, dict) and isinstance(text := case.body.get(field), str):
                case.body[field] = fit(text)
    return case


@schemathesis.check
def problem_is_documented(_context: CheckContext, response: Response, case: Case[Any]) -> None:
    """Every type of problem that comes is among the examples of its status."""
    if response.headers.get("content-type") != ["application/problem+json"]:
        return
    documented: dict[str, Any] = case.operation.definition.raw["responses"].get(str(response.status_code))
    if documented is None:
        return  # what the status alone is worth is judged elsewhere
    found = response.json()["type"]
    examples = documented["content"]["application/problem+json"]["examples"].values()
    assert found in {each["value"]["type"] for each in examples}, f"{found} is not documented for this operation"
