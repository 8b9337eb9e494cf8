"""Which commands make a room say what a transcript says."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from command.domain.account import ChangeDisplayName, ImportAccount
from command.domain.membership import AddMember, JoinRoom, LeaveRoom, RemoveMember
from command.domain.talk import SendMessage
from parley.importing.cast import Cast
from parley.importing.ids import Ids
from parley.importing.irc import Joined, Left, Said, parse
from parley.importing.plan import Plan, Step
from parley.importing.planner import plan
from parley.importing.transcript import Transcript, answers

IDS = Ids(bytes(32), "the room")


def transcript(*lines: str, links: str = "", name: str = "2004-11-15.txt") -> Transcript:
    """A transcript in short: `a: hi`, `a joins`, `a leaves`, `a is b`."""
    return Transcript(name, list(parse("\n".join(map(_irc, lines)).encode(), date(2004, 11, 15))), answers(links))


def _irc(line: str) -> str:
    match line.split(" ", 2):
        case [nick, "joins"]:
            return f"=== {nick} [u@host]  has joined #x"
        case [nick, "leaves"]:
            return f"=== {nick} [u@host]  has left #x []"
        case [nick, "is", new]:
            return f"=== {nick} is now known as {new}"
        case _:
            nick, _, text = line.partition(":")
            return f"[12:00] <{nick}>{text}"


def acts(steps: Sequence[Step]) -> list[tuple[str, str]]:
    """What is done and to whom, by the nicks of `told`'s accounts."""
    return [(type(step.wish).__name__, _words(step)) for step in steps]


def _words(step: Step) -> str:
    match step.wish:
        case SendMessage(body=body):
            return body
        case ImportAccount(display_name=name) | ChangeDisplayName(display_name=name):
            return name
        case _:
            return ""


def test_who_talks_without_having_come_was_here_before_the_log_began() -> None:
    made = plan(transcript("a: hi", "a: ho"), Cast(), IDS)
    assert acts(made.accounts) == [("ImportAccount", "a")]
    assert acts(made.here) == [("AddMember", "")]
    assert acts(made.lines) == [("SendMessage", "hi"), ("SendMessage", "ho")]


def test_who_comes_is_not_here_before() -> None:
    made = plan(transcript("a joins", "a: hi", "a leaves"), Cast(), IDS)
    assert made.here == []
    assert [name for name, _ in acts(made.lines)] == ["JoinRoom", "SendMessage", "LeaveRoom"]


def test_who_comes_again_without_having_gone_had_quit_in_between() -> None:
    made = plan(transcript("a: hi", "a joins"), Cast(), IDS)
    assert [name for name, _ in acts(made.lines)] == ["SendMessage", "RemoveMember", "JoinRoom"]


def test_who_talks_after_having_gone_was_brought_back() -> None:
    made = plan(transcript("a joins", "a leaves", "a: hi"), Cast(), IDS)
    assert [name for name, _ in acts(made.lines)] == ["JoinRoom", "LeaveRoom", "AddMember", "SendMessage"]


def test_an_account_goes_on_under_its_new_nick_and_the_old_one_is_somebody_elses() -> None:
    made = plan(transcript("a: 1", "a is b", "b: 2", "a joins"), Cast(), IDS)
    first, renamed, second, other = made.lines
    assert first.actor_id == renamed.actor_id == second.actor_id != other.actor_id
    assert acts([renamed]) == [("ChangeDisplayName", "b")]


def test_a_nick_is_taken_from_whoever_left_it_lying() -> None:
    made = plan(transcript("b: 1", "a is b", "b: 2"), Cast(), IDS)
    assert [name for name, _ in acts(made.lines)] == ["SendMessage", "RemoveMember", "ChangeDisplayName", "SendMessage"]
    assert made.lines[1].concerns == made.lines[0].actor_id
    assert made.lines[3].actor_id == made.lines[2].actor_id != made.lines[0].actor_id


