"""The fields that events and frames share: what each means to who reads them, and an example of it."""

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from msgspec import Meta

from events.event import AccountText, AuthorText, RoomText, TargetText

MAX_ID = 64  # characters of what ties an answer to a frame
_ANN, _ROOM = "8d3cf6a5-51b1-8f0e-9a61-6f0d4c1f2f10", "5b0c1de4-3a52-8b5e-a1f7-90c4fb3a4d21"


def says(description: str, *examples: Any, **schema: Any) -> Meta:
    """What a field means; `schema` is said in its JSON Schema and judged elsewhere."""
    return Meta(description=description, examples=[*examples] or None, extra_json_schema=schema or None)


# What happened in a room

RoomName = Annotated[RoomText, says("The room's name.", "Kitchen")]
RoomTopic = Annotated[RoomText, says("The room's topic; empty when it has none.", "Food and drink")]
AccountId = Annotated[UUID, says("The account that this is about.", _ANN)]
RemovalReason = Annotated[TargetText, says("Why, in the words of who did it; empty when nothing was said.", "Flooding")]
MessageId = Annotated[UUID, says("The id its sender gave the message.", "019378a1-5f6e-7c31-9a4b-2f6f0d7c9e11")]
MessageBody = Annotated[AuthorText, says("What was said, in markdown, exactly as it was written.", "Tea is **ready**")]
Mentions = Annotated[tuple[UUID, ...], says("The accounts named in the body as `<@account_id>`, each once.", [_ANN])]
ReplyTo = Annotated[UUID | None, says("The message it answers.", "019378a0-11c2-7d10-8a2b-7be0d5c1a3f4")]

# What happened to an account

Username = Annotated[AccountText, says("The name it signs in with, in lower case.", "ann")]
DisplayName = Annotated[AccountText, says("The name it is shown under.", "Ann Lee")]
Email = Annotated[AccountText, says("Its e-mail address; empty when it gave none.", "ann@example.org")]
Source = Annotated[str, says("What kind of talk was imported.", "irc")]
SessionId = Annotated[UUID, says("The session: what one sign-in began.", "019378a1-0b77-7a02-b1de-5c92f0a7e6d3")]

# What somebody has read

ReadSeq = Annotated[int, says("The seq in the room's log up to which it is read.", 4711, minimum=1)]
Unread = Annotated[int | None, says("How many messages one has not read; null while nobody can tell.", 3)]
Mentioning = Annotated[int | None, says("How many of those mention one; null while nobody can tell.", 1)]
HaveRead = Annotated[int | None, says("The seq up to which one has read; null while nobody can tell.", 4706, minimum=0)]

# What frames say besides

RoomId = Annotated[UUID, says("Which room.", _ROOM)]
MeantRoom = Annotated[UUID | None, says("The room that was meant, where the frame named one.", _ROOM)]
Seq = Annotated[int, says("The event's number in its room's log: 1, 2, 3 … without a gap.", 4711, minimum=0)]
Head = Annotated[int, says("The seq of the room's last event.", 4711, minimum=0)]
Epoch = Annotated[str, says("Which incarnation of the log seqs and positions belong to.", "1f0c22aa9b3d")]
PositionToken = Annotated[
    str,
    says(
        "Where in the whole log, `<epoch>.<position>`: opaque, good as `min_position` of any query.",
        "1f0c22aa9b3d.5120",
        pattern=r"^[0-9A-Za-z]+\.[0-9]{1,18}$",
    ),
]
FrameId = Annotated[
    Annotated[str, Meta(max_length=MAX_ID)] | Annotated[int, Meta(ge=-(2**63), le=2**63 - 1)] | None,
    says("Ties an answer to what was asked: the client's own choice, given back as it was.", 7),
]
EventId = Annotated[
    UUID, says("The event's id, the same wherever the event is seen.", "019378a1-5f70-7d1e-8c55-31f0a2b9c4e8")
]
CommandId = Annotated[
    UUID,
    says(
        "Made by the client, new for each command; of `send_message` it is the message's id.",
        "019378a1-5f6e-7c31-9a4b-2f6f0d7c9e11",
    ),
]
ActorId = Annotated[UUID, says("On whose behalf it happened.", _ANN)]
At = Annotated[datetime, says("When it happened, in UTC.", "2026-11-22T09:30:00.123456Z", format="date-time")]
