"""Turns a transcript into a plan. Pure: the same transcript after the same cast gives the same commands.

The transcript wins: each of its lines about coming, going and talking becomes exactly that one event. Where it does not
say how somebody came or went (a log that begins in the middle, a quit that was not logged) the importer adds or removes
them, as a moderator would.
"""

import re
from typing import assert_never
from uuid import UUID

from command.domain.account import ChangeDisplayName, ImportAccount
from command.domain.membership import AddMember, JoinRoom, LeaveRoom, RemoveMember
from command.domain.talk import SendMessage
from parley.importing.cast import Cast
from parley.importing.ids import Ids
from parley.importing.importer import IMPORTER, SOURCE
from parley.importing.irc import Ignored, IrcLine, Joined, Left, Line, Renamed, Said
from parley.importing.plan import Plan, Step, Wish
from parley.importing.transcript import Transcript

NOTHING_SAID = "\u200b"  # a message must have a character; this one has no width
NOT_IN_A_NAME = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")


def plan(transcript: Transcript, cast: Cast, ids: Ids) -> Plan:
    """The commands of a transcript whose cast so far is given; the cast is moved to the transcript's end."""
    planner = Planner(transcript, cast, ids)
    planner.begin(transcript.lines[0])
    for line in transcript.lines:
        planner.add(line)
    return planner.plan


class Planner:
    """Walks through one transcript."""

    def __init__(self, transcript: Transcript, cast: Cast, ids: Ids) -> None:
        self.plan = Plan()
        self._transcript = transcript
        self._cast = cast
        self._ids = ids
        self._met: set[UUID] = set()  # whose coming or going this transcript has told
        self._messages: dict[int, UUID] = {}

    def begin(self, first: Line) -> None:
        """Nobody stays from one day to another: what lies between two logs is not known."""
        if self._cast.day != first.at.date():
            for account in self._cast.present:
                self.plan.gone.append(self._removal(account, first))
            self._cast.present.clear()

    def add(self, line: IrcLine) -> None:
        self._cast.day = line.at.date()
        match line:
            case Said():
                self._said(line)
            case Joined():
                self._joined(line)
            case Left():
                self._left(line)
            case Renamed():
                self._renamed(line)
            case Ignored():
                self.plan.skipped[line.why] += 1
            case _:
                assert_never(line)

    def _said(self, line: Said) -> None:
        account = self._in_room(line, line.nick)
        message_id = self._messages[line.number] = self._id(line, "message")
        body = line.text
        if not body.strip():
            body = NOTHING_SAID
            self.plan.counts["messages without a word"] += 1
        wish = SendMessage(command_id=message_id, room_id=self._ids.room_id, body=body, reply_to=self._answered(line))
        self._do(line, account, "messages", wish)

    def _answered(self, line: Said) -> UUID | None:
        answered = self._transcript.answers.get(line.number)
        if answered is None:
            return None
        message = self._messages.get(answered)
        if message:
            self.plan.counts["replies"] += 1
        else:
            self.plan.skipped["reply links to what is no message"] += 1
        return message

    def _joined(self, line: Joined) -> None:
        account = self._account(line, line.nick)
        if account in self._cast.present:
            self.plan.lines.append(self._removal(account, line))
        self._cast.present[account] = None
        self._met.add(account)
        self._do(line, account, "joins", JoinRoom(command_id=self._id(line, "join"), room_id=self._ids.room_id))

    def _left(self, line: Left) -> None:
        account = self._in_room(line, line.nick)
        del self._cast.present[account]
        self._met.add(account)
        self._do(line, account, "parts", LeaveRoom(command_id=self._id(line, "leave"), room_id=self._ids.room_id))

    def _renamed(self, line: Renamed) -> None:
        account = self._in_room(line, line.nick)
        holder = self._cast.accounts.get(line.new)
        if holder is not None and holder != account and holder in self._cast.present:
            self.plan.lines.append(self._removal(holder, line))
            del self._cast.present[holder]
            self._met.add(holder)
        self._cast.take(line.new, account)
        wish = ChangeDisplayName(command_id=self._id(line, "rename"), display_name=_shown(line.new))
        self._do(line, account, "renames", wish)

    def _do(self, line: Line, account: UUID, kind: str, wish: Wish) -> None:
        self.plan.counts[kind] += 1
        self.plan.lines.append(Step(wish, account, account, line.number, line.at))

    def _account(self, line: Line, nick: str) -> UUID:
        """Whoever goes by this nick; somebody new where nobody does."""
        account = self._cast.accounts.get(nick)
        if account is None:
            account = self._id(line, "account")
            self._cast.take(nick, account)
            wish = ImportAccount(command_id=self._id(line, "import"), display_name=_shown(nick), source=SOURCE)
            self.plan.counts["people"] += 1
            self.plan.accounts.append(Step(wish, account, account, line.number, line.at))
        return account

    def _in_room(self, line: Line, nick: str) -> UUID:
        """Whoever goes by this nick, brought in where they are not in the room."""
        account = self._account(line, nick)
        if account not in self._cast.present:
            wish = AddMember(command_id=self._id(line, "add"), room_id=self._ids.room_id, account_id=account)
            if account in self._met:
                self.plan.lines.append(Step(wish, IMPORTER, account, line.number, line.at))
            else:
                first = self._transcript.lines[0]
                self.plan.here.append(Step(wish, IMPORTER, account, line.number, first.at))
            self._cast.present[account] = None
        return account

    def _removal(self, account: UUID, line: Line) -> Step:
        command_id = self._id(line, f"removal of {account}")
        wish = RemoveMember(command_id=command_id, room_id=self._ids.room_id, account_id=account)
        return Step(wish, IMPORTER, account, line.number, line.at)

    def _id(self, line: Line, what: str) -> UUID:
        return self._ids.of(self._transcript.name, line.number, what)


def _shown(nick: str) -> str:
    """A nick as a display name, which is short and on one line."""
    return NOT_IN_A_NAME.sub("\ufffd", nick)[:64]
