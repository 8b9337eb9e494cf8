"""What one process decides with: the log, what it knows of it, and its keys."""

from command.cache import Cache
from command.keys import derive
from events.log.log import Log


class Writer:
    """One for each process. `conflicts` counts the decisions that others overtook."""

    def __init__(self, log: Log, claim_key: bytes) -> None:
        self.log = log
        self.keys = derive(claim_key)
        self.cache = Cache()
        self.conflicts = 0
