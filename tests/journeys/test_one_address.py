"""One thing has one address, however many ways Python has to read an id."""

from tests.journeys.conftest import Somebody

ALSO_READ = ("{%s}", "urn:uuid:%s", "%%20%s", "%s%%0d%%0a")
ARABIC = {ord(digit): chr(0x660 + int(digit)) for digit in "0123456789"}


async def test_an_id_written_in_any_other_way_is_not_found(somebody: Somebody) -> None:
    ann = await somebody("ann")
    room = await ann.create_room("The kitchen")
    assert (await ann.http.get(f"/v1/rooms/{room}/events?limit=1")).links["next"]
    for written in (room.translate(ARABIC), *(form % room for form in ALSO_READ)):
        answer = await ann.http.get(f"/v1/rooms/{written}/events?limit=1")
        assert (answer.status_code, answer.json()["status"]) == (404, 404), written
    assert (await ann.http.get(f"/v1/rooms/{room.upper()}/events?limit=1")).is_success
