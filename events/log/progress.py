"""How far somebody who reads the log has come, for whoever watches."""

from collections.abc import Callable
from typing import Any

Progress = Callable[[int, int], Any]  # how many of how many events are done
Stages = Callable[[str, int, int], Any]  # what is being done, and how many of how many events are
