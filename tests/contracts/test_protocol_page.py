"""The page for authors of clients says what is so: frames fit their schemas, codes and limits are those in force."""

import json
import re

from events import fields
from parley.contracts.frames import FROM_SERVER, SIGNALS, name_of
from query.live import in_flight, limits, plan, request_queue, requests, wheel
from query.live.codes import MEANS
from query.live.deflate import WORTH
from query.live.form import JSON, MSGPACK, WINDOWS
from tests.contracts.judging import SCHEMAS, wrong
from tests.journeys.documents import ROOT, read

PAGE = ROOT / "docs" / "protocol.md"
ROW = re.compile(r"^\| (.+) \| (.+) \|$", re.MULTILINE)
FRAMES = [
    json.loads(line) for step in read(PAGE).steps if step.language == "json" for line in step.text.splitlines() if line
]
LIMITS = (
    limits.MAX_FRAME_BYTES,
    fields.MAX_ID,
    requests.MAX_ROOMS,
    plan.RESUME_AT_MOST,
    in_flight.MAX_IN_FLIGHT,
    request_queue.MAX_WAITING,
    request_queue.MAX_BYTES,
    wheel.CONNECT_WITHIN,
    wheel.HEARTBEAT,
    wheel.STUCK_FOR,
)


def test_every_frame_of_the_page_fits_a_schema() -> None:
    for frame in FRAMES:
        sides = [side for side in ("client", f"server.{frame['frame']}") if side in SCHEMAS]
        assert [] in [wrong(side, frame) for side in sides], frame


def test_every_frame_has_its_example() -> None:
    said = {name.split(".")[1] for name in SCHEMAS if name.startswith("client.")}
    told = {name_of(frame) for frame in FROM_SERVER}
    assert {frame["frame"] for frame in FRAMES} == said | told


def test_every_type_of_event_and_of_command_has_its_example() -> None:
    for name, kinds in (("event", of("server.event.")), ("command", of("client.command."))):
        assert {frame["type"] for frame in FRAMES if frame["frame"] == name} == kinds
    for frame in FRAMES:
        if frame["frame"] == "event":
            assert wrong(f"server.event.{frame['type']}", frame) == [], frame


def test_every_shape_of_a_signal_has_its_example() -> None:
    signals = [frame for frame in FRAMES if frame["frame"] == "signal"]
    assert {frame["type"] for frame in signals if "data" not in frame} == {
        *SCHEMAS["client.signal"]["properties"]["type"]["enum"]
    }
    told = [(frame["type"], {*frame["data"]}) for frame in signals if "data" in frame]
    for type_, shapes in SIGNALS.items():
        for shape in shapes:
            assert (type_, {*shape.__struct_fields__}) in told, shape


def of(kind: str) -> set[str]:
    """The types that there is a schema of."""
    return {name.removeprefix(kind) for name in SCHEMAS if name.startswith(kind)}


def test_codes_and_limits_are_those_in_force() -> None:
    rows = dict(ROW.findall(PAGE.read_text()))
    assert {code: why for code, why in rows.items() if code.isdigit()} == {
        str(code.value): why for code, why in MEANS.items()
    }
    numbers = [why for what, why in rows.items() if why.isdigit() and not what.isdigit()]
    assert numbers == [str(int(limit)) for limit in LIMITS]
    assert (WORTH, min(WINDOWS), JSON, MSGPACK) == (1024, 12, "parley.v1.json", "parley.v1.msgpack")
