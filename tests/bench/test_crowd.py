"""A crowd counts what it heard of a room, however the network cuts it."""

import asyncio

from bench.crowd import Listener
from bench.line import Line
from bench.ws_client import HELLO, READY
from bench.ws_subscribers import FOLLOWED

EVENT = b'\x81\x7e\x00\x80{"frame":"event","seq":4,"data":{"body":"\xc5\x81"}}'
PINGS = (
    b'\x81\x1b{"frame":"ping","heads":{}}',
    b'\x81\x43{"frame":"ping","heads":{"5b0c1de4-3a52-8b5e-a1f7-90c4fb3a4d21":4713}}',
)


class Deaf(asyncio.Transport):
    """Hears nothing of what is said to it."""

    def write(self, data: bytes | bytearray | memoryview) -> None:
        pass


async def test_a_ping_is_not_counted_wherever_it_is_cut() -> None:
    for ping in PINGS:
        said = EVENT + ping + EVENT
        for cut in range(len(said) + 1):
            listener = Listener(Line("token", "room"), "127.0.0.1", deflate=False)
            listener.connection_made(Deaf())
            for early in (HELLO, READY, FOLLOWED):
                listener.data_received(early)
            listener.begin(keep=True)
            listener.data_received(said[:cut])
            listener.data_received(said[cut:])
            assert bytes(listener.kept) == EVENT + EVENT, said[:cut]
