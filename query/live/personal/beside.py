"""What concerns one, told on a connection that follows rooms: it begins with `ready`, and nothing lies between."""

from __future__ import annotations

from typing import TYPE_CHECKING

from events.wire import server
from query.access import LAST_SEQ
from query.live.personal.coming import read_on, tell
from query.live.personal.personal import Personal
from query.live.standings import Standing

if TYPE_CHECKING:
    from query.live.personal.concern import Row
    from query.live.talk import Talk


async def tell_beside(talk: Talk, ready: server.Ready, standing: Standing) -> None:
    """Say `ready`, and tell what concerns its account from there on until the connection ends."""
    news = talk.gateway.news
    stays = {room_id: [(seq, LAST_SEQ)] for room_id, seq in standing.since.items()}
    personal = Personal(talk, ready.account, stays, standing.position.number, alone=False)
    news.enter_at(personal.told)
    try:
        missed, at = await _missed(personal)
        if talk.socket.closing:
            return
        talk.say(ready)
        for row in missed:
            tell(personal, row, follows=True)
            personal.told = row.position
        if not personal.ended:
            personal.told = at
            news.join(personal)
            talk.personal = personal
    finally:
        if talk.personal is not personal and not personal.ended:
            news.leave(None)


async def _missed(personal: Personal) -> tuple[list[Row], int]:
    """What the reader of the log has passed since, mostly from its memory, and up to where it has."""
    news, at = personal.talk.gateway.news, personal.told
    missed: list[Row] = []
    while news.at is not None and at < news.at and not personal.talk.socket.closing:
        up_to, recent = news.at, news.recent(at)
        if recent is None:
            found, at = await read_on(personal, at, up_to)
            missed += found
        else:
            missed += recent
            at = up_to
    return missed, at
