"""The fields that answers share: what each means, with an example for the OpenAPI document."""

from datetime import UTC, datetime
from typing import Annotated, Any
from uuid import UUID

from msgspec import Meta

_ANN, _ROOM = "8d3cf6a5-51b1-8f0e-9a61-6f0d4c1f2f10", "5b0c1de4-3a52-8b5e-a1f7-90c4fb3a4d21"


def _shown(description: str, example: Any) -> Meta:
    return Meta(description=description, examples=[example])


AccountId = Annotated[UUID, _shown("Whose account it is.", _ANN)]
RoomId = Annotated[UUID, _shown("Which room it is.", _ROOM)]
MessageId = Annotated[UUID, _shown("The id its sender gave the message.", "019378a1-5f6e-7c31-9a4b-2f6f0d7c9e11")]
ReplyTo = Annotated[UUID | None, _shown("The message it answers.", "019378a0-11c2-7d10-8a2b-7be0d5c1a3f4")]
Username = Annotated[str | None, _shown("Null for imported and erased accounts.", "ann")]
DisplayName = Annotated[str, _shown("How they are shown.", "Ann Lee")]
Erased = Annotated[bool, _shown("Whether the account was erased; nobody knows its names any more.", False)]
RoomName = Annotated[str, _shown("The room's name.", "General")]
Topic = Annotated[str, _shown("Empty when it has none.", "Anything at all")]
Count = Annotated[int, _shown("How many.", 12)]
Unread = Annotated[int | None, _shown("How many messages you have not read; null where you are no member.", 3)]
Named = Annotated[int | None, _shown("How many of those mention you; null where you are no member.", 1)]
ReadSeq = Annotated[int | None, _shown("The seq up to which you have read; null where you are no member.", 4706)]
SeqOf = Annotated[int, _shown("Its number in the room's log.", 4711)]
Head = Annotated[int, _shown("The seq of the room's last event.", 4711)]
Body = Annotated[str | None, _shown("Markdown as it was written; null when it is gone.", "Hello, *Ben*!")]
Html = Annotated[str | None, _shown("The body rendered and sanitised.", "<p>Hello, <em>Ben</em>!</p>")]
At = Annotated[datetime, _shown("When, in UTC.", datetime(2026, 11, 22, 9, 30, tzinfo=UTC).isoformat())]
MaybeAt = Annotated[datetime | None, _shown("When, in UTC; null when it did not happen.", None)]
Flag = Annotated[bool, Meta(examples=[False])]
PositionOf = Annotated[str, _shown("What the answer is true at: pass it as `min_position`.", "1f0c22aa9b3d.5120")]
