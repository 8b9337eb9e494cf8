"""What every WebSocket client of a bench does: come in, answer pings, and fail loudly when it is turned away."""

import asyncio
from collections.abc import Iterable

from picows import WSListener, WSMsgType, WSTransport, ws_connect

from bench.tally import Failed

READY, HELLO, PING = (b'{"frame":"%b"' % name for name in (b"ready", b"hello", b"ping"))
CONNECT = b'{"frame":"connect","token":"%b"}'
PONG = b'{"frame":"pong"}'
IN_WITHIN = 30.0  # seconds


class Client(WSListener):
    """One connection; `ready` once it is signed in."""

    def __init__(self, token: str) -> None:
        self.ready: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._token = token.encode()

    def on_ws_connected(self, transport: WSTransport) -> None:
        self.transport = transport

    def on_ws_disconnected(self, transport: WSTransport) -> None:
        self.fail("the server hung up")

    def greet(self, payload: bytes) -> None:
        """What is not about messages."""
        if payload.startswith(PING):
            self.say(PONG)
        elif payload.startswith(HELLO):
            self.say(CONNECT % self._token)
        elif payload.startswith(READY):
            self.signed_in()
        else:
            self.fail(payload.decode(errors="replace"))

    def say(self, frame: bytes) -> None:
        self.transport.send(WSMsgType.TEXT, frame)

    def signed_in(self) -> None:
        self.ready.set_result(None)

    def fail(self, why: str) -> None:
        if not self.ready.done():
            self.ready.set_exception(Failed(why))


async def come_in(url: str, clients: Iterable[Client]) -> None:
    """Connect them all and wait until they are ready; raises `Failed`."""
    everybody = list(clients)
    for client in everybody:
        await ws_connect(lambda client=client: client, url.replace("http", "ws") + "/v1/live")
    async with asyncio.timeout(IN_WITHIN):
        await asyncio.gather(*(client.ready for client in everybody))
