"""Our framing of WebSockets under the cases of the Autobahn test suite, with an echo in place of our connection.

A connection of ours takes text or binary messages, whichever its subprotocol says, and refuses the others with 1003.
So the cases run on connections of the one kind, and those that were refused for that alone on connections of the
other.
"""

import asyncio
from collections.abc import AsyncIterator, Sequence
from typing import Any

import kosoku
import pytest

from query.live import outgoing
from query.live.codes import Code
from query.live.deflate import deflate
from query.live.form import FORMS
from query.live.loop_turn import LoopTurn
from query.live.protocol import HAND_OVER, LiveProtocol
from query.live.socket import Socket
from tests.query.house import serving

LARGEST = 16 * 1024 * 1024  # bytes that a case sends in one message
FRAMING = [f"{group}.*" for group in (1, 2, 3, 4, 5, 6, 7, 9, 10)]
# Of compression one of each kind: the others say more of the same, and take minutes.
DEFLATED = ["12.1.1", "12.1.2", "12.4.1", "13.1.1", "13.2.1", "13.4.1", "13.6.1", "13.7.1"]
# They ask for windows of 8 or 9 bits, which we do not have: what is said then is not deflated.
SMALL_WINDOWS = ["13.3.1", "13.5.1"]


class Echo:
    """Says what it hears."""

    def __init__(self, socket: Socket) -> None:
        self._socket = socket

    def message(self, message: bytes) -> None:
        form = self._socket.form
        first = outgoing.BINARY if form.packed else outgoing.TEXT
        if form.window:  # however short: the suite's runner cannot read the plain answers that are allowed, too
            first, message = first | outgoing.DEFLATED, deflate(message, form.window)
        self._socket.answer(outgoing.whole(first, message))

    def alive(self) -> None:
        """It counts nothing."""

    def lost(self) -> None:
        """It keeps nothing."""

    def shutdown(self) -> None:
        self._socket.close(Code.RESTARTING, "")


@pytest.fixture
async def url() -> AsyncIterator[str]:
    """A server of ours that echoes, at /text and at /binary."""
    turn = LoopTurn(asyncio.get_running_loop())

    async def app(scope: Any, receive: Any, send: Any) -> None:
        await receive()
        await send({"type": "websocket.accept"})
        packed = scope["path"] == "/binary"

        def take(transport: asyncio.Transport, peers: Any, window: int) -> Socket:
            return Socket(transport, turn, FORMS[packed, window], LARGEST, Echo, peers)

        scope["extensions"][HAND_OVER](take)

    async with serving(app, LiveProtocol) as address:
        yield address.replace("http", "ws", 1)


async def results(url: str, cases: Sequence[str]) -> list[kosoku._kosoku.CaseResult]:
    try:
        return await kosoku.run_fuzzingclient(url, cases=cases, concurrency=4)
    except kosoku.FailureError as failure:
        return failure.results


async def told(url: str, cases: Sequence[str]) -> dict[str, tuple[str, str]]:
    """What became of each case and of its end, on connections of the kind that it sends."""
    found = await results(f"{url}/text", cases)
    refused = {each.case_id for each in found if not each.passed and each.remote_close_code == Code.WRONG_KIND}
    if refused:
        found = [each for each in found if each.case_id not in refused] + await results(f"{url}/binary", [*refused])
    return {each.case_id: (each.behavior.value, each.behavior_close.value) for each in found}


async def test_every_case_of_framing_passes(url: str) -> None:
    found = await told(url, FRAMING)
    assert len(found) == 301
    allowed = {"OK", "NON-STRICT", "INFORMATIONAL"}
    assert {case: said for case, said in found.items() if not allowed.issuperset(said)} == {}


async def test_every_kind_of_case_of_compression_passes(url: str) -> None:
    assert await told(url, DEFLATED) == dict.fromkeys(DEFLATED, ("OK", "OK"))


async def test_a_window_we_do_not_have_is_not_agreed_on(url: str) -> None:
    assert await told(url, SMALL_WINDOWS) == dict.fromkeys(SMALL_WINDOWS, ("UNIMPLEMENTED", "OK"))
