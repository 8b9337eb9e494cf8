"""The account that owns imported rooms, and at whose instance imported people speak."""

from uuid import UUID

IMPORTER = UUID("00000000-0000-8000-8000-000000000002")
SOURCE = "irc"
