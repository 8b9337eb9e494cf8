"""The limit of sending: a server that commits what it is told in groups, answers, and passes it on; nothing else."""

import asyncio
from collections.abc import Sequence

import asyncpg
from picows import WSFrame, WSListener, WSMsgType, WSTransport, ws_create_server

from bench.worker import Pipe
from query.live.outgoing import text

TABLE = "create table if not exists bare_messages (n bigint generated always as identity primary key, frame text)"
INSERT = "insert into bare_messages (frame) select * from unnest($1::text[])"
HELLO, READY, FOLLOWED = (b'{"frame":"%b"}' % name for name in (b"hello", b"ready", b"followed"))
COMMAND, CONNECT = b'{"frame":"command"', b'{"frame":"connect"'
ID = b'"id":'
ACCEPTED, EVENT = b'{"frame":"accepted","id":%b}', b'{"frame":"event","seq":%d,"of":%b}'

Waiting = tuple[WSTransport, bytes]


async def bare_server(pipe: Pipe, database_url: str) -> None:
    """Serve on a free port, which is said first."""
    db = await asyncpg.connect(database_url, server_settings={"application_name": "bare server"})
    await db.execute(TABLE)
    house = House()
    server = await ws_create_server(lambda request: Guest(house), "127.0.0.1", 0)
    pipe.say(f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}")
    while True:
        group = await house.next_group()
        await db.execute(INSERT, [payload.decode() for _, payload in group])
        house.tell(group)


class House:
    """What waits to be committed, and who hears of it."""

    def __init__(self) -> None:
        self.followers: set[WSTransport] = set()
        self._waiting: list[Waiting] = []
        self._wake = asyncio.Event()
        self._told = 0

    def take(self, transport: WSTransport, payload: bytes) -> None:
        self._waiting.append((transport, payload))
        self._wake.set()

    async def next_group(self) -> Sequence[Waiting]:
        await self._wake.wait()
        self._wake.clear()
        group, self._waiting = self._waiting, []
        return group

    def tell(self, group: Sequence[Waiting]) -> None:
        for transport, payload in group:
            number = payload.index(ID) + len(ID)
            transport.send(WSMsgType.TEXT, ACCEPTED % payload[number : payload.index(b",", number)])
        told = b"".join(text(EVENT % (number, payload)) for number, (_, payload) in enumerate(group, self._told + 1))
        self._told += len(group)
        for follower in self.followers:
            follower.underlying_transport.write(told)


class Guest(WSListener):
    """One connection; speaks as much of the live protocol as a client of ours waits for."""

    def __init__(self, house: House) -> None:
        self._house = house

    def on_ws_connected(self, transport: WSTransport) -> None:
        transport.send(WSMsgType.TEXT, HELLO)

    def on_ws_frame(self, transport: WSTransport, frame: WSFrame) -> None:
        payload = frame.get_payload_as_bytes()
        if payload.startswith(COMMAND):
            self._house.take(transport, payload)
        elif payload.startswith(CONNECT):
            transport.send(WSMsgType.TEXT, READY)
        else:
            self._house.followers.add(transport)
            transport.send(WSMsgType.TEXT, FOLLOWED)

    def on_ws_disconnected(self, transport: WSTransport) -> None:
        self._house.followers.discard(transport)
