"""The live side of one process: its hub, its conversations, and what they all need."""

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
from query.live.broker import Broker
from query.live.codes import Code
from query.live.conversation import Wire
from query.live.form import FORMS, Form
from query.live.happened import Happened
from query.live.hub import Hub
from query.live.limits import Limits, Tally
from query.live.pages import Pages
from query.live.personal.news import News
from query.live.reading import Reading
from query.live.recent import Recent
from query.live.refill import Refill, Watch
from query.live.signals.pace import PACE, Pace
from query.live.signals.signals import MAX_MEMBERS, Signals
from query.live.standings import standings
from query.live.talk import Talk
from query.live.together import Together
from query.live.turn import Turn
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
        self.reading = Reading(pool, lambda: self.broker)
        self.turn = Turn(asyncio.get_running_loop())
        self.refill = Refill(lambda: self.hub, lambda room_id, seq: self.pages.read(room_id, seq + 1))
        self.hub = Hub(self.refill.ask, self.turn.soon, lambda room_id, frame: self.signals.moved(room_id, frame))
        self.turn.before = self.hub.flush
        self.recent = Recent(lambda: self.hub, self.pages.read)
        self.judgements = Together(partial(judged, pool))
        self.signals = Signals(pool, self.hub, lambda: self.broker, presence_max, pace)
        self.standings = Together(partial(standings, pool, epoch, self.reading.lately))
        self.broker = Broker(self.hub.wants, self.hub.take, self._passing, self.signals.connected)
        self.quiet_pings = {form: outgoing.frame(server.Ping(heads={}), form) for form in FORMS.values()}
        self.wheel = Wheel(self.hub.older)
        self.limits = limits
        self.accounts, self.addresses = Tally(limits.sockets_per_account), Tally(limits.sockets_per_address)
        self.happened = Happened()
        self.news = News(self.pages)
        self._watch = Watch(pool, self.hub, self.refill, lambda: self.broker.carrying)
        self._watch.told = self.news.wake
        self.draining = asyncio.Event()
        self._leaving = 0
        self._sessions: dict[UUID, set[Talk]] = {}
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
                self.reading.run(),
                self.signals.run(),
                self.news.run(),
            )
        ]

    def drain(self) -> None:
        """Let nobody in any more: what has begun is answered, and everybody told when to come back."""
        self._leaving = len(self.wheel.talks)
        self.draining.set()
        for talk in self.wheel.talks:
            talk.shutdown()

    async def close(self) -> None:
        """Say goodbye to whoever is still there, then stop."""
        for talk in self.wheel.talks:
            talk.restarting()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self.signals.close()
        for reading in (self.refill, self.recent, self.judgements, self.standings):
            await reading.close()
        await self.broker.close()

    def converse(self, socket: Wire, address: str = "") -> Talk:
        """Begin a conversation with somebody at an address."""
        talk = Talk(self, socket, address)
        self.addresses.enter(address)
        self.wheel.add(talk)
        if self.draining.is_set():  # its handshake was under way
            talk.restarting()
        return talk

    def hello(self, form: Form) -> bytes:
        """The first frame of a conversation."""
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

    def signed_in(self, talk: Talk, claims: Claims) -> bool:
        """A conversation has shown whose it is, or renewed it; False where that is one too many."""
        if talk.claims is None:
            if self.accounts.full(claims.account_id):
                return False
            self.accounts.enter(claims.account_id)
        self._leave_session(talk)
        talk.claims = claims
        self._sessions.setdefault(claims.session_id, set()).add(talk)
        self.reading.came(talk)
        return True

    def gone(self, talk: Talk) -> None:
        """A conversation is over."""
        if talk.personal is not None:
            self.news.leave(talk.personal)
        self.happened.closes[talk.socket.code] += 1
        self.wheel.remove(talk)
        self._leave_session(talk)
        self.addresses.leave(talk.address)
        if talk.claims is not None:
            self.accounts.leave(talk.claims.account_id)
        self.signals.went(talk)
        self.reading.went(talk)

    def spread(self, retry: bool) -> tuple[int, int]:
        """When to come back, in milliseconds from … to: the more there are, the wider."""
        return (100, 1000 + 2 * (self._leaving or len(self.wheel.talks))) if retry else (0, 0)

    def _passing(self, subject: str, payload: bytes) -> None:
        hear = self.reading.hear if subject.startswith(MARKS) else self.signals.hear
        hear(subject, payload)

    def _leave_session(self, talk: Talk) -> None:
        if talk.claims is not None:
            talks = self._sessions.get(talk.claims.session_id, set())
            talks.discard(talk)
            if not talks:
                self._sessions.pop(talk.claims.session_id, None)

    def _session_ended(self, session_id: UUID) -> None:
        for talk in list(self._sessions.get(session_id, ())):
            talk.goodbye(Code.UNAUTHORIZED, "the session has ended", retry=False)
