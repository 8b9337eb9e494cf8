"""Making an account, and changing its password: first the event, then the secret it makes valid."""

from uuid import UUID

from command import credentials
from command.access import Access
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
    if accepted.duplicate and (stored := await credentials.find(access.pool, actor.account_id)):
        # A fingerprint of the password would be kept for ever, so that another one is told by the stored hash.
        right, _ = await access.passwords.verify(password, stored.hash)
        if not right:
            raise CommandIdReused
        return accepted
    hashed = await access.passwords.hash(password)
    await credentials.add(access.pool, actor.account_id, hashed, accepted.position)
    return accepted


async def change_password(access: Access, command: ChangePassword, actor: Actor, current: str, new: str) -> Accepted:
    """Change a password and end the account's other sessions; raises `WrongPassword`."""
    usable(new)
    if await credentials.check(access.pool, access.passwords, actor.account_id, current) is None:
        return await _changed_before(access, command, actor.account_id, new)
    accepted = await handle(access.writer, command, actor)
    hashed = await access.passwords.hash(new)
    await credentials.replace(access.pool, actor.account_id, hashed, accepted.position)
    return accepted


async def _changed_before(access: Access, command: ChangePassword, account_id: UUID, new: str) -> Accepted:
    """A repeat comes with a password that was the current one; its result is the first one's."""
    mark = fingerprint(access.writer.keys, command)
    known = await access.writer.log.known(account_id, command.command_id, mark)
    stored = await credentials.check(access.pool, access.passwords, account_id, new) if known else None
    if known is None or known.verdict is not Verdict.DUPLICATE or stored is None or stored.position < known.position:
        raise WrongPassword
    return Accepted(known.position, known.version, duplicate=True)
