"""What all frames have in common."""

from msgspec import Struct


class Frame(Struct, frozen=True, kw_only=True, tag_field="frame", omit_defaults=True):
    """One thing said on a live connection."""
