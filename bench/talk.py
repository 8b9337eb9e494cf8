"""What people say in a bench: the words of real people, over and over."""

from collections.abc import Iterator
from itertools import cycle
from pathlib import Path

CORPUS = Path(__file__).parents[1] / "tests" / "data" / "ubuntu-irc" / "dev"
FILES = sorted(CORPUS.glob("*.raw.txt"))


def bodies(file: Path = FILES[0]) -> Iterator[str]:
    """The messages of one day, again and again."""
    lines = file.read_text(errors="replace").splitlines()
    said = [line.partition("> ")[2].strip() for line in lines if line.startswith("[") and "> " in line]
    return cycle([words for words in said if words])
