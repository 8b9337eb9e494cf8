"""Postgres refuses to run as root: then it runs as nobody, who may still walk into root's folders."""

import os
import pwd
import shutil
from pathlib import Path

from runtime.unsafe import Unsafe


def is_needed() -> bool:
    return os.geteuid() == 0


def options() -> list[str]:
    """What `setpriv` is told before a Postgres command; nothing for anybody but root.

    The one capability kept lets it reach its files where the checkout or the data folder lies under a folder of mode
    0700, as root's home is.
    """
    if not is_needed():
        return []
    if not shutil.which("setpriv"):
        raise Unsafe(
            "Postgres does not run as root, and setpriv (of util-linux) is missing, with which it would run as nobody. "
            "Start Parley as another user, install util-linux, or set PARLEY_DATABASE_URL."
        )
    nobody = pwd.getpwnam("nobody")
    kept = "-all,+dac_override"
    return [
        f"--reuid={nobody.pw_uid}",
        f"--regid={nobody.pw_gid}",
        "--clear-groups",
        "--securebits=+no_setuid_fixup",  # or access(2), by which initdb finds its binaries, ignores the capability
        f"--inh-caps={kept}",
        f"--ambient-caps={kept}",
        f"--bounding-set={kept}",
    ]


def give(folder: Path) -> None:
    """Make a folder the property of whoever runs Postgres."""
    if is_needed():
        nobody = pwd.getpwnam("nobody")
        os.chown(folder, nobody.pw_uid, nobody.pw_gid)


def uids() -> set[int]:
    """Who may own what Postgres uses."""
    return {os.geteuid(), pwd.getpwnam("nobody").pw_uid} if is_needed() else {os.geteuid()}
