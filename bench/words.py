"""What clients send, encoded before it is needed: the client must not be what a bench measures."""

import os
import time
from collections.abc import Iterator

import msgspec

from bench.talk import bodies

CHUNK = 1024
COMMAND = b'{"frame":"command","id":%d,"command_id":"%b","room":"%b","type":"send_message","data":{"body":%b}}'
SEND = b'{"message_id":"%b","body":%b}'


def ids() -> Iterator[bytes]:
    """Fresh ids of version 7 as text; the random half is drawn in bulk."""
    while True:
        drawn = os.urandom(9 * CHUNK).hex()
        now = f"{time.time_ns() // 1_000_000:012x}"
        head = f"{now[:8]}-{now[8:]}-7"
        for at in range(0, len(drawn), 18):
            yield f"{head}{drawn[at : at + 3]}-8{drawn[at + 3 : at + 6]}-{drawn[at + 6 : at + 18]}".encode()


def texts() -> Iterator[bytes]:
    """What is said, as JSON strings."""
    return map(msgspec.json.encode, bodies())
