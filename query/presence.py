"""Who of a room's members is here."""

from datetime import UTC, datetime
from typing import Annotated
from uuid import UUID

from litestar import Response, get
from litestar.di import NamedDependency
from litestar.params import FromPath
from msgspec import Meta, Struct

from events.signals import State
from query.fields import AccountId, At, PositionOf, RoomId
from query.live.gateway import Gateway
from query.problems import NOT_FOUND, USUAL
from query.view import View
from runtime.problem_docs import documented
from runtime.problems import Refused

_ANN = "8d3cf6a5-51b1-8f0e-9a61-6f0d4c1f2f10"
Told = Annotated[
    bool, Meta(description="Whether this is told of this room: not of one with too many members.", examples=[True])
]
MEMBERS = """
    select case when r.member_count <= $3 then
        array(select m.account_id from members m where m.room_id = r.room_id order by m.account_id) end
    from rooms r join members mine using (room_id) where r.room_id = $1 and mine.account_id = $2
"""


class LastSeen(Struct, frozen=True):
    """Somebody who is not here, and was lately."""

    account_id: AccountId
    at: At


class RoomPresence(Struct, frozen=True):
    """Who of a room's members is here, and who was lately, as far as the process that answers knows."""

    told: Told
    online: Annotated[list[UUID], Meta(description="The accounts that are online.", examples=[[_ANN]])]
    idle: Annotated[list[UUID], Meta(description="Those that are connected and not at it.", examples=[[]])]
    last_seen: Annotated[list[LastSeen], Meta(description="When others were last here.")]
    position: PositionOf


@get(
    "/v1/rooms/{room_id:uuid}/presence",
    summary="Who of a room is here",
    tags=["rooms"],
    response_description="The members who are online or idle, and when others were last seen.",
    responses=documented(*USUAL, NOT_FOUND),
)
async def room_presence(
    room_id: FromPath[RoomId], view: NamedDependency[View], gateway: NamedDependency[Gateway]
) -> Response[RoomPresence]:
    """Who is here, for members of the room; who follows it live is told of each change."""
    signals = gateway.signals
    row = await view.db.fetchrow(MEMBERS, room_id, view.account_id, signals.max_members)
    if row is None:
        raise Refused(NOT_FOUND)
    members = [UUID(int=one.int) for one in (row[0] if signals.max_members else None) or ()]
    here: dict[State, list[UUID]] = {"online": [], "idle": [], "offline": []}
    for account in members:
        here[signals.online.state(account.bytes)].append(account)
    seen = ((account, signals.online.last_seen(account.bytes)) for account in here["offline"])
    last_seen = [LastSeen(account, datetime.fromtimestamp(int(at), UTC)) for account, at in seen if at is not None]
    answer = RoomPresence(bool(members), here["online"], here["idle"], last_seen, str(view.position))
    return view.answer(answer)
