"""How often what passes is told."""

from msgspec import Struct


class Pace(Struct, frozen=True):
    """How often things are said, in seconds, and for how long what was said holds."""

    tick: float = 0.2
    batch: float = 1.0  # between two tellings of one room
    beat: float = 20.0
    lives: float = 60.0  # a process that says nothing for so long is dead


PACE = Pace()
