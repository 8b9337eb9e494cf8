"""A room's history as it is made at random, by what the rules allow."""

from uuid import UUID

from events.room import (
    History,
    MemberAdded,
    MemberJoined,
    MemberLeft,
    MemberRemoved,
    MemberRoleChanged,
    MessageDeleted,
    MessageEdited,
    Role,
    RoomEvent,
    RoomRenamed,
    Visibility,
)
from tests.query.house import House

DEEDS = ("send", "send", "send", "edit", "delete", "join", "leave", "add", "remove", "role", "rename", "cut", "anew")


class Story:
    """A room's history as it is made: only what the rules allow, for those who are members."""

    def __init__(self, home: House, people: list[UUID]) -> None:
        self.home, self.people, self.owner = home, people, people[0]
        self.roles: dict[UUID, Role] = {}
        self.said: list[UUID] = []
        self.room = UUID(int=0)

    async def opened(self, visibility: Visibility) -> None:
        self.room = await self.home.room(self.owner, *self.people[1:3], kind=(visibility, History.ALL))
        self.roles = dict.fromkeys(self.people[1:3], Role.MEMBER)

    async def goes_on(self, deed: str, number: int) -> None:
        who = self.people[1 + number % (len(self.people) - 1)]
        message = self.said[number % len(self.said)] if self.said else None
        match deed:
            case "send":
                self.said.append(await self.home.kept.say(self.room, self.owner, f"number {number}"))
            case "edit" if message:
                await self._happens(MessageEdited(message_id=message, body=f"*{number}*"))
            case "delete" if message:
                self.said.remove(message)
                await self._happens(MessageDeleted(message_id=message))
            case "join" | "add" if who not in self.roles:
                self.roles[who] = Role.MEMBER
                kind = MemberJoined if deed == "join" else MemberAdded
                await self._happens(kind(account_id=who, role=Role.MEMBER))
            case "leave" | "remove" if who in self.roles:
                ending = MemberLeft if deed == "leave" else MemberRemoved
                await self._happens(ending(account_id=who, role=self.roles.pop(who)))
            case "role" if who in self.roles:
                was, self.roles[who] = self.roles[who], (Role.MEMBER, Role.MODERATOR, Role.ADMIN)[number % 3]
                await self._happens(MemberRoleChanged(account_id=who, role=self.roles[who], was=was))
            case "rename":
                await self._happens(RoomRenamed(name=f"Room {number}"))

    async def _happens(self, event: RoomEvent) -> None:
        await self.home.kept.accepted(self.room, event, actor=self.owner)
