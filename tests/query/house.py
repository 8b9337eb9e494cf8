"""One process of the read side on a test's own database: projections, gateway and HTTP, as they run in earnest."""

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any
from uuid import UUID, uuid4

import asyncpg
import httpx
import msgspec
import uvicorn
from litestar import Litestar, Request
from litestar.di import Provide

from command.auth import authenticate, bearer
from command.problems import HANDLERS as REJECTIONS
from events.account import AccountRegistered
from events.cursor import Position
from events.log.ended import EndedSessions
from events.room import History, MemberAdded, MemberJoined, MessageSent, Role, RoomCreated, Visibility
from events.wire.client import CommandFrame
from events.wire.server import Accepted, Rejected
from projections import core, fanout
from projections.engine.duty import keep
from projections.engine.health import Part
from projections.engine.runner import Runner
from projections.engine.wakeups import Wakeups
from projections.search import search
from query.live.gateway import Gateway
from query.live.given import Options, Source, WriteSide
from query.live.protocol import LiveProtocol
from query.live.sse.line import HttpProtocol
from query.routes import routes
from query.search.turns import Searches
from runtime import nats
from runtime.postgres import Connection
from runtime.problems import HANDLERS
from runtime.settings import Settings
from runtime.tokens import Claims, Tokens
from tests.query.client import Client
from tests.support.keys import SECRETS
from tests.support.logs import OpenLog
from tests.support.patience import PATIENCE

PAGE_ORIGIN = "https://chat.example.org"
PUBLIC = (Visibility.PUBLIC, History.ALL)  # the kind of room that everybody may read all of
SEARCHES = 3  # at once, of eight connections of which the projections keep some


class House:
    """Say things in the log, then ask for them as somebody."""

    def __init__(self, kept: OpenLog, epoch: str, gateway: Gateway, url: str, part: Part) -> None:
        self.kept = kept
        self.epoch = epoch
        self.gateway = gateway
        self.url = url
        self.core = part
        self.tokens = Tokens(SECRETS.signing_keys, "parley")

    async def person(self, name: str) -> UUID:
        """Somebody with an account."""
        account = uuid4()
        await self.kept.accepted(account, AccountRegistered(username=name, display_name=name.title()), actor=account)
        return account

    async def room(self, owner: UUID, *members: UUID, kind: tuple[Visibility, History]) -> UUID:
        """A room; seq 1 opens it, seq 2 is its owner's coming, and so on."""
        room = uuid4()
        created = RoomCreated(name="Room", visibility=kind[0], history=kind[1])
        await self.kept.accepted(room, created, MemberJoined(account_id=owner, role=Role.OWNER), actor=owner)
        for member in members:
            await self.kept.accepted(room, MemberAdded(account_id=member, role=Role.MEMBER), actor=owner)
        return room

    def token(self, account: UUID, session: UUID | None = None) -> str:
        return self.tokens.issue(account, session or uuid4())

    async def position(self) -> str:
        """Where the log stands."""
        return str(Position(self.epoch, (await self.kept.log.head()).position))

    async def get(self, who: UUID, path: str, **query: Any) -> httpx.Response:
        """Ask as somebody, for a state with everything said so far unless `min_position` says otherwise."""
        query.setdefault("min_position", await self.position())
        wanted = {name: value for name, value in query.items() if value is not None}
        async with httpx.AsyncClient(base_url=self.url, timeout=PATIENCE) as client:
            headers = {"Authorization": f"Bearer {self.token(who)}"}
            return await client.get(path, params=wanted, headers=headers)

    @asynccontextmanager
    async def connected(self, who: UUID, **connect: Any) -> AsyncIterator[Client]:
        """A live connection that has said who it is."""
        async with Client.open(self.url) as client:
            await client.say("connect", token=self.token(who), **connect)
            await client.heard("ready")
            yield client


async def execute(kept: OpenLog, epoch: str, claims: Claims, frame: CommandFrame) -> Accepted | Rejected:
    """Commands as a gateway takes them: what is said is appended."""
    said = MessageSent(message_id=frame.command_id, body=frame.data["body"])
    outcome = await kept.write(frame.room, said, actor=claims.account_id, command_id=frame.command_id)
    position = str(Position(epoch, outcome.position))
    return Accepted(position=position, seq=outcome.version, duplicate=outcome.verdict == 1, id=frame.id)


