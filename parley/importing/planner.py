"""Turns a transcript into a plan. Pure: the same transcript after the same cast gives the same commands.

The transcript wins: each of its lines about coming, going and talking becomes exactly that one event. Where it does not
say how somebody came or went (a log that begins in the middle, a quit that was not logged) the importer adds or removes
them, as a moderator would.
"""

from typing import assert_never
from uuid import UUID

from command.domain.account import ChangeDisplayName
from command.domain.membership import JoinRoom, LeaveRoom
from command.domain.talk import SendMessage
from command.domain.texts import MAX_BODY
from parley.importing.cast import Cast
from parley.importing.ids import Ids
from parley.importing.irc import Ignored, IrcLine, Joined, Left, Line, Renamed, Said
from parley.importing.plan import Plan, Step, Wish
from parley.importing.stage import Stage, shown
from parley.importing.transcript import Transcript

NOTHING_SAID = "\u200b"  # a message must have a character; this one has no width


def plan(transcript: Transcript, cast: Cast, ids: Ids) -> Plan:
    """The commands of a transcript whose cast so far is given; the cast is moved to the transcript's end."""
    planner = Planner(transcript, cast, ids)
    for line in transcript.lines:
        planner.add(line)
    return planner.plan


class Planner:
    """Walks through one transcript."""

    def __init__(self, transcript: Transcript, cast: Cast, ids: Ids) -> None:
        self.plan = Plan()
        self._answers = transcript.answers
        self._room_id = ids.room_id
        self._stage = Stage(self.plan, cast, ids, transcript.name, transcript.lines[0])
        self._messages: dict[int, UUID] = {}  # by line

    def add(self, line: IrcLine) -> None:
        self._stage.cast.day = line.at.date()
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
        account = self._stage.member(line, line.nick)
        message_id = self._messages[line.number] = self._stage.id(line, "message")
        body, answered = self._body(line), self._answered(line)
        wish = SendMessage(command_id=message_id, room_id=self._room_id, body=body, reply_to=answered)
        self._do(line, account, "messages", wish)

    def _joined(self, line: Joined) -> None:
        account = self._stage.person(line, line.nick)
        self._stage.put_out(account, line)
        self._stage.comes(account)
        self._do(line, account, "joins", JoinRoom(command_id=self._stage.id(line, "join"), room_id=self._room_id))

    def _left(self, line: Left) -> None:
        account = self._stage.member(line, line.nick)
        self._stage.goes(account)
        self._do(line, account, "parts", LeaveRoom(command_id=self._stage.id(line, "leave"), room_id=self._room_id))

    def _renamed(self, line: Renamed) -> None:
        account = self._stage.member(line, line.nick)
        holder = self._stage.cast.accounts.get(line.new)
        if holder != account:
            self._stage.put_out(holder, line)
        self._stage.cast.take(line.new, account)
        wish = ChangeDisplayName(command_id=self._stage.id(line, "rename"), display_name=shown(line.new))
        self._do(line, account, "renames", wish)

    def _do(self, line: Line, account: UUID, kind: str, wish: Wish) -> None:
        self.plan.counts[kind] += 1
        self.plan.lines.append(Step(wish, account, account, line.number, line.at))

    def _body(self, line: Said) -> str:
        if not line.text[:MAX_BODY].strip():
            self.plan.counts["messages without a word"] += 1
            return NOTHING_SAID
        if len(line.text) > MAX_BODY:
            self.plan.skipped["ends of messages that were too long"] += 1
        return line.text[:MAX_BODY]

    def _answered(self, line: Said) -> UUID | None:
        """The message that the line answers by a hand-made link."""
        if line.number not in self._answers:
            return None
        message = self._messages.get(self._answers[line.number])
        if message:
            self.plan.counts["replies"] += 1
        else:
            self.plan.skipped["reply links to what is no message"] += 1
        return message
