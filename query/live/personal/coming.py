"""How a personal stream begins: what was missed, then how all rooms stand, then what happens, without a seam."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from events.cursor import Position
from events.wire import notices, server
from query.access import LAST_SEQ
from query.live.personal.concern import PAGE, Row, concerns
from query.live.personal.personal import Personal, Stays
from query.live.standings import rooms_of
from query.view import CHECKPOINT, snapshot

if TYPE_CHECKING:
    from query.live.talk import Talk

RESUME_AT_MOST = 20_000  # events of the whole log; who is further behind is told what to fetch
STAYS = "select room_id, from_seq, to_seq from stays where account_id = $1 order by room_id, from_seq"


class Come(Struct, frozen=True):
    """Wants what concerns them, after a position where they had come to one."""

    after: int | None = None
    id: None = None  # as frames have one that ties an answer to them


async def come(talk: Talk, asked: Come) -> None:
    """Serve a personal stream until it is live."""
    news = talk.gateway.news
    joined = False
    try:
        await news.enter()
        joined = await _catch_up(talk, asked)
    finally:
        if not joined:
            news.leave(None)


async def _catch_up(talk: Talk, asked: Come) -> bool:
    """Say what was missed and how things stand; False when the client is gone before it is live."""
    assert talk.claims is not None
    gateway, account_id = talk.gateway, talk.claims.account_id
    async with gateway.pages.turns, snapshot(gateway.pool, CHECKPOINT, gateway.epoch, account_id) as view:
        mine = await rooms_of(view.db, gateway.reading.lately, [account_id])
        stays: Stays = {}
        for row in await view.db.fetch(STAYS, account_id):
            stays.setdefault(row["room_id"], []).append((row["from_seq"], row["to_seq"] or LAST_SEQ))
        now = view.position
    after = now.number if asked.after is None else min(asked.after, now.number)
    if now.number - after > RESUME_AT_MOST:
        talk.say(notices.Gap(after=str(Position(gateway.epoch, after)), position=str(now)))
        after = now.number
    personal = Personal(talk, account_id, stays, after)
    await _read(personal, after, now.number, follows=False)
    talk.say(server.Ready(account=account_id, rooms=mine.get(account_id, ()), position=str(now)))
    return await _join(personal, now.number)


async def _join(personal: Personal, at: int) -> bool:
    """Go over to the reader of the log, once there is nothing between it and what this one was told."""
    talk = personal.talk
    news = talk.gateway.news
    while not talk.socket.closing and news.at is not None:
        if at >= news.at:
            personal.told = max(at, news.at)
            news.join(personal)
            talk.personal = personal
            return True
        at = await _read(personal, at, news.at, follows=True)
    return False


async def _read(personal: Personal, at: int, up_to: int, *, follows: bool) -> int:
    """Tell what there is up to a position; `follows` where that changes which rooms are whose."""
    socket = personal.talk.socket
    while at < up_to and not socket.closing:
        found, at = await read_on(personal, at, up_to)
        for row in found:
            await socket.drained()
            tell(personal, row, follows=follows)
    return at


async def read_on(personal: Personal, at: int, up_to: int) -> tuple[list[Row], int]:
    """A page of what may concern somebody after a position, and up to where it tells all."""
    found = await personal.talk.gateway.news.read(at, up_to, personal.account_id)
    return found, found[-1].position if len(found) == PAGE else up_to


def tell(personal: Personal, row: Row, *, follows: bool) -> None:
    """Tell of an event what concerns somebody."""
    for account_id, why in concerns(row):
        if account_id == personal.account_id:
            if follows and row.type.startswith("member_"):
                personal.changed(row)
            personal.concerned(row, why)
