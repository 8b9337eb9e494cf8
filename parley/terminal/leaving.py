"""The end of a command before its time."""

import sys
from typing import NoReturn


def leave(code: int, sentence: str) -> NoReturn:
    """End with a sentence where complaints go: 2 where what was asked for makes no sense, and 1 for most else."""
    print(sentence, file=sys.stderr)
    sys.exit(code)
