"""Where data lies on this machine when nobody says otherwise."""

import os
from pathlib import Path


def default_data_dir() -> Path:
    """The user's own data directory; for root the system's, because its home is not a place for services."""
    if os.geteuid() == 0:
        return Path("/var/lib/parley")
    home = os.environ.get("XDG_DATA_HOME", "")
    return (Path(home) if os.path.isabs(home) else Path.home() / ".local" / "share") / "parley"


def private(folder: Path) -> Path:
    """Make a folder that only its owner enters."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    folder.chmod(0o700)
    return folder


def write_private(path: Path, content: bytes) -> None:
    """Replace a file at once by one that only we may read."""
    unfinished = path.with_name(f".{path.name}")
    unfinished.unlink(missing_ok=True)
    with open(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(content)
    unfinished.replace(path)
