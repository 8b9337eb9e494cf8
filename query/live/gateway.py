"""The live side of one process: the one place where its parts are made, started and stopped.

The composition root makes a `Gateway` of what it is `given`; nothing else in this package makes a part that there is
one of. The parts need each other in circles (a hub asks for what it lacks, and is handed it), which is why some are
given a function that finds the other when it is needed.
"""

from __future__ import annotations

import asyncio
from functools import partial
from uuid import UUID, uuid4

from events.live import MARKS
from events.wire import server
from query.judging import judged
from query.live import outgoing
from query.live.admitted import Admitted
from query.live.batcher import Batcher
from query.live.broker import Broker
from query.live.codes import Code
from query.live.connection import Connection
from query.live.counters import Counters
from query.live.form import FORMS, Form
from query.live.given import Options, Source, WriteSide
from query.live.hub import Hub
from query.live.limits import MAX_FRAME_BYTES
from query.live.loop_turn import LoopTurn
from query.live.marks import Marks
from query.live.pages import Pages
from query.live.personal.feed import PersonalFeed
from query.live.recent_frames import RecentFrames
from query.live.refill import Refill, Watch
from query.live.room_states import room_states
from query.live.signals.signals import Signals
from query.live.transport import Transport
from query.live.wheel import HEARTBEAT, Wheel
from runtime.tokens import Claims


class Gateway:
    """Made inside a running loop; `start` it, `drain` it when the process is to end, and `close` it."""

    def __init__(self, source: Source, write_side: WriteSide, options: Options) -> None:
        self.pool, self.epoch = source.pool, source.epoch
        self.verify, self.ended, self.execute = write_side.verify, write_side.ended, write_side.execute
        self.limits = options.limits
        self.turn = LoopTurn(asyncio.get_running_loop())
        # What is read, in few readings for many
        self.pages = Pages(source)
        self.refill = Refill(lambda: self.hub, lambda room_id, seq: self.pages.read(room_id, seq + 1))
        self.recent_frames = RecentFrames(lambda: self.hub, self.pages.read)
        self.judgements = Batcher(partial(judged, self.pool))
        # What is told
        self.hub = Hub(
            self.refill.ask, self.turn.soon, lambda room_id, frame: self.signals.membership_changed(room_id, frame)
        )
        self.turn.before = self.hub.flush
        self.marks = Marks(self.pool, lambda: self.broker)
        self.room_states = Batcher(partial(room_states, self.pool, self.epoch, self.marks.recent))
        self.signals = Signals(self.pool, self.hub, lambda: self.broker, options.presence_max, options.pace)
        self.feed = PersonalFeed(self.pages)
        self.broker = Broker(self.hub.wants, self.hub.receive, self._ephemeral, self.signals.connected)
        self._watch = Watch(self.pool, self.hub, self.refill, lambda: self.broker.carrying)
        self._watch.on_grown = self.feed.wake
        # Who is told
        self.admitted = Admitted(options.limits)
        self.wheel = Wheel(self.hub.older)
        self.quiet_pings = {form: outgoing.frame(server.Ping(heads={}), form) for form in FORMS.values()}
        self.counters = Counters()
        self.draining = asyncio.Event()
        self._leaving = 0
        self._tasks: list[asyncio.Task[None]] = []
        self.ended.on_ended(self._session_ended)

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
        self.admitted.add(connection)
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
        if not self.admitted.signed_in(connection, claims):
            return False
        self.marks.came(connection)
        return True

    def gone(self, connection: Connection) -> None:
        """A connection is over."""
        if connection.personal is not None:
            self.feed.leave(connection.personal)
        self.counters.closes[connection.transport.code] += 1
        self.wheel.remove(connection)
        self.admitted.remove(connection)
        self.signals.went(connection)
        self.marks.went(connection)

    def spread(self, retry: bool) -> tuple[int, int]:
        """When to come back, in milliseconds from … to: the more there are, the wider."""
        return (100, 1000 + 2 * (self._leaving or len(self.wheel.connections))) if retry else (0, 0)

    def _ephemeral(self, subject: str, payload: bytes) -> None:
        hear = self.marks.hear if subject.startswith(MARKS) else self.signals.hear
        hear(subject, payload)

    def _session_ended(self, session_id: UUID) -> None:
        for connection in self.admitted.of_session(session_id):
            connection.goodbye(Code.UNAUTHORIZED, "the session has ended", retry=False)
