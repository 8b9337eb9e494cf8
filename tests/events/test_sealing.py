"""Personal data: what is sealed opens in its place, and never again once its key is destroyed."""

from base64 import urlsafe_b64encode
from uuid import UUID, uuid4

import msgspec
import pytest

from events.codec import sealed_fields
from events.event import Event
from events.keyring import Keyring
from events.leaf import leaf_hash
from events.log import read
from events.registry import EVENTS
from events.room import MemberRemoved, MessageSent, Role, RoomCreated
from events.sealing import ERASED, Place, SealedValue, event_secret, seal, unseal
from events.shredding import destroy_subject
from events.stored import Recorded
from runtime.postgres import Pool
from tests.support.keys import SECRETS
from tests.support.logs import OpenLog

ANN, BEN = UUID(int=1), UUID(int=2)
KEY = bytes(range(32))
PLACE = Place(
    UUID("01900000-0000-7000-8000-000000000001"), UUID("11111111-1111-4111-8111-111111111111"), "message_sent", 1
)
# Frozen: made by format 1 with KEY, and sealed words must open for as long as they are kept.
VECTOR = SealedValue(
    v=1,
    kid=UUID("55555555-5555-4555-8555-555555555555"),
    nonce="AAECAwQFBgcICQoL",
    ct="f369rIdzPZZ8blDW56FDaFjnGNO-6f6hhkg",
    commit="tkYeUUVKj-jGUn7BESq7cNUuvIr-38E1lwFFffZh5rA",
)


async def opened(kept: OpenLog) -> list[Recorded]:
    """Everything in the log, read by a process that remembers no keys."""
    keyring = Keyring(kept.pool, SECRETS.keks, SECRETS.current_kek)
    return await keyring.open(await read.after(kept.pool, 0, 1000))


async def words(kept: OpenLog) -> list[str]:
    return [found.event.body for found in await opened(kept) if isinstance(found.event, MessageSent)]


async def all_leaves_verify(pool: Pool) -> bool:
    return all(event.leaf_hash == leaf_hash(event) for event in await read.after(pool, 0, 1000))


def test_format_1_opens_what_it_sealed_long_ago() -> None:
    assert unseal(VECTOR, PLACE, "body", event_secret(KEY, PLACE.event_id)) == "hello, Ben"


@pytest.mark.parametrize("field", ["nonce", "ct", "commit"])
def test_a_changed_sealed_value_opens_nothing(field: str) -> None:
    broken = msgspec.structs.replace(VECTOR, **{field: urlsafe_b64encode(bytes(32)).decode().rstrip("=")[:16]})
    assert unseal(broken, PLACE, "body", event_secret(KEY, PLACE.event_id)) is None


def test_a_sealed_value_opens_only_in_its_place() -> None:
    secret = event_secret(KEY, PLACE.event_id)
    sealed = seal("hello", PLACE, "body", uuid4(), secret)
    assert unseal(sealed, PLACE, "body", secret) == "hello"
    assert unseal(sealed, PLACE, "topic", secret) is None
    elsewhere = msgspec.structs.replace(PLACE, stream_id=uuid4())
    assert unseal(sealed, elsewhere, "body", secret) is None


@pytest.mark.parametrize("event", EVENTS.values(), ids=EVENTS)
def test_every_text_of_an_event_is_sealed_or_known_to_be_open(event: type[Event]) -> None:
    open_texts = {"source"}
    texts = {field.name for field in msgspec.structs.fields(event) if field.type is str}
    assert texts <= open_texts | sealed_fields(event).keys()


async def test_the_log_holds_no_words_and_no_names(kept: OpenLog) -> None:
    room = await kept.room(ANN, BEN)
    await kept.say(room, ANN, "the secret ingredient")
    await kept.accepted(room, MemberRemoved(account_id=BEN, role=Role.MEMBER, reason="too curious"), actor=ANN)
    stored = " ".join(event.data for event in await read.after(kept.pool, 0, 100))
    assert not [word for word in ("ingredient", "kitchen", "curious") if word in stored]
    assert await words(kept) == ["the secret ingredient"]


async def test_an_erased_person_is_gone_and_the_rest_stays(kept: OpenLog) -> None:
    room = await kept.room(ANN, BEN)
    await kept.say(room, ANN, "from Ann")
    await kept.say(room, BEN, "from Ben")
    await kept.accepted(room, MemberRemoved(account_id=BEN, role=Role.MEMBER, reason="about Ben"), actor=ANN)
    async with kept.pool.acquire() as db, db.transaction():
        await destroy_subject(db, BEN)
    assert await words(kept) == ["from Ann", ERASED]
    found = await opened(kept)
    assert [event.erased for event in found[-2:]] == [{"body"}, {"reason"}]
    assert isinstance(found[0].event, RoomCreated)
    assert found[0].event.name == "The kitchen"
    assert await all_leaves_verify(kept.pool)


async def test_a_key_is_committed_before_anything_is_sealed_with_it(kept: OpenLog) -> None:
    """Two processes that meet a person at the same moment seal with the same key."""
    one, other = (Keyring(kept.pool, SECRETS.keks, SECRETS.current_kek) for _ in range(2))
    assert (await one.for_sealing([BEN]))[BEN] == (await other.for_sealing([BEN]))[BEN]
