"""`python -m bench.pictures`: the pictures of the documents, of the web client with the demo's talk in it."""

import subprocess
import sys
from pathlib import Path

import cyclopts
import uvloop

from bench import places
from bench.served import served
from bench.web import in_a_browser
from tests.support.parley_process import ParleyProcess

IMAGES = Path(__file__).parents[1] / "docs/images"


def pictures(folder: Path = IMAGES) -> None:
    """Make them anew; into another folder than that of the documents, those of all pages."""
    folder.mkdir(parents=True, exist_ok=True)
    with places.folder() as place:
        filled = ParleyProcess(place).environment
        subprocess.run([sys.executable, "-m", "parley", "demo"], env=filled, check=True, stdout=subprocess.DEVNULL)
        uvloop.run(_pictures(place, folder.absolute()))


async def _pictures(place: Path, folder: Path) -> None:
    async with served(place) as parley:
        all_pages = ["all"] if folder != IMAGES else []
        async for line in in_a_browser("pictures", parley.url, folder, *all_pages):
            print(line.decode(), end="")


if __name__ == "__main__":
    cyclopts.run(pictures)
