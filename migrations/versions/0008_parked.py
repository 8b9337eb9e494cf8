"""Events that a projection could not apply."""

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    pass
