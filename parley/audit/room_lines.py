"""A room as it was, line by line: for people, or as JSON."""

import json
from datetime import datetime

from msgspec.structs import asdict

from parley.audit.text import ERASED, SEALED, plain, quoted, rfc3339
from projections.as_of import Member, Message, Room

PERSONAL = {"name", "topic", "display_name", "body", "erased"}


def room_line(room: Room, position: str, *, opened: bool) -> str:
    """What the room was like."""
    name = _personal(room.name, opened) + (f", {quoted(room.topic)}" if opened and room.topic else "")
    state = f"{plain(room.visibility)}, history {plain(room.history)}{', archived' if room.archived else ''}"
    return (
        f"Room {room.room_id} at position {position}, its #{room.head}\n  {name}\n"
        f"  {state}, created {rfc3339(room.created_at)} by {room.created_by}"
    )


def member_line(member: Member, *, opened: bool) -> str:
    """Who was in it."""
    who = f"{member.account_id} {_personal(member.display_name, opened)}"
    return f"  {plain(member.role):<9}  {who}  since #{member.since_seq} {rfc3339(member.joined_at)}"


def message_line(message: Message, *, opened: bool) -> str:
    """What had been said, as it read then."""
    parts = [f"  #{message.seq}", rfc3339(message.sent_at)]
    parts.append(f"{message.author_id} {_personal(message.display_name, opened)}")
    if message.deleted_seq:
        parts.append(f"(deleted in #{message.deleted_seq})")
    else:
        parts.append(ERASED if opened and message.erased else _personal(message.body or "", opened))
    if message.edited_seq:
        parts.append(f"(edited in #{message.edited_seq})")
    if message.reply_to:
        parts.append(f"reply_to={message.reply_to}")
    return "  ".join(parts)


def room_json(row: Room | Member | Message, *, opened: bool, position: str | None = None) -> str:
    """The same as one line of JSON that says of what `kind` it is; what is personal only where it is opened."""
    fields = {name: value for name, value in asdict(row).items() if opened or name not in PERSONAL}
    at = {"position": position} if position else {}
    return json.dumps({"kind": type(row).__name__.lower()} | at | fields, default=_plain)


def _personal(text: str, opened: bool) -> str:
    return quoted(text) if opened else SEALED


def _plain(value: object) -> str:
    return rfc3339(value) if isinstance(value, datetime) else str(value)
