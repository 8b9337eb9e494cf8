"""`parley replay --room ROOM --as-of MOMENT`: a room as it was, on the terminal."""

import json
from uuid import UUID

from events.log import read
from events.room import RoomArchived, RoomRenamed
from projections.core import core
from tests.audit.conftest import Auditor
from tests.audit.people import ANN, BEN
from tests.support.logs import OpenLog


async def project(kept: OpenLog) -> None:
    """Bring the read models up to the head, where the names of rooms are looked up."""
    recorded = await kept.keyring.open(await read.after(kept.pool, 0, 1000))
    async with kept.pool.acquire() as db:
        for projection in core():
            await projection.apply(db, recorded)


async def test_a_room_is_shown_as_it_was(parley: Auditor, kept: OpenLog, kitchen: UUID) -> None:
    await kept.accepted(kitchen, RoomRenamed(name="The cellar"), RoomArchived(), actor=ANN)
    then = (await parley("replay", "--room", kitchen, "--as-of", 7, "--open")).out
    assert '"The kitchen"' in then
    assert "archived" not in then
    assert "Members: 2" in then
    assert f'{BEN} "Ben"' in then
    assert '"Tea is **ready**"' in then
    assert '"my secret"' in then
    now = (await parley("replay", "--room", kitchen, "--as-of", "2999-01-01", "--open")).out
    assert '"The cellar"' in now
    assert "archived" in now
    assert '"Tea was ready"  (edited in #6)' in now
    assert "(deleted in #7)" in now
    assert "my secret" not in now


async def test_as_json_it_is_a_line_for_the_room_and_for_whatever_is_in_it(
    parley: Auditor, kept: OpenLog, kitchen: UUID
) -> None:
    lines = [json.loads(line) for line in (await parley("replay", "--room", kitchen, "--as-of", 7, "--json")).lines]
    assert [line["kind"] for line in lines] == ["room", "member", "member", "message", "message"]
    assert lines[0]["position"] == f"{(await kept.log.head()).epoch}.7"
    assert [line["role"] for line in lines[1:3]] == ["owner", "member"]
    assert not {"name", "topic", "display_name", "body", "erased"} & {name for line in lines for name in line}
    opened = (await parley("replay", "--room", kitchen, "--as-of", 9, "--json", "--open")).lines
    assert [json.loads(line)["body"] for line in opened[3:]] == ["Tea was ready", None]


async def test_a_room_is_found_by_the_name_it_has_now(parley: Auditor, kept: OpenLog, kitchen: UUID) -> None:
    await project(kept)
    answer = await parley("replay", "--room", "The kitchen", "--as-of", 7)
    assert str(kitchen) in answer.lines[0]


async def test_of_several_of_a_name_one_has_to_be_chosen(parley: Auditor, kept: OpenLog, kitchen: UUID) -> None:
    other = await kept.room(BEN)
    await project(kept)
    answer = await parley("replay", "--room", "The kitchen")
    assert (answer.code, answer.out) == (2, "")
    assert f"  {kitchen}  public, since " in answer.err
    assert f"  {other}  public, since " in answer.err
