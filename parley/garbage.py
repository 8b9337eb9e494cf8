"""Keeps the garbage collector off the way of messages: what start-up made stays, and the rest is looked at seldom.

Without this every few hundred messages a collection walks all that the libraries have loaded.
"""

import gc

YOUNG, MIDDLE, OLD = 50_000, 20, 50


def settle() -> None:
    """Call once a process is up: everything alive is taken to live for ever."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(YOUNG, MIDDLE, OLD)
