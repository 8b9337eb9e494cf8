"""The live side of one process: its hub, its connections, and what they all need."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from functools import partial
from typing import Protocol
from uuid import UUID, uuid4

from events.keyring import Keyring
from events.live import MARKS
from events.wire import client, server
from query.judging import judged
from query.live import outgoing
from query.live.batcher import Batcher
from query.live.broker import Broker
from query.live.codes import Code
from query.live.connection import Connection
from query.live.counters import Counters
from query.live.form import FORMS, Form
from query.live.hub import Hub
from query.live.limits import Limits, Tally
from query.live.loop_turn import LoopTurn
from query.live.marks import Marks
from query.live.pages import Pages
from query.live.personal.feed import PersonalFeed
from query.live.recent_frames import RecentFrames
from query.live.refill import Refill, Watch
from query.live.room_states import room_states
from query.live.signals.pace import PACE, Pace
from query.live.signals.signals import MAX_MEMBERS, Signals
from query.live.transport import Transport
from query.live.wheel import HEARTBEAT, Wheel
from runtime.postgres import Pool
from runtime.tokens import Claims

MAX_FRAME_BYTES = 256 * 1024

Verify = Callable[[str], Claims]
Execute = Callable[[Claims, client.CommandFrame], Awaitable[server.Accepted | server.Rejected]]


class Ended(Protocol):
    """The sessions that have ended, as `events.log.ended` keeps them; not `ready` while the log cannot be seen."""

    @property
    def ready(self) -> bool: ...

    def is_ended(self, session_id: UUID) -> bool: ...

    def on_ended(self, callback: Callable[[UUID], None]) -> None: ...


class Gateway:
    """Made inside a running loop by the composition root; `verify` raises `BadToken`, `execute` answers commands."""

    def __init__(
        self,
        pool: Pool,
        keyring: Keyring,
        epoch: str,
        verify: Verify,
        ended: Ended,
        execute: Execute,
        presence_max: int = MAX_MEMBERS,
        pace: Pace = PACE,
        limits: Limits = Limits(),  # noqa: B008 (frozen)
    ) -> None:
        self.pool, self.keyring, self.epoch = pool, keyring, epoch
        self.verify, self.ended, self.execute = verify, ended, execute
        self.pages = Pages(pool, keyring, epoch)
        self.marks = Marks(pool, lambda: self.broker)
        self.turn = LoopTurn(asyncio.get_running_loop())
        self.refill = Refill(lambda: self.hub, lambda room_id, seq: self.pages.read(room_id, seq + 1))
        self.hub = Hub(
            self.refill.ask, self.turn.soon, lambda room_id, frame: self.signals.membership_changed(room_id, frame)
        )
        self.turn.before = self.hub.flush
        self.recent_frames = RecentFrames(lambda: self.hub, self.pages.read)
        self.judgements = Batcher(partial(judged, pool))
        self.signals = Signals(pool, self.hub, lambda: self.broker, presence_max, pace)
        self.room_states = Batcher(partial(room_states, pool, epoch, self.marks.recent))
        self.broker = Broker(self.hub.wants, self.hub.receive, self._ephemeral, self.signals.connected)
        self.quiet_pings = {form: outgoing.frame(server.Ping(heads={}), form) for form in FORMS.values()}
        self.wheel = Wheel(self.hub.older)
        self.limits = limits
        self.accounts, self.addresses = Tally(limits.sockets_per_account), Tally(limits.sockets_per_address)
        self.counters = Counters()
        self.feed = PersonalFeed(self.pages)
        self._watch = Watch(pool, self.hub, self.refill, lambda: self.broker.carrying)
        self._watch.on_grown = self.feed.wake
        self.draining = asyncio.Event()
        self._leaving = 0
        self._sessions: dict[UUID, set[Connection]] = {}
        self._tasks: list[asyncio.Task[None]] = []
        ended.on_ended(self._session_ended)

    async def start(self, nats_live_url: str) -> None:
        """Connect to the bus and set the wheel turning."""
        await self.broker.start(nats_live_url)
        self._tasks = [
            asyncio.create_task(running)
            for running in (
                self._watch.run(),
                self.wheel.run(),
                self.marks.run(),
                self.signals.run(),
                self.feed.run(),
            )
        ]

    def drain(self) -> None:
        """Let nobody in any more: what has begun is answered, and everybody told when to come back."""
        self._leaving = len(self.wheel.connections)
        self.draining.set()
        for connection in self.wheel.connections:
            connection.shutdown()

    async def close(self) -> None:
        """Say goodbye to whoever is still there, then stop."""
        for connection in self.wheel.connections:
            connection.restarting()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self.signals.close()
        for reading in (self.refill, self.recent_frames, self.judgements, self.room_states):
            await reading.close()
        await self.broker.close()

    def connect(self, transport: Transport, address: str = "") -> Connection:
        """Begin a connection with somebody at an address."""
        connection = Connection(self, transport, address)
        self.addresses.enter(address)
        self.wheel.add(connection)
        if self.draining.is_set():  # its handshake was under way
            connection.restarting()
        return connection

    def hello(self, form: Form) -> bytes:
        """The first frame of a connection."""
        return outgoing.frame(
            server.Hello(
                protocol=form.protocol,
                session=str(uuid4()),
                heartbeat_ms=HEARTBEAT * 1000,
                epoch=self.epoch,
                max_frame_bytes=MAX_FRAME_BYTES,
            ),
            form,
        )

    def signed_in(self, connection: Connection, claims: Claims) -> bool:
        """A connection has shown whose it is, or renewed it; False where that is one too many."""
        if connection.claims is None:
            if self.accounts.full(claims.account_id):
                return False
            self.accounts.enter(claims.account_id)
        self._leave_session(connection)
        connection.claims = claims
        self._sessions.setdefault(claims.session_id, set()).add(connection)
        self.marks.came(connection)
        return True

    def gone(self, connection: Connection) -> None:
        """A connection is over."""
        if connection.personal is not None:
            self.feed.leave(connection.personal)
        self.counters.closes[connection.transport.code] += 1
        self.wheel.remove(connection)
        self._leave_session(connection)
        self.addresses.leave(connection.address)
        if connection.claims is not None:
            self.accounts.leave(connection.claims.account_id)
        self.signals.went(connection)
        self.marks.went(connection)

    def spread(self, retry: bool) -> tuple[int, int]:
        """When to come back, in milliseconds from … to: the more there are, the wider."""
        return (100, 1000 + 2 * (self._leaving or len(self.wheel.connections))) if retry else (0, 0)

    def _ephemeral(self, subject: str, payload: bytes) -> None:
        hear = self.marks.hear if subject.startswith(MARKS) else self.signals.hear
        hear(subject, payload)

    def _leave_session(self, connection: Connection) -> None:
        if connection.claims is not None:
            connections = self._sessions.get(connection.claims.session_id, set())
            connections.discard(connection)
            if not connections:
                self._sessions.pop(connection.claims.session_id, None)

    def _session_ended(self, session_id: UUID) -> None:
        for connection in list(self._sessions.get(session_id, ())):
            connection.goodbye(Code.UNAUTHORIZED, "the session has ended", retry=False)
