"""`parley messages`: what an operator may do about single messages."""

import asyncio
import time
from uuid import UUID

import uvloop
from cyclopts import App

from command.domain.rejections import NoSuchMessage
from command.erasure.words import MessageAt, erase, finish, unreadable
from command.handler import Contention
from events.log.progress import Progress
from events.log.write import LogFull, LogUnavailable
from events.shredding import SETTLES
from parley.audit.refusals import Unanswerable
from parley.audit.selection import room_of
from parley.commands.accounts import OPERATOR
from parley.database import with_database
from parley.importing.opened import Opened, opened
from parley.terminal.agreed import agreed
from parley.terminal.bar import bar
from parley.terminal.explained import explained
from parley.terminal.leaving import leave
from runtime.logs import configure_logs
from runtime.secrets import load
from runtime.settings import Settings

# What no erasure reaches; docs/erasure.md has it in full.
REMAINS = """\
What remains:
  - Events that say who wrote it, when and in which room: its words open for nobody.
  - What others wrote: words of it that they quoted.
  - Until they are overwritten: old pages and the write-ahead log of the database, and backups made before."""
LOOK_EVERY = 1.0  # seconds
app = App(name="messages")


@app.command(name="erase")
def erase_(room: str, message: str, /, *, yes: bool = False) -> None:
    """Erase what one message says for good, with all that it said before it was edited or deleted.

    It is redacted for everybody at once. Its key is destroyed when no process can be using it any more: that takes two
    minutes, and a running Parley does it if this command is stopped meanwhile.

    Parameters
    ----------
    room
        The room's id, or its name.
    message
        The message's id.
    yes
        Do not ask first.
    """
    agreed(f"Erase message {message} for good?", "parley messages erase", yes=yes)
    configure_logs("warning", process="messages")
    with explained():
        try:
            with bar("Waiting until nobody uses its key", "seconds") as progress:
                erased, events = uvloop.run(_erase(Settings(), room, message, progress))
        except Unanswerable as wrong:
            leave(2, str(wrong))
        except NoSuchMessage as refusal:
            leave(1, str(refusal))
        except (Contention, LogFull, LogUnavailable) as error:
            leave(1, f"Nothing was done: {error.__doc__}")
        except KeyboardInterrupt:
            leave(130, "Stopped. If it is redacted already, a running Parley destroys its key; or begin again.")
    times = "once" if events == 1 else f"{events} times, edits included"
    print(f"Message {erased} is erased: redacted for everybody, and unreadable in the log, which has it {times}.")
    print(REMAINS)


async def _erase(settings: Settings, room: str, message: str, progress: Progress) -> tuple[UUID, int]:
    """Which message it was, and how many events hold what it said."""
    async with with_database(settings, create=False) as reached:
        assert reached.database_url
        async with opened(reached.database_url, load(settings.secrets_folder)) as parts:
            erased = MessageAt(await room_of(parts.pool, room), _id(message))
            await erase(parts.writer, erased, OPERATOR)
            await _finished(parts, erased, progress)
            return erased.message_id, await unreadable(parts.pool, erased)


async def _finished(parts: Opened, message: MessageAt, progress: Progress) -> None:
    began = time.monotonic()
    while not await finish(parts.pool, parts.keyring, message):
        progress(min(round(time.monotonic() - began), round(SETTLES)), round(SETTLES))
        await asyncio.sleep(LOOK_EVERY)


def _id(message: str) -> UUID:
    try:
        return UUID(message)
    except ValueError:
        raise Unanswerable(f"{message!r} is no id of a message.") from None
