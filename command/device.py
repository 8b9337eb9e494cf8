"""What somebody is signed in with: what their client calls itself, as one line that shows what it is.

It is kept as it was said. Which browser on which system that means changes with every browser, and is said in the words
of whoever reads it: both are for clients, and no contract has to promise them.
"""

from command.domain import one_line

LONGEST = 256


def device(user_agent: str | None) -> str | None:
    """A `User-Agent` header cut and tidied, never refused; None where there is nothing of it to be seen."""
    # Litestar reads the bytes of a header as Latin-1; whoever says more than ASCII mostly means UTF-8.
    said = (user_agent or "").encode("latin-1", "ignore")[: 4 * LONGEST].decode(errors="ignore")
    line = " ".join(said.split())[:LONGEST]
    while (at := one_line.unfit(line)) is not None:
        line = line[:at] + line[at + 1 :]
    line = one_line.tidied(line)
    return line if one_line.shows(line) else None
