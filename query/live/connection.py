"""One client's connection: what it says, in its order, and what is answered."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING
from uuid import UUID

from events.wire import client, server
from events.wire.frame import Frame
from query.live import outgoing, requests
from query.live.attempts import attempt, execute
from query.live.codes import Code
from query.live.decoding import NotUnderstood, decoded
from query.live.in_flight import InFlight
from query.live.personal.beginning import FollowPersonal
from query.live.request_queue import Request, RequestQueue
from query.live.signing_in import shown, signed_in
from query.live.subscription import Subscription
from runtime.problems import Problem, problem
from runtime.rates import Allowance
from runtime.tokens import Claims

if TYPE_CHECKING:
    from query.live.gateway import Gateway
    from query.live.personal.stream import PersonalStream
    from query.live.transport import Transport

NOT_FOLLOWING = problem("not_following", 403, "Only members of a room who follow it may say that they are typing.")


class Connection:
    """Frames that read something take their turn, one after the other; commands run beside each other."""

    __slots__ = (
        "_allowance",
        "_commands",
        "_holds",
        "_requests",
        "active",
        "address",
        "claims",
        "gateway",
        "heard",
        "personal",
        "since",
        "subscriptions",
        "transport",
    )

    def __init__(self, gateway: Gateway, transport: Transport, address: str = "") -> None:
        self.gateway = gateway
        self.transport = transport
        self.address = address
        self.claims: Claims | None = None
        self.active: bool | None = None  # whether somebody is at it; None while it does not count
        self.subscriptions: dict[UUID, Subscription] = {}
        self.personal: PersonalStream | None = None  # what it is told besides, once that is live
        self.heard = True
        self.since = time.monotonic()
        self._requests = RequestQueue(self.hold_back, self._serve)
        self._holds = 0  # how many want nothing more read from the client
        self._commands: InFlight | None = None
        self._allowance = Allowance(gateway.limits.frames, self.since) if gateway.limits.frames else None
        transport.answer(gateway.hello(transport.form))

    # What the socket tells

    def message(self, message: bytes) -> None:
        self.alive()
        if self.transport.closing:
            return
        try:
            frame = decoded(message, self.transport.form.packed)
        except NotUnderstood as why:
            self._misunderstood(why)
            return
        if self.claims is None and not isinstance(frame, client.Connect):
            self.goodbye(Code.BAD_FRAME, "connect first", retry=False)
            return
        match frame:
            case client.Connect():
                if signed_in(self, frame):
                    self._requests.put(frame, len(message))
            case client.CommandFrame():
                self._commands = self._commands or InFlight(self.hold_back)
                self._commands.run(execute(self, frame))
                if self.active is False:
                    self.gateway.signals.used(self, active=True)
            case client.SignalFrame():
                self._signalled(frame)
            case client.Follow() | client.Unfollow():
                self._requests.put(frame, len(message))
            case client.Pong():
                pass

    def ask(self, claims: Claims, frame: client.Follow | FollowPersonal) -> None:
        """Of a client that says nothing more than the request that it came with, which has shown whose it is."""
        if shown(self, claims):
            self._requests.put(frame, 0)

    def alive(self) -> None:
        self.heard = True
        if self._allowance is not None and not self._allowance.take():
            self.gateway.counters.floods += not self.transport.closing
            self.goodbye(Code.TOO_MANY, "too many frames", retry=True)

    def lost(self) -> None:
        self._let_go()
        self.gateway.gone(self)

    def shutdown(self) -> None:
        if self._commands is None:
            self.restarting()
        else:
            self._commands.finish(self.restarting)

    def restarting(self) -> None:
        """End now, whatever has not been answered."""
        self.goodbye(Code.RESTARTING, "the server restarts", retry=True)

    # What the hub tells

    def follow_ended(self, room_id: UUID, seq: int, reason: str) -> None:
        self.subscriptions.pop(room_id, None)
        self.say(server.Ended(room=room_id, seq=seq, reason=reason))

    def follow_lags(self, room_id: UUID) -> None:
        subscription = self.subscriptions.pop(room_id, None)
        if subscription is not None:
            head = self.gateway.hub.rooms[room_id].last or 0
            self.gateway.hub.leave(room_id, subscription)
            self.gateway.counters.lagging += 1
            self.say(server.Lagging(room=room_id, head=head, reason="slow_reader"))

    # What is said

    def say(self, frame: Frame) -> None:
        self.transport.answer(outgoing.frame(frame, self.transport.form))

    def reject(self, found: Problem, frame_id: str | int | None, room_id: UUID | None = None) -> None:
        self.say(server.Rejected(problem=found.document(), room=room_id, id=frame_id))

    def goodbye(self, code: Code, reason: str, *, retry: bool) -> None:
        """The last frame: why it ends, and when to come back so that not all do at once."""
        if not self.transport.closing:
            self.say(server.Goodbye(code=code, reason=reason, retry=retry, after_ms=self.gateway.spread(retry)))
            self.transport.close(code, reason)
            self._let_go()

    def beat(self) -> None:
        """One heartbeat: who has not answered the last one is gone; the others learn which heads moved."""
        if self.claims is None:
            return  # who answered it before `connect` would be out of turn, and who says nothing has its own deadline
        if not self.heard and not self._holds:
            self.goodbye(Code.TOO_SLOW, "no answer to a ping", retry=True)
            return
        self.heard = False
        heads: dict[str, int] = {}
        for room_id, subscription in self.subscriptions.items():
            head = self.gateway.hub.rooms[room_id].last or 0
            if head > subscription.pinged:
                subscription.pinged = heads[str(room_id)] = head
        if heads:
            self.say(server.Ping(heads=heads))
        else:
            self.transport.answer(self.gateway.quiet_pings[self.transport.form])

    # What is done

    def hold_back(self, hold: bool) -> None:
        """Read nothing more from the client until nobody wants that any more."""
        self._holds += 1 if hold else -1
        if self._holds == hold:  # the first, or the last to let go
            self.transport.hold_back(hold)
            self.heard = True  # what it has said meanwhile waits in the network

    async def _serve(self, frame: Request) -> None:
        if not self.transport.closing:
            await attempt(self, frame, requests.serve(self, frame))

    def _misunderstood(self, why: NotUnderstood) -> None:
        if self.claims is None:
            self.goodbye(Code.BAD_FRAME, "not a connect frame", retry=False)
        else:
            self.reject(why.problem, why.frame_id)

    def _signalled(self, frame: client.SignalFrame) -> None:
        signals = self.gateway.signals
        signals.used(self, active=frame.type != "idle")
        if frame.type == "idle":
            signals.stopped(self, frame.room)
        elif frame.type == "typing" and not (frame.room in self.subscriptions and signals.typing(self, frame.room)):
            self.reject(NOT_FOLLOWING, frame.id, frame.room)

    def _let_go(self) -> None:
        self._requests.clear()
        for room_id, subscription in self.subscriptions.items():
            self.gateway.hub.leave(room_id, subscription)
            self.gateway.marks.left(subscription.account_id, room_id)
        self.subscriptions.clear()
