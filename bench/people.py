"""People with accounts, signed in, and rooms they are all in: made over HTTP as anybody would."""

import asyncio
from uuid import uuid4

import httpx
from msgspec import Struct

from bench.line import Line

PASSWORD = "correct horse"


class House(Struct, frozen=True):
    """Everybody's access token, and the rooms."""

    tokens: list[str]
    rooms: list[str]

    def lines(self, count: int) -> list[Line]:
        """So many connections of everybody in turn, to every room in turn."""
        return [Line(self.tokens[n % len(self.tokens)], self.rooms[n % len(self.rooms)]) for n in range(count)]


async def moved_in(url: str, people: int, rooms: int) -> House:
    """Make accounts and rooms, and bring everybody into every room."""
    async with httpx.AsyncClient(base_url=url, timeout=60) as http:
        tokens = await asyncio.gather(*(_person(http) for _ in range(people)))
        made = [await _room(http, tokens[0]) for _ in range(rooms)]
        for room in made:
            await asyncio.gather(*(_join(http, room, token) for token in tokens[1:]))
        return House(tokens, made)


async def _person(http: httpx.AsyncClient) -> str:
    credentials = {"username": f"bench-{uuid4().hex[:12]}", "password": PASSWORD}
    (await http.post("/v1/accounts", json=credentials)).raise_for_status()
    session = (await http.post("/v1/sessions", json=credentials)).raise_for_status()
    return str(session.json()["access_token"])


async def _room(http: httpx.AsyncClient, token: str) -> str:
    wish = {"name": "A room", "visibility": "public"}
    made = (await http.post("/v1/rooms", json=wish, headers=_bearer(token))).raise_for_status()
    return str(made.json()["room_id"])


async def _join(http: httpx.AsyncClient, room: str, token: str) -> None:
    (await http.put(f"/v1/rooms/{room}/members/me", headers=_bearer(token))).raise_for_status()


def _bearer(token: str) -> dict[str, str]:
    return {"authorization": f"Bearer {token}"}
