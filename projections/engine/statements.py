"""What projections say to the database, kept to be said later or together."""

from typing import Any


class Asked(Exception):
    """A projection wants an answer before it goes on."""


class Statements:
    """Stands in for the database and keeps what is said to it; whoever asks something is refused with `Asked`."""

    def __init__(self) -> None:
        self.said: list[tuple[str, list[Any]]] = []

    async def execute(self, statement: str, *args: Any) -> None:
        self.said.append((statement, list(args)))

    async def fetch(self, statement: str, *_: Any) -> None:
        raise Asked(statement)
