"""What has happened to the connections of a process since it began: numbers that only go up."""

from collections import Counter


class Counters:
    """`closes` by close code, 0 where none was given; `lagging` are follows that ended so, `floods` of frames."""

    def __init__(self) -> None:
        self.closes: Counter[int] = Counter()
        self.lagging = 0
        self.floods = 0
