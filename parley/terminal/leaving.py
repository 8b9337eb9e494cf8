"""The end of a command before its time."""

import sys
from contextlib import suppress
from typing import NoReturn


def leave(code: int, sentence: str) -> NoReturn:
    """End with a sentence where complaints go: 2 where what was asked for makes no sense, and 1 for most else."""
    with suppress(OSError):  # where even complaints find no room, the exit code is all there is to say
        print(sentence, file=sys.stderr, flush=True)
    sys.exit(code)
