"""Between processes: every room's frames from the live bus, handed to the hub.

One subscription for all rooms: a message for a room that nobody follows here costs a look in a table, while one for
each room would cost a task and a queue in this process and a round trip before every follow.
"""

import asyncio
import struct
from collections.abc import Callable
from uuid import UUID

import msgspec
import structlog
from nats.aio.client import Client
from nats.aio.msg import Msg
from nats.aio.subscription import Subscription

from events.live import MARKS, SUBJECT, unpack
from query.live.chunk import LiveFrame
from query.live.framed import carried
from query.live.signals.bus import SUBJECTS
from runtime import nats

log = structlog.get_logger(__name__)


class Broker:
    """`deliver` hears of every frame, in no certain order and perhaps twice; what gets lost it must miss itself.

    `ephemeral` hears, subject and payload, what processes tell each other besides; `connected` that they can.
    """

    def __init__(
        self,
        wanted: Callable[[UUID], bool],
        deliver: Callable[[UUID, LiveFrame], None],
        ephemeral: Callable[[str, bytes], None],
        connected: Callable[[], None],
    ) -> None:
        self._wanted = wanted
        self._deliver = deliver
        self._ephemeral = ephemeral
        self._connected = connected
        self._client: asyncio.Future[Client] = asyncio.get_running_loop().create_future()
        self._subscription: Subscription | None = None

    async def start(self, url: str) -> None:
        """Connect, now or whenever NATS comes."""
        self._client.set_result(await nats.connect(url, name="live", patience=0, on_connected=self._up))

    async def close(self) -> None:
        await nats.close(await self._client)

    @property
    def carrying(self) -> bool:
        """Whether frames can be expected from the bus at all."""
        return self._subscription is not None and self._client.done() and self._client.result().is_connected

    async def _up(self) -> None:
        if self._subscription is None:  # the client itself subscribes again after a reconnect
            client = await self._client
            subscription = await client.subscribe(SUBJECT + "*", cb=self._heard)
            await client.subscribe(SUBJECTS, cb=self._heard_ephemeral)
            await client.subscribe(MARKS + "*", cb=self._heard_ephemeral)
            await client.flush()
            self._subscription = subscription
        self._connected()

    async def publish(self, subject: str, payload: bytes) -> None:
        """Tell other processes what passes: heard by whoever is there, or by nobody."""
        await (await self._client).publish(subject, payload)

    async def _heard(self, message: Msg) -> None:
        try:
            room_id = UUID(message.subject[len(SUBJECT) :])
            if self._wanted(room_id):
                for event in unpack(message.data):
                    self._deliver(room_id, carried(event))
        except (ValueError, struct.error, msgspec.MsgspecError) as error:
            log.warning("live_frame_unreadable", subject=message.subject, error=repr(error))

    async def _heard_ephemeral(self, message: Msg) -> None:
        try:
            self._ephemeral(message.subject, message.data)
        except (ValueError, msgspec.MsgspecError) as error:
            log.warning("signal_unreadable", subject=message.subject, error=repr(error))
