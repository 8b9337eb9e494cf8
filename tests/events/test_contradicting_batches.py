"""Commands that contradict each other in one batch: one wins, the other is told."""

import asyncio
from collections.abc import Coroutine
from uuid import UUID, uuid4

from events.claim import ClaimKind, NameClaimed
from events.log.log import Decided
from events.log.write import Outcome, Verdict, exact, new_subject, no_stream, untouched
from events.room import MemberJoined, MemberRemoved, MessageSent, Role, RoomTopicChanged
from events.stored import Draft
from tests.support.logs import OpenLog

ANN, BEN = UUID(int=1), UUID(int=2)


async def both(*outcomes: asyncio.Future[Outcome]) -> list[Verdict]:
    return [outcome.verdict for outcome in await asyncio.gather(*outcomes)]


def soon(coroutine: Coroutine[None, None, Outcome]) -> asyncio.Task[Outcome]:
    return asyncio.ensure_future(coroutine)


def sent(text: str = "hello") -> MessageSent:
    return MessageSent(message_id=uuid4(), body=text)


async def test_who_is_removed_earlier_in_the_batch_does_not_speak(kept: OpenLog) -> None:
    room = await kept.room(ANN, BEN)
    removed = kept.write(room, MemberRemoved(account_id=BEN, role=Role.MEMBER), actor=ANN)
    spoken = kept.write(room, sent(), actor=BEN, expect=(untouched(room, BEN, 3),))
    assert await both(soon(removed), soon(spoken)) == [Verdict.ACCEPTED, Verdict.CONFLICT]


async def test_a_name_is_claimed_once(kept: OpenLog) -> None:
    claim = uuid4()

    async def claimed(account: UUID) -> Outcome:
        event = NameClaimed(kind=ClaimKind.USERNAME, account_id=account)
        return await kept.write(claim, event, actor=account, expect=(no_stream(claim),))

    assert await both(soon(claimed(ANN)), soon(claimed(BEN))) == [Verdict.ACCEPTED, Verdict.CONFLICT]


async def test_one_of_two_writes_at_an_exact_version_wins(kept: OpenLog) -> None:
    room = await kept.room(ANN)
    first = kept.write(room, RoomTopicChanged(topic="tea"), actor=ANN, expect=(exact(room, 2),))
    second = kept.write(room, RoomTopicChanged(topic="rum"), actor=ANN, expect=(exact(room, 2),))
    assert await both(soon(first), soon(second)) == [Verdict.ACCEPTED, Verdict.CONFLICT]


async def test_two_copies_of_a_command_are_one(kept: OpenLog) -> None:
    room, event = await kept.room(ANN), sent()
    copies = [soon(kept.write(room, event, actor=ANN, command_id=event.message_id)) for _ in range(5)]
    outcomes = await asyncio.gather(*copies)
    assert [outcome.verdict for outcome in outcomes] == [Verdict.ACCEPTED] + [Verdict.DUPLICATE] * 4
    assert len({(outcome.position, outcome.version) for outcome in outcomes}) == 1


async def test_one_command_id_with_two_contents_keeps_the_first(kept: OpenLog) -> None:
    room, command_id = await kept.room(ANN), uuid4()
    first = kept.write(room, sent("yes"), actor=ANN, command_id=command_id, fingerprint=b"yes")
    second = kept.write(room, sent("no"), actor=ANN, command_id=command_id, fingerprint=b"no")
    assert await both(soon(first), soon(second)) == [Verdict.ACCEPTED, Verdict.REUSED]


async def test_a_message_id_is_used_once_in_a_room(kept: OpenLog) -> None:
    room, event = await kept.room(ANN, BEN), sent()
    fresh = (new_subject(room, event.message_id),)
    first = kept.write(room, event, actor=ANN, command_id=event.message_id, expect=fresh)
    copied = kept.write(room, event, actor=BEN, command_id=event.message_id, expect=fresh)
    assert await both(soon(first), soon(copied)) == [Verdict.ACCEPTED, Verdict.CONFLICT]


async def test_a_command_over_three_streams_is_all_or_nothing(kept: OpenLog) -> None:
    taken, free, account = uuid4(), uuid4(), uuid4()
    held = NameClaimed(kind=ClaimKind.USERNAME, account_id=ANN)
    await kept.write(taken, held, actor=ANN, expect=(no_stream(taken),))
    mine = NameClaimed(kind=ClaimKind.USERNAME, account_id=BEN)
    drafts = [Draft(free, mine), Draft(taken, mine), Draft(account, sent())]
    expectations = [no_stream(free), no_stream(taken), no_stream(account)]
    outcome = await kept.log.append(Decided(BEN, uuid4(), b"f", account, drafts, expectations))
    assert outcome.verdict is Verdict.CONFLICT
    assert await kept.log.stream(free) == await kept.log.stream(account) == []
    assert await kept.pool.fetchval("select count(*) from commands") == 1


async def test_sends_of_one_room_share_a_batch(kept: OpenLog) -> None:
    room = await kept.room(ANN, BEN)
    rules = (untouched(room, room, 2), untouched(room, ANN, 2))
    writes = [kept.write(room, sent(), actor=ANN, expect=rules) for _ in range(50)]
    assert set(await both(*map(soon, writes))) == {Verdict.ACCEPTED}


async def test_what_rests_on_a_waiting_write_waits_behind_it(kept: OpenLog) -> None:
    """{join B, send by B, removal of B}: the removal must not overtake the send that waits for the join."""
    room = await kept.room(ANN)
    await kept.keyring.for_sealing([BEN])  # with its key at hand a send reaches the appender in its turn
    joined = kept.write(room, MemberJoined(account_id=BEN, role=Role.MEMBER), actor=BEN)
    spoken = kept.write(room, sent(), actor=BEN, expect=(untouched(room, BEN, 3),))
    removal = MemberRemoved(account_id=BEN, role=Role.MEMBER)
    removed = kept.write(room, removal, actor=ANN, expect=(untouched(room, BEN, 3),))
    verdicts = await both(soon(joined), soon(spoken), soon(removed))
    assert verdicts == [Verdict.ACCEPTED, Verdict.ACCEPTED, Verdict.ACCEPTED]
    events = [type(recorded.event) for recorded in await kept.log.stream(room, 2)]
    assert events == [MemberJoined, MessageSent, MemberRemoved]
