"""What somebody searches for: words, and who said them, where and when, all of which may stand in one line."""

import re
from datetime import UTC, date, datetime, time

import msgspec
from msgspec import Struct

from query.moments import moment
from query.problems import bad_request
from runtime.problems import Refused

LONGEST, MOST_WORDS = 200, 16
OPERATORS = ("from", "in", "before", "after")
# What glues words together is blanked in what is searched (migrations/versions/0014_search.py), and so it is here.
_GLUE = re.compile(r"[<>&/.@_\-+\x02\x03]+")
_PART = re.compile(
    rf'(?P<operator>{"|".join(OPERATORS)}):(?:"(?P<named>[^"]*)"?|(?P<name>\S*))'
    r'|(?P<without>-?)(?:"(?P<phrase>[^"]*)"?|(?P<word>\S+))',
    re.IGNORECASE,
)


class Asked(Struct):
    """`words` are for websearch_to_tsquery; `begun`, a word that may not be finished yet, is quoted for to_tsquery.

    `unknown` is what narrows it to nothing.
    """

    words: str = ""
    begun: str | None = None
    rooms: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    after: datetime | None = None
    before: datetime | None = None
    unknown: tuple[str, ...] = ()


def asked(q: str) -> Asked:
    """Read a line; raises `Refused` for what makes no sense."""
    if len(q) > LONGEST:
        raise bad_request(f"At most {LONGEST} characters can be searched for.")
    refuse_unsayable(q)
    found, said, count = Asked(), list[str](), 0
    for part in _PART.finditer(q):
        if part["operator"]:
            _narrow(found, part["operator"].lower(), part["named"] or part["name"] or "")
            continue
        words = _GLUE.sub(" ", part["phrase"] or part["word"] or "").replace('"', " ").split()
        count += len(words)
        if not words:
            continue
        if part.end() == len(q) and part["word"] and not part["without"] and said[-1:] != ["or"]:
            found.begun = _quoted(" ".join(words))
        elif part["word"] == "OR" and said:
            said.append("or")
        else:
            said.append(f'{part["without"] or ""}"{" ".join(words)}"')
    if count > MOST_WORDS:
        raise bad_request(f"At most {MOST_WORDS} words can be searched for.")
    found.words = " ".join(said)
    return found


def refuse_unsayable(text: str) -> None:
    """Raise `Refused` for what cannot be asked of Postgres."""
    if "\0" in text:
        raise bad_request("Nothing that was said has a character of the code 0.")


def bound(found: Asked, name: str, text: str) -> None:
    """Narrow it to what was said before or after a moment; raises `Refused`."""
    at = moment_of(text, name)
    if name == "before":
        found.before = min(found.before or at, at)
    else:
        found.after = max(found.after or at, at)


def moment_of(text: str, name: str) -> datetime:
    """The moment at which a day begins, in UTC, or any other; raises `Refused`."""
    try:
        return datetime.combine(msgspec.convert(text, date), time.min, UTC)
    except msgspec.ValidationError:
        pass
    try:
        return moment(text)
    except Refused as error:
        raise bad_request(f"{name!r} is a day such as 2026-01-31, or a time such as 2026-01-31T09:30:00Z.") from error


def _narrow(found: Asked, operator: str, value: str) -> None:
    """What is still being typed narrows nothing yet."""
    if not value:
        return
    match operator:
        case "from":
            found.authors += (value.removeprefix("@"),)
        case "in":
            found.rooms += (value.removeprefix("#"),)
        case _:
            try:
                bound(found, operator, value)
            except Refused:
                found.unknown += (f"{operator}:{value}",)


def _quoted(words: str) -> str:
    escaped = words.replace("\\", "\\\\").replace("'", "''")
    return f"'{escaped}'"
