"""Who is on stage: people come and go here also where the transcript does not say how they came or went."""

from uuid import UUID

from command.domain import one_line, texts
from command.domain.account import ImportAccount
from command.domain.membership import AddMember, RemoveMember
from parley.importing.cast import Cast
from parley.importing.ids import Ids
from parley.importing.importer import IMPORTER, SOURCE
from parley.importing.irc import Line
from parley.importing.plan import Plan, Step


def shown(nick: str) -> str:
    """A nick as a display name, which is short, on one line, and can be seen."""
    name = nick[: texts.MAX_DISPLAY_NAME]
    if not one_line.shows(name):
        return "\ufffd"
    while (at := one_line.unfit(name)) is not None:
        name = f"{name[:at]}\ufffd{name[at + 1 :]}"
    return name


class Stage:
    """The cast of one file, and the importer's part in the file's plan."""

    def __init__(self, plan: Plan, cast: Cast, ids: Ids, file: str, first: Line) -> None:
        self.cast = cast
        self._plan = plan
        self._ids = ids
        self._file = file
        self._first = first
        self._told: set[UUID] = set()  # whose coming or going this file has told
        if cast.day != first.at.date():  # what lies between two days is not known: nobody stays
            plan.gone += [self._removal(account, first) for account in cast.present]
            cast.present.clear()

    def person(self, line: Line, nick: str) -> UUID:
        """Whoever goes by this nick; somebody new where nobody does."""
        account = self.cast.accounts.get(nick)
        if account is None:
            account = self.id(line, "account")
            self.cast.take(nick, account)
            wish = ImportAccount(command_id=self.id(line, "import"), display_name=shown(nick), source=SOURCE)
            self._plan.accounts.append(Step(wish, account, account, line.number, line.at))
            self._plan.counts["people"] += 1
        return account

    def member(self, line: Line, nick: str) -> UUID:
        """Whoever goes by this nick, brought in where they are not in the room."""
        account = self.person(line, nick)
        if account not in self.cast.present:
            wish = AddMember(command_id=self.id(line, "add"), room_id=self._ids.room_id, account_id=account)
            before = account not in self._told  # then they were here before the log began
            steps, at = (self._plan.here, self._first.at) if before else (self._plan.lines, line.at)
            steps.append(Step(wish, IMPORTER, account, line.number, at))
            self.cast.present[account] = None
        return account

    def comes(self, account: UUID) -> None:
        self.cast.present[account] = None
        self._told.add(account)

    def goes(self, account: UUID) -> None:
        del self.cast.present[account]
        self._told.add(account)

    def put_out(self, account: UUID | None, line: Line) -> None:
        """Somebody who must have quit unseen is removed, if they are in the room."""
        if account in self.cast.present:
            self._plan.lines.append(self._removal(account, line))
            self.goes(account)

    def id(self, line: Line, what: str) -> UUID:
        return self._ids.of(self._file, line.number, what)

    def _removal(self, account: UUID, line: Line) -> Step:
        command_id = self.id(line, f"removal of {account}")
        wish = RemoveMember(command_id=command_id, room_id=self._ids.room_id, account_id=account)
        return Step(wish, IMPORTER, account, line.number, line.at)
