"""`parley replay`: what auditors are shown of the log, and what they are not."""

import json
import re
from datetime import timedelta, timezone
from uuid import UUID, uuid4

import asyncpg
import pytest

from events.log import read
from events.shredding import destroy_subject
from parley.audit.moments import first_at, last_at
from runtime.unsafe import Unsafe
from tests.audit.conftest import Auditor
from tests.audit.people import ANN, BEN
from tests.support.logs import OpenLog

FORGED = 'hi"\n      1  room 00000000-0000-0000-0000-000000000000 #1\r\x1b[2J\x9b31m\u202e\u2028\x07 \\'


async def test_it_tells_every_event_of_a_room_on_a_line(parley: Auditor, kitchen: UUID) -> None:
    answer = await parley("replay", "--room", kitchen)
    assert (answer.code, answer.err) == (0, "")
    parts = [line.split("  ") for line in answer.out.replace("      ", "").splitlines()]
    assert [part[0].strip() for part in parts] == ["3", "4", "5", "6", "7", "8", "9"]
    assert [part[1] for part in parts] == [f"room {kitchen} #{seq}" for seq in range(1, 8)]
    assert [part[4] for part in parts][3:] == ["message_sent", "message_sent", "message_edited", "message_deleted"]
    assert "body=(sealed)" in parts[3][5]
    assert parts[0][3] == str(ANN)


async def test_of_the_whole_log_too(parley: Auditor, kitchen: UUID) -> None:
    assert len((await parley("replay")).lines) == 9
    between = (await parley("replay", "--from", 3, "--until", 5)).lines
    assert [line.split()[0] for line in between] == ["3", "4", "5"]
    assert len((await parley("replay", "--room", kitchen, "--from", 7, "--until", 8)).lines) == 2


async def test_words_and_names_are_told_only_to_whoever_opens_them(parley: Auditor, kitchen: UUID) -> None:
    for words in (("replay",), ("replay", "--json"), ("replay", "--room", kitchen, "--as-of", 9)):
        told = (await parley(*words)).out
        assert not re.search("secret|ready|Ann|kitchen|ann", told), told
    opened = (await parley("replay", "--room", kitchen, "--open")).out
    for word in ('name="The kitchen"', f'{BEN} "Ben"  message_sent', 'body="my secret"', 'body="Tea was ready"'):
        assert word in opened


async def test_what_is_erased_is_not_told_to_anybody(parley: Auditor, kept: OpenLog, kitchen: UUID) -> None:
    await destroy_subject(kept.pool, BEN)
    opened = await parley("replay", "--open")
    assert "body=(erased)" in opened.out
    assert 'body="Tea was ready"' in opened.out
    assert not re.search("my secret|Ben", opened.out)
    lines = [json.loads(line) for line in (await parley("replay", "--open", "--json")).lines]
    assert (lines[6]["opened"]["body"], lines[6]["erased"]) == (None, ["body"])


async def test_no_message_can_forge_a_line_or_move_the_cursor(parley: Auditor, kept: OpenLog, kitchen: UUID) -> None:
    await kept.say(kitchen, ANN, FORGED)
    for words in (("replay", "--open"), ("replay", "--open", "--json"), ("replay", "--open", "--room", kitchen)):
        told = (await parley(*words)).out
        assert all(letter.isprintable() for letter in told.replace("\n", ""))
        assert told.count("\n") == 10 - 2 * ("--room" in words)
    as_of = (await parley("replay", "--open", "--room", kitchen, "--as-of", 10)).out
    assert all(letter.isprintable() for letter in as_of.replace("\n", ""))
    assert json.loads((await parley("replay", "--open", "--json", "--from", 10)).out)["opened"]["body"] == FORGED


