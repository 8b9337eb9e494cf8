"""What may become of a room as a whole."""

import pytest

from command.domain.house import ArchiveRoom, CreateRoom, DescribeRoom
from command.domain.rejections import (
    NoSuchRoom,
    NotAllowed,
    NotAMember,
    RoomExists,
    RoomIsArchived,
    UnusableName,
    UnusableTopic,
)
from events.room import (
    History,
    MemberJoined,
    Role,
    RoomArchived,
    RoomCreated,
    RoomRenamed,
    RoomTopicChanged,
    Visibility,
)
from tests.command.domain.given import ANN, BEN, COMMAND, INVISIBLE, ROOM, given

OPENED = RoomCreated(name="Tea", visibility=Visibility.PUBLIC, history=History.ALL)
ANN_OWNS = MemberJoined(account_id=ANN, role=Role.OWNER)
ARCHIVE = ArchiveRoom(command_id=COMMAND, room_id=ROOM)


def create(name: str = "Tea", visibility: Visibility = Visibility.PUBLIC, history: History | None = None) -> CreateRoom:
    return CreateRoom(command_id=COMMAND, room_id=ROOM, name=name, visibility=visibility, history=history)


def describe(name: str | None = None, topic: str | None = None) -> DescribeRoom:
    return DescribeRoom(command_id=COMMAND, room_id=ROOM, name=name, topic=topic)


def test_who_opens_a_room_owns_it() -> None:
    given().when(create("  Tea ")).then(OPENED, ANN_OWNS)


@pytest.mark.parametrize(
    ("visibility", "history"), [(Visibility.PUBLIC, History.ALL), (Visibility.PRIVATE, History.SINCE_JOIN)]
)
def test_newcomers_read_all_of_a_public_room_and_nothing_older_in_a_private_one(
    visibility: Visibility, history: History
) -> None:
    opened = RoomCreated(name="Tea", visibility=visibility, history=history)
    given().when(create(visibility=visibility)).then(opened, ANN_OWNS)


def test_how_far_back_one_reads_can_be_chosen() -> None:
    opened = RoomCreated(name="Tea", visibility=Visibility.PRIVATE, history=History.ALL)
    given().when(create(visibility=Visibility.PRIVATE, history=History.ALL)).then(opened, ANN_OWNS)


def test_a_room_is_opened_once() -> None:
    given(OPENED, ANN_OWNS).when(create()).refused(RoomExists)


@pytest.mark.parametrize("name", ["", "  ", "x" * 81, "two\nlines", "a\x00b", "\ud800"])
def test_a_name_is_one_short_line(name: str) -> None:
    given().when(create(name)).refused(UnusableName)
    given(OPENED, ANN_OWNS).when(describe(name=name)).refused(UnusableName)


def test_a_topic_may_be_taken_away_but_not_be_long() -> None:
    with_topic = RoomTopicChanged(topic="Cups")
    given(OPENED, ANN_OWNS, with_topic).when(describe(topic=" ")).then(RoomTopicChanged(topic=""))
    given(OPENED, ANN_OWNS).when(describe(topic="x" * 251)).refused(UnusableTopic)


def test_name_and_topic_change_together() -> None:
    wanted = describe(name="Coffee", topic="Mugs")
    given(OPENED, ANN_OWNS).when(wanted).then(RoomRenamed(name="Coffee"), RoomTopicChanged(topic="Mugs"))


def test_what_is_already_so_changes_nothing() -> None:
    given(OPENED, ANN_OWNS).when(describe(name=" Tea", topic="")).then()
    given(OPENED, ANN_OWNS, RoomArchived()).when(ARCHIVE).then()


@pytest.mark.parametrize("role", [Role.MODERATOR, Role.MEMBER])
def test_names_are_for_admins_and_owners(role: Role) -> None:
    ben = MemberJoined(account_id=BEN, role=role)
    given(OPENED, ANN_OWNS, ben).when(describe(name="Coffee"), BEN).refused(NotAllowed)


def test_only_owners_archive() -> None:
    given(OPENED, ANN_OWNS).when(ARCHIVE).then(RoomArchived())
    admin = MemberJoined(account_id=BEN, role=Role.ADMIN)
    given(OPENED, ANN_OWNS, admin).when(ARCHIVE, BEN).refused(NotAllowed)
    given(OPENED, ANN_OWNS).when(ARCHIVE, BEN).refused(NotAMember)


def test_an_archived_room_keeps_its_name() -> None:
    given(OPENED, ANN_OWNS, RoomArchived()).when(describe(name="Coffee")).refused(RoomIsArchived)


def test_a_room_that_never_was_has_no_rules() -> None:
    given().when(ARCHIVE).refused(NoSuchRoom)
    given().when(describe(name="Coffee")).refused(NoSuchRoom)


@pytest.mark.parametrize("text", INVISIBLE, ids=ascii)
def test_a_name_and_a_topic_that_nobody_could_see_are_refused(text: str) -> None:
    given().when(create(text)).refused(UnusableName)
    given(OPENED, ANN_OWNS).when(describe(name=text)).refused(UnusableName)
    given(OPENED, ANN_OWNS).when(describe(topic=text)).refused(UnusableTopic)


@pytest.mark.parametrize(
    "text",
    [
        "\u2764\ufe0f",
        "\u2764\ufe0f\u200d\U0001f525",
        "\u0600",
        "\U0001f468\u200d\U0001f469",
        "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645",
        "\u0915\u094d\u200d\u0937",
        "\U0001f3f4\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f",
        "x\u0323\u0307\u0301\u0308",
        ".",
    ],
    ids=ascii,
)
def test_what_is_invisible_may_stand_where_a_script_or_an_emoji_needs_it(text: str) -> None:
    given(OPENED, ANN_OWNS).when(describe(name=text)).then(RoomRenamed(name=text))


@pytest.mark.parametrize(
    "text",
    [
        "\u2066Tea\u2069",
        "\u202eaeT",
        "Te\u200ba",
        "Te\xada",
        "T\u200dea",
        "\u0645\u200c",
        "\u200d\U0001f469",
        "\U0001f468\u200d\u200d\U0001f469",
        "Te\U000e0061",
        "x" + "\u0301" * 5,
    ],
    ids=ascii,
)
def test_nothing_in_a_name_hides_or_turns_it_or_stands_on_others_lines(text: str) -> None:
    given().when(create(text)).refused(UnusableName)
    given(OPENED, ANN_OWNS).when(describe(name=text)).refused(UnusableName)
    given(OPENED, ANN_OWNS).when(describe(topic=text)).refused(UnusableTopic)


@pytest.mark.parametrize("text", ["Green  tea", "Green\xa0tea ", "\u3000Green\u2003\u3164tea\u2800"], ids=ascii)
def test_whatever_looks_like_blanks_is_one_plain_blank_in_a_name(text: str) -> None:
    green = RoomRenamed(name="Green tea")
    given(OPENED, ANN_OWNS).when(describe(name=text)).then(green)
