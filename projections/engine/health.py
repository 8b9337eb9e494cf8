"""How each part of the projections process is doing, for readiness and for operators."""

from enum import StrEnum

from msgspec import Struct, field


class State(StrEnum):
    """What a part is doing."""

    STANDBY = "standby"  # somebody else owns it
    RUNNING = "running"
    WAITING = "waiting"  # Postgres or NATS is away; it goes on by itself
    STOPPED = "stopped"  # only an operator can help


class Part(Struct):
    """One part's state; `trouble` says what went wrong last, until it goes well again."""

    state: State = State.STANDBY
    position: int = 0
    trouble: str | None = None


class Health(Struct):
    """All parts of one process, written by them and read by whoever answers for the process."""

    core: Part = field(default_factory=Part)
    relay: Part = field(default_factory=Part)
    fanout: Part = field(default_factory=Part)
    search: Part = field(default_factory=Part)

    @property
    def healthy(self) -> bool:
        """False once a part has stopped for good."""
        return all(part.state is not State.STOPPED for part in (self.core, self.relay, self.fanout, self.search))
