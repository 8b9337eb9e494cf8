"""A crowd counts what it heard of a room, however the network cuts it."""

import asyncio

from bench.crowd import Listener, all_heard, heard
from bench.line import Line
from bench.ws_client import HELLO, READY
from bench.ws_subscribers import FOLLOWED

EVENT = b'\x81\x7e\x00\x80{"frame":"event","seq":4,"data":{"body":"\xc5\x81"}}'
PINGS = (
    b'\x81\x1b{"frame":"ping","heads":{}}',
    b'\x81\x43{"frame":"ping","heads":{"5b0c1de4-3a52-8b5e-a1f7-90c4fb3a4d21":4713}}',
)


SHORT, LONG = b'{"frame":"event","seq":4}', b'{"frame":"event","seq":5,"data":"%b"}' % (b"x" * 200)
FRAMES = b"\x81%c%b" % (len(SHORT), SHORT), b"\x81\x7e%b%b" % (len(LONG).to_bytes(2), LONG)


class Deaf(asyncio.Transport):
    """Hears nothing of what is said to it."""

    def write(self, data: bytes | bytearray | memoryview) -> None:
        pass


def following() -> Listener:
    listener = Listener(Line("token", "room"), "127.0.0.1", deflate=False)
    listener.connection_made(Deaf())
    for early in (HELLO, READY, FOLLOWED):
        listener.data_received(early)
    listener.begin(keep=True)
    return listener


async def test_a_ping_is_not_counted_wherever_it_is_cut() -> None:
    for ping in PINGS:
        said = EVENT + ping + EVENT
        for cut in range(len(said) + 1):
            listener = following()
            listener.data_received(said[:cut])
            listener.data_received(said[cut:])
            assert bytes(listener.kept) == EVENT + EVENT, said[:cut]


def test_of_a_frame_that_has_not_come_whole_nothing_is_heard() -> None:
    for frame in FRAMES:
        for cut in range(len(frame)):
            assert list(heard(FRAMES[0] + frame[:cut])) == [SHORT]


async def test_what_nobody_has_heard_yet_is_waited_for() -> None:
    crowd = [following(), following()]
    for listener in crowd:
        listener.data_received(FRAMES[0])
    waiting = asyncio.create_task(all_heard(crowd, 2))
    await asyncio.sleep(0)
    assert not waiting.done()
    for listener in crowd:
        listener.data_received(FRAMES[1])
    await waiting
