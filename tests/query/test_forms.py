"""What is said is the same in every form: JSON or MessagePack, as it is or deflated."""

import json
import random
import tracemalloc
import zlib
from typing import Any
from uuid import uuid4

import msgspec
import pytest
from uvicorn import Config
from websockets.asyncio.client import connect
from websockets.extensions.permessage_deflate import ClientPerMessageDeflateFactory
from websockets.typing import Subprotocol

from query.live.chunk import Chunk, LiveFrame
from query.live.deflate import TooLong, inflate
from query.live.form import FORMS, JSON, MSGPACK
from query.live.limits import MAX_FRAME_BYTES
from query.live.outgoing import text
from query.live.protocol import LiveProtocol
from tests.query.house import PUBLIC, House, house
from tests.support.logs import OpenLog
from tests.support.raw import BINARY, CLOSE, TEXT, frame, raw

LONG = "It was a bright cold day in April, and the clocks were striking thirteen. " * 40
DEFLATE = "Sec-WebSocket-Extensions: permessage-deflate"
PACKED = f"Sec-WebSocket-Protocol: {MSGPACK}\r\n"


def deflated(data: bytes) -> bytes:
    machine = zlib.compressobj(wbits=-15)
    return (machine.compress(data) + machine.flush(zlib.Z_SYNC_FLUSH))[:-4]


async def heard(live: Any, packed: bool) -> dict[str, Any]:
    message = await live.recv()
    assert isinstance(message, bytes) is packed
    found: dict[str, Any] = msgspec.msgpack.decode(message) if packed else json.loads(message)
    return found if found["frame"] != "signal" else await heard(live, packed)


@pytest.mark.parametrize("protocol", [JSON, MSGPACK])
@pytest.mark.parametrize("window", [None, 15, 12])
async def test_an_event_is_the_same_in_every_form(home: House, protocol: str, window: int | None) -> None:
    ann = await home.person("ann")
    room = await home.room(ann, kind=PUBLIC)
    await home.kept.say(room, ann, LONG)
    packed = protocol == MSGPACK
    extensions = [ClientPerMessageDeflateFactory(server_max_window_bits=window)] if window else None
    address = home.url.replace("http", "ws", 1) + "/v1/live"
    async with (
        home.connected(ann) as plain,
        connect(
            address, subprotocols=[Subprotocol(protocol)], compression=None, extensions=extensions, proxy=None
        ) as live,
    ):
        assert live.subprotocol == protocol
        assert bool(live.protocol.extensions) is bool(window)
        assert (await heard(live, packed))["protocol"] == protocol

        async def say(name: str, **fields: Any) -> None:
            said = {"frame": name, **fields}
            await live.send(msgspec.msgpack.encode(said) if packed else json.dumps(said))

        await say("connect", token=home.token(ann), id="c")
        assert (await heard(live, packed))["id"] == "c"
        await say("follow", room=str(room), **{"from": {"last": 1}})
        assert (await heard(live, packed))["head"] == 3
        await plain.follow(room, {"last": 1})
        assert [await heard(live, packed)] == await plain.events(room, 1)
        command = str(uuid4())
        await say("command", command_id=command, room=str(room), type="send_message", data={"body": LONG}, id=7)
        frames = {found["frame"]: found for found in [await heard(live, packed) for _ in range(2)]}
        assert frames["accepted"]["id"] == 7
        assert [frames["event"]] == await plain.events(room, 1)
        assert frames["event"]["data"]["message_id"] == command


def test_a_form_is_made_once_however_many_want_it() -> None:
    frames = [LiveFrame(seq, text(json.dumps({"seq": seq, "body": LONG}).encode())) for seq in (1, 2)]
    for form in FORMS.values():
        chunks = Chunk(frames), Chunk(frames[1:])
        assert chunks[0][form] is chunks[0][form]
        assert chunks[1][form] is frames[1].of(form)  # a frame that goes out again is not made again
    sizes = {form: len(frames[0].of(form)) for form in FORMS.values()}
    assert all(sizes[FORMS[packed, 15]] < sizes[FORMS[packed, 0]] / 10 for packed in (False, True))


def test_what_is_short_or_gets_no_shorter_is_not_deflated() -> None:
    for payload in (b"{}" * 500, random.Random(1).randbytes(2000)):
        short = LiveFrame(1, text(payload))
        assert short.of(FORMS[False, 15]) is short.data


OFFERS = (
    ("permessage-deflate", ""),
    ("permessage-deflate; client_max_window_bits", ""),
    ("permessage-deflate; server_max_window_bits=13", "; server_max_window_bits=12"),
    ("permessage-deflate; server_max_window_bits=9, permessage-deflate", ""),
    ("permessage-deflate; server_max_window_bits=9", None),
    ("permessage-deflate; server_max_window_bits=99", None),
    ("permessage-deflate; unknown", None),
    ("x-webkit-deflate-frame", None),
)


async def test_compression_is_agreed_on_without_context(home: House) -> None:
    always = "permessage-deflate; server_no_context_takeover; client_no_context_takeover"
    for offer, answer in OFFERS:
        async with raw(home.url, f"Sec-WebSocket-Extensions: {offer}\r\n") as (_, connection):
            agreed = connection.headers.get("sec-websocket-extensions")
            assert agreed == (None if answer is None else always + answer), offer
            await connection.heard("hello")


