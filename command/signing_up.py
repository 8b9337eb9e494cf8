"""Making an account, and changing its password: the log says which of the stored hashes holds."""

from msgspec.structs import replace

from command import credentials
from command.access import Access
from command.accounts import account_of, read
from command.considered import Actor
from command.domain.account import ChangePassword, RegisterAccount
from command.domain.rejections import WrongPassword
from command.handler import Accepted, CommandIdReused, handle
from command.keys import fingerprint
from command.passwords import usable
from events.log.write import Verdict


async def register(access: Access, command: RegisterAccount, actor: Actor, password: str) -> Accepted:
    """Make an account; a repeat finishes what a crash cut off, and never sets another password."""
    usable(password)
    accepted = await handle(access.writer, command, actor)
    # A fingerprint of the password would be kept for ever; so the stored hash tells whether a repeat has another one.
    if not await credentials.add(access.pool, access.passwords, actor.account_id, command.command_id, password):
        raise CommandIdReused
    return accepted


async def change_password(access: Access, command: ChangePassword, actor: Actor, current: str, new: str) -> Accepted:
    """Change a password and end the account's other sessions; raises `WrongPassword`."""
    usable(new)
    account_id, command_id = actor.account_id, command.command_id
    held = account_of(await read(access.writer, account_id)).password
    if not await credentials.check(access.pool, access.passwords, account_id, held, current):
        return await _changed_before(access, command, actor, new)
    # Stored before the event makes it hold: a crash between the two can neither lose it nor leave the old one valid.
    if not await credentials.add(access.pool, access.passwords, account_id, command_id, new):
        raise CommandIdReused
    accepted = await handle(access.writer, replace(command, password=held), actor)
    if held and not accepted.duplicate:
        await credentials.forget(access.pool, account_id, held)
    return accepted


async def _changed_before(access: Access, command: ChangePassword, actor: Actor, new: str) -> Accepted:
    """A repeat comes with a password that was the current one; its result is the first one's."""
    known = await access.writer.log.known(
        actor.account_id, command.command_id, fingerprint(access.writer.keys, command)
    )
    if known is None or known.verdict is not Verdict.DUPLICATE:
        raise WrongPassword
    if not await credentials.check(access.pool, access.passwords, actor.account_id, command.command_id, new):
        raise WrongPassword
    return Accepted(known.position, known.version, duplicate=True)
