"""Two people meet in a room, talk, and each hears the other as it is said."""

from tests.journeys.conftest import Somebody
from tests.journeys.follower import Follower


async def test_two_people_talk(somebody: Somebody) -> None:
    ann, ben = await somebody("ann"), await somebody("ben")
    kitchen = await ann.create_room("The kitchen")
    listening = Follower(ann, kitchen)

    ben.position = ann.position  # what Ann has done is what he looks for
    assert await ben.room_named("The kitchen") == kitchen
    await ben.join(kitchen)
    asked = await ben.say(kitchen, "Is there **tea**?")
    answered = await ann.say(kitchen, "There is.", reply_to=asked["message_id"])

    hearing = Follower(ben, kitchen)
    for follower in (listening, hearing):
        await follower.reaches(answered["seq"])
        await follower.stop()
    assert hearing.events == listening.events
    assert [event["type"] for event in listening.events] == [
        "room_created",
        "member_joined",
        "member_joined",
        "message_sent",
        "message_sent",
    ]
    *_, question, answer = listening.events
    assert (question["actor"], question["data"]["body"]) == (ben.account_id, "Is there **tea**?")
    assert question["html"].strip() == "<p>Is there <strong>tea</strong>?</p>"
    assert (answer["actor"], answer["data"]["reply_to"]) == (ann.account_id, asked["message_id"])

    talk = await ann.talk_of(kitchen)
    assert [(said["author"]["display_name"], said["body"]) for said in talk] == [
        ("Ben", "Is there **tea**?"),
        ("Ann", "There is."),
    ]
    assert talk[1]["reply_to"] == talk[0]["message_id"] == asked["message_id"]


async def test_saying_the_same_message_twice_says_it_once(somebody: Somebody) -> None:
    ann = await somebody("ann")
    kitchen = await ann.create_room("The kitchen")
    first = await ann.say(kitchen, "Hello?")
    again = await ann.say(kitchen, "Hello?", message_id=first["message_id"])
    assert (first["duplicate"], again["duplicate"]) == (False, True)
    assert (first["seq"], first["position"]) == (again["seq"], again["position"])
    assert len(await ann.talk_of(kitchen)) == 1