def test_on_another_day_everybody_begins_anew() -> None:
    cast = Cast()
    plan(transcript("a: hi"), cast, IDS)
    same_day = plan(transcript("a: still here", name="later that 2004-11-15.txt"), cast, IDS)
    assert (same_day.gone, same_day.accounts, same_day.here) == ([], [], [])
    next_day = Transcript("2004-11-16.txt", list(parse(b"[12:00] <a> again", date(2004, 11, 16))), {})
    anew = plan(next_day, cast, IDS)
    assert [name for name, _ in acts([*anew.gone, *anew.accounts, *anew.here])] == ["RemoveMember", "AddMember"]
    assert anew.lines[0].actor_id == same_day.lines[0].actor_id


def test_a_message_answers_the_nearest_of_those_it_is_linked_to() -> None:
    made = plan(transcript("a: 1", "b: 2", "c: 3", "d: 4", links="0 3 -\n1 3 -\n2 2 -\n"), Cast(), IDS)
    one, two, three, four = (step.wish for step in made.lines)
    assert isinstance(four, SendMessage)
    assert four.reply_to == two.command_id
    assert isinstance(three, SendMessage)
    assert three.reply_to is None
    assert made.counts["replies"] == 1
    assert one.command_id != two.command_id


def test_an_answer_to_what_is_no_message_is_counted_and_left() -> None:
    made = plan(transcript("a joins", "a: hi", links="0 1 -\n"), Cast(), IDS)
    assert made.skipped["reply links to what is no message"] == 1


def test_a_message_without_a_word_is_still_said() -> None:
    made = plan(transcript("a:", "a:   "), Cast(), IDS)
    assert acts(made.lines) == [("SendMessage", "\u200b")] * 2
    assert made.counts["messages without a word"] == 2


def test_a_message_longer_than_any_may_be_is_cut() -> None:
    made = plan(transcript("a: " + "x" * 20_000), Cast(), IDS)
    assert acts(made.lines) == [("SendMessage", "x" * 16_000)]
    assert made.skipped["ends of messages that were too long"] == 1


def test_a_nick_that_is_no_display_name_is_made_one() -> None:
    made = plan(transcript("\x02bold" + "x" * 100 + ": hi"), Cast(), IDS)
    assert acts(made.accounts) == [("ImportAccount", "\ufffdbold" + "x" * 59)]


nicks = st.sampled_from("abcd")
some_lines = st.one_of(
    st.builds("{}: hi".format, nicks),
    st.builds("{} joins".format, nicks),
    st.builds("{} leaves".format, nicks),
    st.builds("{} is {}".format, nicks, nicks),
)


@given(st.lists(some_lines, min_size=1, max_size=30), st.lists(some_lines, max_size=30))
def test_every_line_becomes_its_event_and_nobody_acts_who_is_not_there(first: list[str], second: list[str]) -> None:
    cast, members, commands = Cast(), set[UUID](), set[tuple[UUID, UUID]]()
    for name, lines in (("1 2004-11-15.txt", first), ("2 2004-11-15.txt", second)):
        if lines:
            read = transcript(*lines, name=name)
            made = plan(read, cast, IDS)
            _carried_out(made, members)
            assert _of_lines(made) == [line.number for line in read.lines if isinstance(line, Said | Joined | Left)]
            steps = {(step.actor_id, step.wish.command_id) for step in made.steps}
            assert len(steps) == len(made.steps)
            assert not steps & commands
            commands |= steps
    assert members == set(cast.present)


def _of_lines(made: Plan) -> list[int]:
    return [step.line for step in made.lines if isinstance(step.wish, SendMessage | JoinRoom | LeaveRoom)]


def _carried_out(made: Plan, members: set[UUID]) -> None:
    for step in made.steps:
        match step.wish:
            case JoinRoom() | AddMember():
                assert step.concerns not in members
                members.add(step.concerns)
            case LeaveRoom() | RemoveMember():
                members.remove(step.concerns)
            case SendMessage():
                assert step.actor_id in members


def test_a_nick_that_nobody_could_see_is_shown_as_what_cannot_be_shown() -> None:
    made = plan(transcript("\u200b\u3164: hi", "\u200b\u3164 is \u2800"), Cast(), IDS)
    assert acts(made.accounts) == [("ImportAccount", "\ufffd")]
    assert acts(made.lines) == [("SendMessage", "hi"), ("ChangeDisplayName", "\ufffd")]
