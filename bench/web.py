"""What people feel in a browser: how soon the client is there, what it weighs, and whether it keeps up."""

import asyncio
import os
from collections.abc import AsyncIterator
from pathlib import Path
from subprocess import PIPE
from typing import Annotated

import cyclopts
import msgspec
import uvloop
from cyclopts import Parameter
from msgspec import Struct
from rich.box import SIMPLE
from rich.console import Console
from rich.table import Table

from bench.options import within
from bench.report import Machine, machine
from bench.served import served
from bench.tally import Failed
from tests.support.node import HOME

WEB = Path(__file__).parents[1] / "web"
Messages = Annotated[int, Parameter(validator=within(100, 100_000))]
Size = Annotated[int, Parameter(validator=within(100, 1_000_000))]


class Figure(Struct, frozen=True):
    """One thing that was measured."""

    what: str
    value: float
    unit: str


class Found(Struct, frozen=True):
    """All of them."""

    bench: str
    machine: Machine
    figures: list[Figure]


def web(*, messages: Messages = 10_000, room: Size = 50_000, json: Path | None = None) -> None:
    """Open the web client in a browser, let it fill, scroll it, and count its frames and what its thread does.

    Parameters
    ----------
    messages
        How many come into the room that is open, as fast as they can be sent.
    room
        How many there are in it when it is scrolled.
    json
        Write the figures into this file too.
    """
    found = Found("web", machine(), uvloop.run(_figures(messages, room)))
    table = Table("what", "measured", box=SIMPLE)
    for figure in found.figures:
        table.add_row(figure.what, f"{figure.value:,g} {figure.unit}")
    print(f"web: {found.machine}")
    Console().print(table)
    if json:
        json.parent.mkdir(parents=True, exist_ok=True)
        json.write_bytes(msgspec.json.format(msgspec.json.encode(found), indent=1) + b"\n")


async def _figures(messages: int, room: int) -> list[Figure]:
    async with served() as parley:
        lines = in_a_browser("figures", parley.url, messages, room)
        return [msgspec.json.decode(line, type=Figure) async for line in lines]


async def in_a_browser(script: str, *words: object) -> AsyncIterator[bytes]:
    """The lines that a script of the journeys says, to its good end."""
    environment = os.environ | {"PATH": f"{HOME / 'bin'}{os.pathsep}{os.environ['PATH']}"}
    running = await asyncio.create_subprocess_exec(
        HOME / "bin/node", "--no-warnings", f"journeys/{script}.ts", *map(str, words),
        cwd=WEB, stdin=PIPE, stdout=PIPE, env=environment,
    )  # fmt: skip
    assert running.stdout
    async for line in running.stdout:
        yield line
    if await running.wait():
        raise Failed(f"journeys/{script}.ts ended with {running.returncode}")


if __name__ == "__main__":
    cyclopts.run(web)
