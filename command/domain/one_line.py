"""What a name or a topic is made of: one line that shows what it is, and cannot pass for another.

Names stand beside others' words, so nothing in them turns the direction of what follows, hides between letters, or
paints over the lines above. The two joiners stay where scripts and emoji need them, which is never at an end.
"""

import re
import unicodedata

MAX_MARKS = 4
# Classes for JSON Schemas, too, read alike by Python and ECMAScript, so without what lies beyond U+FFFF.
_CONTROL = r"\x00-\x1f\x7f-\x9f\u2028\u2029"
SPACES = r" \xa0\u1680\u2000-\u200a\u202f\u205f\u3000"
# Hangul fillers and a braille cell without dots are letters and symbols that nobody can see.
_FILLERS = r"\u115f\u1160\u2800\u3164\uffa0"
_FORMAT = r"\xad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
_JOINERS = r"\u200c\u200d"
_INVISIBLE = rf"{_FORMAT}{_JOINERS}{_FILLERS}\u034f\u17b4\u17b5\u180b-\u180f\ufe00-\ufe0f\ufff0-\ufff8"
# Scripts whose letters never ask for a joiner: Latin to Hebrew, Georgian, Cherokee, all of East Asia; and punctuation.
_UNJOINED = (
    r"\x00-\u05ff\u061c\u180e\u10a0-\u11ff\u13a0-\u13ff\u1680-\u169f\u1c80-\u1cbf\u1d00-\u218f\u2800\u2c60-\u2c7f"
    r"\u2de0-\u2fff\u3001-\u302f\u3031-\u303c\u303e-\u3296\u3298\u329a-\ua4cf\ua640-\ua69f\ua720-\ua7ff"
    r"\uab30-\uab6f\uac00-\ud7ff\uf900-\ufb4f\ufe10-\ufe2f\ufeff-\uffff"
)
# Where a joiner may stand is not said there: those who make texts by a pattern take half a minute for one that says it.
_ON_A_LINE = rf"[^{_CONTROL}{_FORMAT}]*"
NAME_PATTERN = rf"^{_ON_A_LINE}[^{_CONTROL}{SPACES}{_INVISIBLE}]{_ON_A_LINE}$"
LINE_PATTERN = rf"^(?:[{SPACES}]*|{NAME_PATTERN[1:-1]})$"
# Beyond what every reader of a schema understands: shorthand and musical formats, fillers, tags, variation selectors.
_FAR = r"\U00013430-\U0001343f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e00ff"
_SHOWN = re.compile(rf"[^{_CONTROL}{SPACES}{_INVISIBLE}{_FAR}\U00016fe4\U0001d159\U000e0100-\U000e0fff]")
_UNFIT = re.compile(
    rf"[{_CONTROL}{_FORMAT}{_FAR}\ud800-\udfff]|(?<![^{_UNJOINED}])[{_JOINERS}]|[{_JOINERS}](?![^{_UNJOINED}])"
)
_BLANKS = re.compile(rf"[{SPACES}{_FILLERS}]+")
_FLAG = re.compile(r"\U0001f3f4[\U000e0030-\U000e0039\U000e0061-\U000e007a]{3,6}\U000e007f")  # such as Scotland's


def shows(text: str) -> bool:
    """Whether there is anything in it to be seen."""
    return bool(_SHOWN.search(text))


def tidied(text: str) -> str:
    """With one plain space for whatever looks like some, and none at the ends."""
    return _BLANKS.sub(" ", text).strip()


def unfit(text: str) -> int | None:
    """Where the first character stands that no name can have, if one does."""
    plain = _FLAG.sub(lambda flag: flag[0][0] * len(flag[0]), text)
    found = _UNFIT.search(plain)
    return _first(found.start() if found else None, _stacked(plain))


def reason(text: str, at: int) -> str:
    if unicodedata.category(text[at]) in ("Mn", "Me"):
        return f"The mark at offset {at} is one too many on its character; {MAX_MARKS} is the most."
    return f"The character U+{ord(text[at]):04X} at offset {at} cannot be kept here."


def _stacked(text: str) -> int | None:
    marks = 0
    for at, character in enumerate(text):
        marks = marks + 1 if unicodedata.category(character) in ("Mn", "Me") else 0
        if marks > MAX_MARKS:
            return at
    return None


def _first(*places: int | None) -> int | None:
    return min((place for place in places if place is not None), default=None)