async def test_an_event_that_nobody_can_read_is_shown_as_it_is(
    parley: Auditor, kitchen: UUID, database_url: str
) -> None:
    db = await asyncpg.connect(database_url, server_settings={"session_replication_role": "replica"})
    await db.execute("update events set type = 'from the future', data = '[\"\x9b2J\"]' where position = 6")
    await db.execute("""update events set data = '{"message_id": {"kid": 1, "ct": 2}}' where position = 7""")
    await db.close()
    for words in (("replay",), ("replay", "--open")):
        lines = (await parley(*words)).lines
        assert len(lines) == 9
        assert '"from the future"  unreadable="[\\"' in lines[5]
        assert "unreadable=" in lines[6]
    lines = (await parley("replay", "--open", "--json")).lines
    assert [json.loads(line)["opened"] is None for line in lines[4:8]] == [False, True, True, False]
    answer = await parley("replay", "--room", kitchen, "--as-of", 9)
    assert (answer.code, answer.out) == (2, "")
    assert "cannot read the event at position 6;" in answer.err


async def test_a_time_means_what_was_recorded_by_then(parley: Auditor, kept: OpenLog, kitchen: UUID) -> None:
    head = await read.head(kept.pool)
    events = await read.after(kept.pool, 0, 100)
    times = [event.recorded_at for event in events]
    for at in times:
        for moment in (at.isoformat(), at.astimezone(timezone(timedelta(hours=5))).isoformat(" ")):
            assert await last_at(kept.pool, head, moment) == len([time for time in times if time <= at])
            assert await first_at(kept.pool, head, moment) == len([time for time in times if time < at]) + 1
    assert len((await parley("replay", "--until", str(times[4].replace(tzinfo=None)))).lines) == 5
    assert (await parley("replay", "--until", "2020-01-01")).out == ""
    assert len((await parley("replay", "--from", "2020-01-01", "--until", "2999-01-01T00:00:00+02:00")).lines) == 9


async def test_a_position_may_be_a_token_of_this_log(parley: Auditor, kept: OpenLog, kitchen: UUID) -> None:
    epoch = (await kept.log.head()).epoch
    assert len((await parley("replay", "--until", f"{epoch}.4")).lines) == 4


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("--until", "yesterday"), "is neither a position (17) nor a time"),
        (("--until", "10"), "There is no position 10: the log goes from 1 to 9."),
        (("--from", "0"), "There is no position 0"),
        (("--from", "99999999999999999999999"), "There is no position 99999999999999999999999"),
        (("--from", "9" * 5000), "There is no position 999"),
        (("--until", "0123456789ab.4"), "is a position of another incarnation of the log"),
        (("--until", "0001-01-01T00:00:00+23:00"), "is neither a position"),
        (
            ("--room", "The cellar"),
            "No room is called 'The cellar' now (the read models have come to position 0",
        ),
        (("--room", ""), "No room is called '' now"),
        (("--until", ""), "'' is neither a position"),
        (("--room", str(uuid4())), "The log has no room"),
        (("--room", str(ANN)), f"The log has no room {ANN}."),  # it is an account's
        (("--room", str(ANN), "--as-of", "4"), f"The log has no room {ANN}."),
        (("--as-of", "4"), "it needs --room"),
        (("--room", "{kitchen}", "--as-of", "4", "--until", "5"), "it needs --room, and neither --from nor --until"),
        (("--room", "{kitchen}", "--as-of", "2"), "did not exist yet at position 2."),
    ],
)
async def test_what_makes_no_sense_is_answered_with_a_sentence(
    parley: Auditor, kitchen: UUID, words: tuple[str, ...], sentence: str
) -> None:
    answer = await parley("replay", *(word.format(kitchen=kitchen) for word in words))
    assert (answer.code, answer.out) == (2, "")
    assert sentence in answer.err
    assert answer.err.count("\n") == 1


async def test_without_the_keys_it_says_so(parley: Auditor, kept: OpenLog, kitchen: UUID) -> None:
    await kept.pool.execute("update subject_keys set wrapped = decode(repeat('00', 60), 'hex')")
    answer = await parley("replay", "--open")
    assert (answer.code, answer.out) == (2, "")
    assert "not those that this log was sealed with" in answer.err
    assert (await parley("replay")).code == 0
    await kept.pool.execute("update subject_keys set kek_id = '0000'")
    with pytest.raises(Unsafe, match=r"kek\.0000 is missing"):  # which the command line tells as it stands
        await parley("replay", "--open")
