"""The append function, with less work for each event."""

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    pass