async def test_compressed_messages_may_be_fragmented_and_mixed_with_others(home: House) -> None:
    ann = await home.person("ann")
    async with raw(home.url, DEFLATE + "\r\n") as (_, connection):
        await connection.heard("hello")
        said = deflated(json.dumps({"frame": "connect", "token": home.token(ann)}).encode())
        connection.send(frame(TEXT, said[:20], fin=False, reserved=0b100) + frame(0x0, said[20:]))
        await connection.heard("ready")
        unknown = json.dumps({"frame": "dance", "id": 1, "more": LONG}).encode()
        whole = frame(TEXT, deflated(unknown), reserved=0b100)
        connection.send(frame(TEXT, unknown) + whole + whole + frame(TEXT, unknown))
        for _ in range(4):
            assert (await connection.heard("rejected"))["id"] == 1


def test_a_bomb_is_not_inflated_beyond_what_may_be_said() -> None:
    bomb = deflated(b" " * 2**25)
    tracemalloc.start()
    with pytest.raises(TooLong):
        inflate(bomb, MAX_FRAME_BYTES)
    assert tracemalloc.get_traced_memory()[1] < 2 * len(bomb) + 4 * MAX_FRAME_BYTES
    tracemalloc.stop()


BROKEN = {
    "a bomb": (frame(TEXT, deflated(b" " * 2**26), reserved=0b100), 1009),
    "a small bomb": (frame(TEXT, deflated(b" " * (MAX_FRAME_BYTES + 1)), reserved=0b100), 1009),
    "a bomb in parts": (
        frame(TEXT, b"", fin=False, reserved=0b100) + frame(0x0, deflated(b" " * 2**26)),
        1009,
    ),
    "nothing deflated": (frame(TEXT, b"\xff\xff", reserved=0b100), 1002),
    "a continuation that says it is deflated": (
        frame(TEXT, b"{", fin=False) + frame(0x0, b"}", reserved=0b100),
        1002,
    ),
    "another reserved bit": (frame(TEXT, b"{}", reserved=0b110), 1002),
    "a deflated ping": (frame(0x9, b"", reserved=0b100), 1002),
    "deflated, and not UTF-8": (frame(TEXT, deflated(b"\xff\xfe"), reserved=0b100), 1007),
    "deflated, and binary": (frame(BINARY, deflated(b"{}"), reserved=0b100), 1003),
}


async def test_what_is_compressed_wrongly_is_closed_with_a_code(home: House, capfd: Any) -> None:
    for what, (data, code) in BROKEN.items():
        async with raw(home.url, DEFLATE + "\r\n") as (_, connection):
            await connection.heard("hello")
            connection.send(data)
            assert await connection.closed() == code, what
    assert "Traceback" not in "".join(capfd.readouterr())


BADLY_PACKED = (
    (frame(TEXT, b"{}"), 1003),
    (frame(TEXT, b"{", fin=False) + frame(0x0, b"}"), 1003),
    (frame(BINARY, b"\xc1"), 4400),
    (frame(BINARY, b"\xa2\xff\xfe"), 4400),
    (frame(BINARY, b"\x91" * 100_000), 4400),
    (frame(BINARY, b"\xdd\xff\xff\xff\xff"), 4400),
    (frame(BINARY, msgspec.msgpack.encode({"frame": "connect", "token": "x.y.z"})), 4401),
    (frame(BINARY, b" " * (MAX_FRAME_BYTES + 1)), 1009),
)


async def test_what_is_packed_wrongly_is_closed_with_a_code(home: House, capfd: Any) -> None:
    for said, code in BADLY_PACKED:
        async with raw(home.url, PACKED) as (_, connection):
            assert (await connection.next())[0] == BINARY
            connection.send(said)
            goodbye = None
            while (received := await connection.next())[0] != CLOSE:
                goodbye = msgspec.msgpack.decode(received[1])
            assert int.from_bytes(received[1][:2]) == code, said[:20]
            assert code < 4000 or (goodbye and goodbye["code"] == code)
    assert "Traceback" not in "".join(capfd.readouterr())


async def test_packed_data_of_kinds_that_json_lacks_is_refused(home: House) -> None:
    ann = await home.person("ann")
    room = await home.room(ann, kind=PUBLIC)
    async with raw(home.url, PACKED) as (_, connection):
        await connection.next()
        connection.send(frame(BINARY, msgspec.msgpack.encode({"frame": "connect", "token": home.token(ann)})))
        assert msgspec.msgpack.decode((await connection.next())[1])["frame"] == "ready"
        bad: list[dict[Any, Any]] = [{"frame": "pong", "id": b"1"}, {"frame": "follow", "room": str(room), 1: 2}]
        for each in bad:
            connection.send(frame(BINARY, msgspec.msgpack.encode(each)))
            assert msgspec.msgpack.decode((await connection.next())[1])["frame"] == "rejected"


async def test_the_first_subprotocol_that_both_speak_is_chosen(home: House) -> None:
    for offered, chosen in ((f"x, {MSGPACK}, {JSON}", MSGPACK), (f"{JSON}, {MSGPACK}", JSON), ("x", None)):
        async with raw(home.url, f"Sec-WebSocket-Protocol: {offered}\r\n") as (_, connection):
            assert connection.headers.get("sec-websocket-protocol") == chosen


class Uncompressed(LiveProtocol):
    """As it is where an operator wants no compression."""

    def __init__(self, config: Config, **rest: Any) -> None:
        config.ws_per_message_deflate = False
        super().__init__(config, **rest)


async def test_compression_can_be_turned_off(kept: OpenLog, database_url: str, nats_live_url: str) -> None:
    async with (
        house(kept, database_url, nats_live_url, ws=Uncompressed) as home,
        raw(home.url, DEFLATE + "\r\n") as (_, connection),
    ):
        assert "sec-websocket-extensions" not in connection.headers
        await connection.heard("hello")
        connection.send(frame(TEXT, deflated(b"{}"), reserved=0b100))
        assert await connection.closed() == 1002
