"""`parley accounts`: what an operator may do about accounts."""

from uuid import UUID

import uvloop
from cyclopts import App

from command.considered import Actor
from command.domain.account import EraseAccount
from command.domain.rejections import NoSuchAccount
from command.erasure.carrying_out import REMAINS, Done, done, erase
from command.handler import Contention
from command.sessions import holder
from command.writer import Writer
from events.ids import uuid7
from events.log.write import LogFull, LogUnavailable
from parley.database import with_database
from parley.importing.opened import opened
from parley.terminal.agreed import agreed
from parley.terminal.explained import explained
from parley.terminal.leaving import leave
from runtime.logs import configure_logs
from runtime.secrets import load
from runtime.settings import Settings

OPERATOR = UUID("00000000-0000-8000-8000-000000000003")  # who acts for an account from a terminal
ID_LENGTH = 36  # a username is shorter
app = App(name="accounts")


@app.command(name="erase")
def erase_(who: str, /, *, yes: bool = False) -> None:
    """Erase an account for good, as its owner can: the keys to all its words and names are destroyed.

    Parameters
    ----------
    who
        Its username, or its account_id; imported accounts have only that.
    yes
        Do not ask first.
    """
    agreed(f"Erase {who} for good?", "parley accounts erase", yes=yes)
    configure_logs("warning", process="accounts")
    with explained():
        try:
            account_id, found = uvloop.run(_erase(Settings(), who))
        except NoSuchAccount as refusal:
            leave(1, str(refusal))
        except (Contention, LogFull, LogUnavailable) as error:
            leave(1, f"Nothing was done: {error.__doc__}")
    print(f"Account {account_id} is erased.")
    print(f"Destroyed {found.keys_destroyed} keys, released {found.names_released} names, ", end="")
    print(f"ended {found.sessions_ended} sessions, left {found.rooms_left} rooms.")
    print("What remains:", *(f"  - {sentence}" for sentence in REMAINS), sep="\n")


async def _erase(settings: Settings, who: str) -> tuple[UUID, Done]:
    async with with_database(settings, create=False) as reached:
        assert reached.database_url
        async with opened(reached.database_url, load(settings.secrets_folder)) as parts:
            account_id = await _account(parts.writer, who)
            await erase(parts.writer, EraseAccount(command_id=uuid7()), Actor(account_id, initiator_id=OPERATOR))
            return account_id, await done(parts.pool, account_id)


async def _account(writer: Writer, who: str) -> UUID:
    try:
        account_id = UUID(who) if len(who) == ID_LENGTH else await holder(writer, who)
    except ValueError:
        raise NoSuchAccount from None
    if account_id is None:
        raise NoSuchAccount
    return account_id
