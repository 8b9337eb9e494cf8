"""What a reader may wish its consumer to be: one that is pulled from, and only by the reader."""

from typing import Annotated, Literal

import msgspec

from projections.bus.stream import STREAM

Few = Annotated[int, msgspec.Meta(ge=0, le=512)]
Many = Annotated[int, msgspec.Meta(ge=0, le=20_000)]
LONGEST = 16 * 1024  # bytes
REFUSED = "io.nats.jetstream.api.v1.consumer_create_response"


class NotGranted(Exception):
    """The sentence tells the reader what is wrong with its wish."""


class Wish(msgspec.Struct, forbid_unknown_fields=True):
    """The body of JetStream's CONSUMER.CREATE."""

    stream_name: Literal["PARLEY_EVENTS"]
    config: dict[str, object]
    action: Literal["", "create", "update"] = ""
    pedantic: bool = False


class PullConsumer(msgspec.Struct, forbid_unknown_fields=True, omit_defaults=True):
    """JetStream's settings of a consumer, but for those by which the server itself would send messages somewhere."""

    name: str = ""
    durable_name: str = ""
    description: str = ""
    deliver_policy: str = ""
    opt_start_seq: int = 0
    opt_start_time: str = ""
    ack_policy: str = ""
    ack_wait: int = 0
    max_deliver: int = 0
    backoff: list[int] = []
    filter_subject: str = ""
    filter_subjects: list[str] = []
    replay_policy: str = ""
    headers_only: bool = False
    mem_storage: bool = False
    num_replicas: int = 0
    inactive_threshold: int = 0
    max_waiting: Few = 0
    max_ack_pending: Many = 0
    max_batch: int = 0
    max_expires: int = 0
    max_bytes: int = 0
    metadata: dict[str, str] = {}


def granted(name: str, body: bytes) -> bytes:
    """What to ask the server for, in our own words; raises `NotGranted`."""
    if len(body) > LONGEST:
        raise NotGranted(f"A consumer is asked for in at most {LONGEST} bytes.")
    try:
        wish = msgspec.json.decode(body, type=Wish)
        said = {setting: value for setting, value in wish.config.items() if value}  # 0 and "" stand for not said
        consumer = msgspec.convert(said, PullConsumer)
    except msgspec.MsgspecError as wrong:
        raise NotGranted(f"Readers make pull consumers on {STREAM}, and this is none: {wrong}") from None
    if {consumer.name, consumer.durable_name} - {name, ""}:
        raise NotGranted(f"The consumer asked for is called {name}, and in its settings otherwise.")
    wish.config = msgspec.to_builtins(msgspec.structs.replace(consumer, name=name))
    return msgspec.json.encode(wish)


def refusal(code: int, why: str) -> bytes:
    """What the server would answer."""
    error = {"code": code, "err_code": 10003, "description": why}
    return msgspec.json.encode({"type": REFUSED, "error": error})
