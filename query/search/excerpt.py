"""What a message says around the words that were found, as pieces of plain text."""

import re
from collections.abc import Iterator
from typing import Annotated

from msgspec import Meta, Struct

BEGIN, END = "\x02", "\x03"
LONGEST, BEFORE = 240, 60  # characters in all, and before the first word that was found
_FOUND = re.compile(f"{BEGIN}([^{END}]*){END}")


class Piece(Struct, frozen=True):
    """Some of what a message says, in the order in which it says it."""

    text: Annotated[str, Meta(description="Plain text, never HTML.", examples=["the room with a "])]
    found: Annotated[bool, Meta(description="Whether these words were searched for.", examples=[False])]


def excerpt(body: str, marked: str) -> list[Piece]:
    """The body around its first found words; `marked` is the same text with those between two characters."""
    found = list(_places(marked))
    first = found[0][0] if found else 0
    begin = 0 if len(body) <= LONGEST or first <= BEFORE else _word_after(body, first - BEFORE, first)
    end = len(body) if len(body) <= begin + LONGEST else _word_before(body, begin + LONGEST, first)
    shown, at = [Piece("…", found=False)] if begin else [], begin
    for left, right in found:
        if left >= end:
            break
        if at < left:
            shown.append(Piece(body[at:left], found=False))
        shown.append(Piece(body[left : min(right, end)], found=True))
        at = min(right, end)
    if at < end:
        shown.append(Piece(body[at:end], found=False))
    return [*shown, Piece("…", found=False)] if end < len(body) else shown


def _places(marked: str) -> Iterator[tuple[int, int]]:
    """Where the found words stand in the text without its marks."""
    for number, match in enumerate(_FOUND.finditer(marked)):
        left = match.start() - 2 * number
        yield left, left + len(match[1])


def _word_after(body: str, at: int, latest: int) -> int:
    """Where a word begins, not later than some place."""
    blank = re.compile(r"\s").search(body, at, latest)
    return blank.end() if blank else at


def _word_before(body: str, at: int, earliest: int) -> int:
    """Where a word ends, not before some place."""
    blank = max(body.rfind(blank, earliest, at) for blank in " \n")
    return blank if blank > earliest else at
