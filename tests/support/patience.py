"""How long a test waits for what must come."""

PATIENCE = 60.0  # seconds: no test says how fast anything is, and a busy machine may stand still for a while
