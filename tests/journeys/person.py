"""A person with a client of their own: HTTP for what they do and read, and a WebSocket for what happens."""

from collections.abc import AsyncIterator
from typing import Any
from uuid import UUID, uuid4

import httpx

PASSWORD = "correct horse battery staple"
PAGE = 200


class Person:
    """Signed in. Answers are plain JSON, as any client sees them."""

    def __init__(self, url: str, username: str) -> None:
        self.url = url
        self.username = username
        self.account_id = ""
        self.token = ""
        self.position: str | None = None  # of the last thing done, so that what is read next has it
        self.http = httpx.AsyncClient(base_url=url, timeout=30)

    async def register(self) -> None:
        body = {"username": self.username, "password": PASSWORD, "display_name": self.username.title()}
        self.account_id = (await self._post("/v1/accounts", body))["account_id"]
        await self.sign_in()

    async def sign_in(self) -> None:
        session = await self._post("/v1/sessions", {"username": self.username, "password": PASSWORD})
        self.token = session["access_token"]
        self.http.headers["Authorization"] = f"Bearer {self.token}"

    async def create_room(self, name: str) -> str:
        return str((await self._post("/v1/rooms", {"name": name, "visibility": "public"}))["room_id"])

    async def join(self, room: str) -> Any:
        return self._done(await self.http.put(f"/v1/rooms/{room}/members/me"))

    async def say(self, room: str, body: str, *, message_id: UUID | None = None, reply_to: str | None = None) -> Any:
        message = {"message_id": str(message_id or uuid4()), "body": body}
        return await self._post(f"/v1/rooms/{room}/messages", message | ({"reply_to": reply_to} if reply_to else {}))

    async def get(self, path: str, **query: Any) -> Any:
        return _good(await self.http.get(path, params=query))

    async def pages(self, path: str, **query: Any) -> AsyncIterator[Any]:
        """Every page of a list that is read forwards, as its `Link` headers lead."""
        following: str | None = str(httpx.URL(path, params={"limit": PAGE, **query}))
        while following:
            answer = await self.http.get(following)
            yield _good(answer)
            following = answer.links.get("next", {}).get("url")

    async def log_of(self, room: str) -> list[dict[str, Any]]:
        """Every event of a room."""
        return [event async for page in self.pages(f"/v1/rooms/{room}/events") for event in page["events"]]

    async def talk_of(self, room: str) -> list[dict[str, Any]]:
        """Every message of a room, once all that happened in it can be read."""
        head = (await self.get(f"/v1/rooms/{room}/events", limit=1))["position"]
        found = self.pages(f"/v1/rooms/{room}/messages", after=0, min_position=head)
        return [message async for page in found for message in page["messages"]]

    async def room_named(self, name: str) -> str | None:
        """A public room's id."""
        since = {"min_position": self.position} if self.position else {}
        async for page in self.pages("/v1/rooms/directory", **since):
            for room in page["rooms"]:
                if room["name"] == name:
                    return str(room["room_id"])
        return None

    async def close(self) -> None:
        await self.http.aclose()

    async def _post(self, path: str, body: dict[str, Any]) -> Any:
        return self._done(await self.http.post(path, json=body))

    def _done(self, answer: httpx.Response) -> Any:
        done = _good(answer)
        self.position = done.get("position", self.position)
        return done


def _good(answer: httpx.Response) -> Any:
    assert answer.is_success, f"{answer.request.method} {answer.request.url}: {answer.status_code} {answer.text}"
    return answer.json()
