"""What an import says at its end."""

from parley.importing.run import Imported


def summary(room: str, imported: Imported, seconds: float) -> str:
    """What was found, what of it was left out and why, what was new, and how fast it went."""
    found, kinds = imported.counts, ("messages", "replies", "joins", "parts", "renames", "people")
    lines = [
        f"{imported.lines:,} lines are in the room {room} ({imported.room_id}):",
        "  " + ", ".join(f"{found[kind]:,} {kind}" for kind in kinds),
    ]
    if found["messages without a word"]:
        lines.append(f"  {found['messages without a word']:,} of the messages had no word; they show as blank")
    if imported.skipped:
        left_out = ", ".join(f"{number:,} {why}" for why, number in imported.skipped.most_common())
        lines.append(f"  left out: {left_out}")
    rate = f"{imported.lines / seconds:,.0f} lines/s, {imported.new / seconds:,.0f} commands/s"
    lines.append(f"  {imported.new:,} of {imported.commands:,} commands were new, in {seconds:.1f} s: {rate}")
    return "\n".join(lines)
