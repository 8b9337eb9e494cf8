"""Read models built anew beside the live ones."""

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    pass
