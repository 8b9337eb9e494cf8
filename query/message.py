"""One message, by its id: what an answer needs of the message before it, or a link that leads to it."""

from typing import Any

from litestar import Response, get
from litestar.di import NamedDependency
from litestar.params import FromPath
from msgspec import Struct

from query.access import READABLE, require_readable
from query.fields import At, Body, Flag, Html, MaybeAt, MessageId, ReplyTo, RoomId, SeqOf
from query.people import Person
from query.problems import NOT_FOUND, PARKED, USUAL
from query.view import View
from runtime.problem_docs import documented
from runtime.problems import Refused

# Behind `readable`: whether the words of message m may be seen as they are now.
SEEN = """
    m.deleted_at is null and not m.erased and (m.edited_seq is null or exists (
        select from readable e where m.edited_seq between e.lo and e.hi))
"""
# Of a message g, which has `seen`, and of its author p.
SHOWN = """
    g.message_id, g.seq, g.author_id, p.username, coalesce(p.display_name, '') as display_name,
    coalesce(p.erased, false) as author_erased, g.reply_to,
    g.sent_at, g.edited_at, g.deleted_at is not null as deleted,
    case when g.seen then g.body end as body, case when g.seen then g.html end as html
"""
ONE = (
    READABLE
    + f"""
    select {SHOWN} from (
        select m.*, {SEEN} as seen from messages m where m.room_id = $1 and m.message_id = $3) g
    left join people p on p.account_id = g.author_id
    where exists (select from readable r where g.seq between r.lo and r.hi)
"""
)


class Message(Struct, frozen=True):
    """A message as it reads now; `redacted` when its words are gone: deleted, erased, or changed out of your sight."""

    message_id: MessageId
    seq: SeqOf
    author: Person
    body: Body
    html: Html
    reply_to: ReplyTo
    sent_at: At
    edited_at: MaybeAt
    deleted: Flag
    redacted: Flag


@get(
    "/v1/rooms/{room_id:uuid}/messages/{message_id:uuid}",
    summary="One message",
    tags=["messages"],
    response_description="The message, as a page of messages has it.",
    responses=documented(*USUAL, NOT_FOUND, PARKED),
)
async def one_message(
    room_id: FromPath[RoomId], message_id: FromPath[MessageId], view: NamedDependency[View]
) -> Response[Message]:
    """A message that you may read; any other is not found."""
    await require_readable(view.db, room_id, view.account_id)
    await view.require_whole("history", room_id)
    row = await view.db.fetchrow(ONE, room_id, view.account_id, message_id)
    if row is None:
        raise Refused(NOT_FOUND)
    return view.answer(message_of(row))


def message_of(row: Any) -> Message:
    """The message that a row of `SHOWN` is."""
    author = Person(row["author_id"], row["username"], row["display_name"], row["author_erased"])
    body = row["body"]
    return Message(
        row["message_id"],
        row["seq"],
        author,
        body,
        row["html"],
        row["reply_to"],
        row["sent_at"],
        row["edited_at"],
        row["deleted"],
        body is None,
    )
