"""Who talks in the rooms that auditors look at."""

from uuid import UUID

ANN, BEN = UUID(int=1 << 64), UUID(int=2 << 64)
