"""How far something that takes its time tells whoever watches that it has come."""

from collections.abc import Callable
from typing import Any

Progress = Callable[[int, int], Any]  # how many of how many events are done
Stages = Callable[[str, int, int], Any]  # what is being done, and how many of how many events are
