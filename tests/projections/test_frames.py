"""What the fan-out says of messages that are taken back within the same page."""

from uuid import uuid4

from events.account import AccountErased
from events.log import read
from events.room import MessageErased
from projections.frames import frames_of
from tests.support.logs import OpenLog


async def test_words_whose_author_is_erased_in_the_same_page_are_left_out(kept: OpenLog) -> None:
    ann, ben = uuid4(), uuid4()
    room = await kept.room(ann, ben)
    await kept.say(room, ann, "from Ann")
    await kept.say(room, ben, "from Ben")
    await kept.accepted(ben, AccountErased(), actor=ben)
    page = await kept.keyring.open(await read.after(kept.pool, 0, 100))
    said = b"".join(packed.payload for packed in frames_of("fanout", "e", page))
    assert b"from Ann" in said
    assert b"from Ben" not in said


async def test_words_that_are_erased_in_the_same_page_are_left_out(kept: OpenLog) -> None:
    ann = uuid4()
    room = await kept.room(ann)
    message = await kept.say(room, ann, "my secret")
    await kept.accepted(room, MessageErased(message_id=message), actor=ann)
    page = await kept.keyring.open(await read.after(kept.pool, 0, 100))
    said = b"".join(packed.payload for packed in frames_of("fanout", "e", page))
    assert b"message_erased" in said
    assert b"my secret" not in said