@asynccontextmanager
async def house(
    kept: OpenLog, database_url: str, live_url: str, fanout_url: str | None = "", ws: Any = LiveProtocol, **live: Any
) -> AsyncIterator[House]:
    """Everything running on one database and one bus; `fanout_url` where the fan-out has another, None for none."""
    epoch = (await kept.log.head()).epoch
    tokens, ended = Tokens(SECRETS.signing_keys, "parley"), EndedSessions(kept.pool)

    async def run(claims: Claims, frame: CommandFrame) -> Accepted | Rejected:
        return await execute(kept, epoch, claims, frame)

    gateway = Gateway(Source(kept.pool, kept.keyring, epoch), WriteSide(tokens.verify, ended, run), Options(**live))
    await gateway.start(live_url)
    following_ends = asyncio.create_task(ended.follow())
    async with (
        projecting(kept, database_url, live_url if fanout_url == "" else fanout_url) as part,
        serving(make_app(kept, epoch, gateway, ended), ws) as url,
    ):
        try:
            yield House(kept, epoch, gateway, url, part)
        finally:
            await gateway.close()
            following_ends.cancel()
            await asyncio.wait({following_ends})


def make_app(kept: OpenLog, epoch: str, gateway: Gateway, ended: EndedSessions) -> Litestar:
    """The read routes with what they ask their composition root for."""
    tokens = Tokens(SECRETS.signing_keys, "parley")
    settings = Settings(allowed_origins=(PAGE_ORIGIN,), _env_file=None)  # type: ignore[call-arg]

    def principal(request: Request[Any, Any, Any]) -> Claims:
        return authenticate(tokens, ended, bearer(request))

    given = {"pool": kept.pool, "keyring": kept.keyring, "epoch": epoch, "gateway": gateway, "settings": settings}
    given["searches"] = Searches(SEARCHES)
    return Litestar(
        route_handlers=list(routes),
        dependencies={
            "principal": Provide(principal, sync_to_thread=False),
            **{name: Provide(_giving(value), sync_to_thread=False) for name, value in given.items()},
        },
        exception_handlers={**HANDLERS, **REJECTIONS},
        logging_config=None,
    )


def _giving(value: Any) -> Any:
    def give() -> Any:
        return value

    return give


@asynccontextmanager
async def projecting(kept: OpenLog, database_url: str, live_url: str | None) -> AsyncIterator[Part]:
    """Core, search and, where there is a bus, fan-out, as the projections process has them."""

    async def connect() -> Connection:
        return await asyncpg.connect(database_url, server_settings={"role": "parley_app"})

    wakeups, wishes, part = Wakeups(), Wakeups(), Part()
    bus = await nats.connect(live_url or "nats://127.0.0.1:1", name="fanout", patience=2.0 if live_url else 0)
    epoch = (await kept.log.head()).epoch
    live = fanout.FanOut(kept.pool, kept.keyring, bus, epoch, wakeups, Part())
    runner = Runner(core.core(), kept.pool, kept.keyring, wakeups, part, live.committed)
    tasks = [
        asyncio.create_task(wakeups.listen(connect, {search.CHANNEL: wishes})),
        asyncio.create_task(keep(core.NAME, connect, runner.work, part)),
        asyncio.create_task(keep(fanout.NAME, connect, live.work, Part())),
        asyncio.create_task(keep(search.NAME, connect, search.Search(kept.pool, wishes, Part()).work, Part())),
    ]
    try:
        yield part
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.wait(tasks)
        await nats.close(bus)


@asynccontextmanager
async def serving(app: Any, ws: Any, http: Any = HttpProtocol) -> AsyncIterator[str]:
    """The application on a port of its own; its address."""
    listening = socket.create_server(("127.0.0.1", 0))
    config = uvicorn.Config(app, ws=ws, http=http, log_config=None, lifespan="off", timeout_graceful_shutdown=3)
    server = uvicorn.Server(config)
    running = asyncio.create_task(server.serve([listening]))
    while not server.started:
        await asyncio.sleep(0)
    try:
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    finally:
        server.should_exit = True
        await running


def frames_of(response: httpx.Response) -> list[dict[str, Any]]:
    """The events in an answer."""
    assert response.status_code == 200, response.text
    found: list[dict[str, Any]] = msgspec.json.decode(response.content)["events"]
    return found
