"""Which rooms are there: mine, and one."""

from litestar import Response, get
from litestar.di import NamedDependency
from litestar.params import FromPath
from msgspec import Struct

from events.room import History, Role, Visibility
from query import unread
from query.access import KNOWN
from query.fields import (
    AccountId,
    At,
    Count,
    Flag,
    Head,
    MaybeAt,
    Named,
    PositionOf,
    ReadSeq,
    RoomId,
    RoomName,
    Topic,
    Unread,
)
from query.live.gateway import Gateway
from query.problems import NOT_FOUND, USUAL
from query.view import View
from runtime.problem_docs import documented
from runtime.problems import Refused

COLUMNS = """
    r.room_id, r.name, r.topic, r.visibility, r.history, r.archived, r.created_by, r.created_at, r.head,
    r.member_count, m.role, counted.unread, counted.mentions, counted.read_seq, said.sent_at
"""
# Behind `from … rooms r … members m`: when something was said last, of what one may read.
SAID_WHERE = """
    left join lateral (
        select one.sent_at from messages one
        where one.room_id = r.room_id and (r.history = 'all' or one.seq >= m.since_seq) and {also}
        order by one.room_id desc, one.seq desc limit 1) said on true
"""
SAID = SAID_WHERE.format(also="true")
MINE = f"""
    select {COLUMNS} from members m join rooms r using (room_id) {unread.MINE.format(rooms="$2", seqs="$3")} {SAID}
    where m.account_id = $1 order by r.name, r.room_id
"""
ONE = f"""
    select {COLUMNS} from rooms r left join members m on m.room_id = r.room_id and m.account_id = $1
    {unread.MINE.format(rooms="$2", seqs="$3")} {SAID} where r.room_id = $4 and {KNOWN}
"""


class Room(Struct, frozen=True):
    """A room; `head` is the seq of its last event, `role` mine, null where I am no member.

    `read_seq` is up to where I have read, `unread` and `mentions` what I have not; what is deleted or erased does not
    count, and what I said neither.
    """

    room_id: RoomId
    name: RoomName
    topic: Topic
    visibility: Visibility
    history: History
    archived: Flag
    created_by: AccountId
    created_at: At
    head: Head
    member_count: Count
    role: Role | None
    unread: Unread
    mentions: Named
    read_seq: ReadSeq
    last_said_at: MaybeAt


class Rooms(Struct, frozen=True):
    """Some rooms."""

    rooms: list[Room]
    position: PositionOf


@get(
    "/v1/rooms",
    summary="My rooms",
    tags=["rooms"],
    response_description="Every room you are a member of, by name.",
    responses=documented(*USUAL),
)
async def my_rooms(view: NamedDependency[View], gateway: NamedDependency[Gateway]) -> Response[Rooms]:
    """The rooms you are a member of, archived ones too."""
    rows = await view.db.fetch(MINE, view.account_id, *gateway.marks.recent.of(view.account_id))
    return view.answer(Rooms([Room(*row) for row in rows], str(view.position)))


@get(
    "/v1/rooms/{room_id:uuid}",
    summary="One room",
    tags=["rooms"],
    response_description="The room.",
    responses=documented(*USUAL, NOT_FOUND),
)
async def one_room(
    room_id: FromPath[RoomId], view: NamedDependency[View], gateway: NamedDependency[Gateway]
) -> Response[Room]:
    """A room that is public or yours; any other is not found."""
    row = await view.db.fetchrow(ONE, view.account_id, *gateway.marks.recent.of(view.account_id), room_id)
    if row is None:
        raise Refused(NOT_FOUND)
    return view.answer(Room(*row))
