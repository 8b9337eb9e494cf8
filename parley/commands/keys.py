"""`parley keys`: the key-encryption keys, a new one, and moving all that they wrap under the newest."""

from pathlib import Path

import uvloop
from cryptography.exceptions import InvalidTag
from cyclopts import App

from events.keyring import Keyring
from events.log.progress import Progress
from events.rewrapping import Under, rewrap, under
from parley.terminal.bar import bar
from parley.terminal.explained import explained
from parley.terminal.leaving import leave
from parley.terminal.reached import asking
from runtime.new_secrets import add_kek
from runtime.postgres import Pool
from runtime.secrets import KEK, Secrets, load
from runtime.settings import Settings
from runtime.unsafe import Unsafe

WRONG = "A key does not open with the key-encryption key of its id: bring the right file back from the backup."
app = App(name="keys")


@app.default
def show() -> None:
    """List the key-encryption keys with what each wraps: the keys of people, rooms and single events."""
    with explained():
        print(*uvloop.run(_show(Settings())), sep="\n")


@app.command
def new() -> None:
    """Make a new key-encryption key. It is used from `rewrap` on, or by processes that start after it."""
    made = add_kek(Settings().secrets_folder)
    print(f"Made {made}.")
    print("Copy it to every other machine and into the backup, then run `parley keys rewrap`.")


@app.command(name="rewrap")
def rewrap_() -> None:
    """Wrap every key with the newest key-encryption key, while Parley runs; says which files may be removed then.

    It may be killed at any moment, and begun again.
    """
    try:
        with explained(), bar("Wrapping", "keys") as progress:
            sentences = uvloop.run(_rewrap(Settings(), progress))
    except InvalidTag:
        leave(Unsafe.EXIT_CODE, WRONG)
    print(*sentences, sep="\n")


async def _show(settings: Settings) -> list[str]:
    async with asking(settings) as (reached, pool):
        secrets = load(reached.secrets_folder)
        return [_line(one, secrets) for one in _all(secrets, await under(pool))]


async def _rewrap(settings: Settings, progress: Progress) -> list[str]:
    async with asking(settings) as (reached, pool):
        secrets = load(reached.secrets_folder)
        await _refuse_missing(pool, secrets, reached.secrets_folder)
        keyring = Keyring(pool, secrets.keks, secrets.current_kek)
        await keyring.follow_kek()  # one that others have begun to move to, and that is not here any more
        done = await rewrap(pool, keyring, progress)
        return _said(done, secrets, await under(pool), reached.secrets_folder)


async def _refuse_missing(pool: Pool, secrets: Secrets, folder: Path) -> None:
    """Before anything is changed."""
    for one in await under(pool):
        if one.kek_id not in secrets.keks:
            leave(
                Unsafe.EXIT_CODE,
                f"Nothing was done: {one.keys:,} keys are wrapped with {KEK}{one.kek_id}, which is not in {folder}. "
                "Bring it back from the backup.",
            )


def _all(secrets: Secrets, found: list[Under]) -> list[Under]:
    """Those that wrap nothing, too."""
    counted = dict.fromkeys(secrets.keks, 0) | {one.kek_id: one.keys for one in found}
    return [Under(kek_id, counted[kek_id]) for kek_id in sorted(counted)]


def _line(one: Under, secrets: Secrets) -> str:
    use = ", in use" if one.kek_id == secrets.current_kek else "" if one.kek_id in secrets.keks else ", MISSING"
    return f"{KEK}{one.kek_id}: wraps {one.keys:,} keys{use}"


def _said(done: int, secrets: Secrets, found: list[Under], folder: Path) -> list[str]:
    now = sum(one.keys for one in found if one.kek_id == secrets.current_kek)
    older = [f"{KEK}{one.kek_id}" for one in _all(secrets, found) if one.kek_id < secrets.current_kek]
    sentences = [f"Wrapped {done:,} keys anew: {KEK}{secrets.current_kek} wraps all {now:,}, and older ones none."]
    if older:
        sentences += [
            f"{' and '.join(older)} may be removed from {folder}, and from that of every other machine.",
            "Backups of the database from before still need it: keep it with them.",
        ]
    return sentences
