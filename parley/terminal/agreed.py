"""Asking first, where nothing can be taken back."""

import sys

from parley.terminal.leaving import leave


def agreed(question: str, command: str, *, yes: bool) -> None:
    """Go on where somebody at the terminal types yes, or has said `--yes` before; else end, with nothing done."""
    if yes or (sys.stdin.isatty() and input(f"{question} Type yes: ").strip() == "yes"):
        return
    leave(1, f"Nothing was done; `{command} --yes` does not ask.")
