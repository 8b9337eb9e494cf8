"""Every id an import makes follows from what is imported, so that a repeated import says the same commands again."""

import hmac
import os
from uuid import UUID

from events.ids import uuid8


class Ids:
    """The ids of one import: its room's, and those of what each line of each file makes."""

    def __init__(self, claim_key: bytes, import_name: str) -> None:
        self._key = hmac.digest(claim_key, b"import\x00" + import_name.encode(), "sha256")
        self.room_id = self.of("", 0, "room")

    def of(self, file: str, line: int, what: str) -> UUID:
        """UUIDv8(HMAC-SHA256(the import's key, file ‖ 0x00 ‖ line ‖ 0x00 ‖ what))."""
        return uuid8(hmac.digest(self._key, b"\x00".join((os.fsencode(file), b"%d" % line, what.encode())), "sha256"))
