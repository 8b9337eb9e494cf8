"""Unique names: what may be one, and which stream claims it."""

import pytest

from events.claim import ClaimKind
from events.names import UnusableName, claim_stream, normalise_email, normalise_username


def test_a_username_is_one_name_in_any_case() -> None:
    assert normalise_username("Ann.O-Nym_7") == "ann.o-nym_7"


@pytest.mark.parametrize("name", ["", "a", "x" * 33, "анна", "ann lee", "ann@home", "ann\x00", "K\u212aelvin"])
def test_what_is_not_a_username_is_refused(name: str) -> None:
    with pytest.raises(UnusableName):
        normalise_username(name)


def test_an_address_is_one_in_any_case_and_script() -> None:
    assert normalise_email("ann@example.org.") == "ann@example.org"
    assert normalise_email(" Ann@Bücher.Example ") == "ann@xn--bcher-kva.example"


@pytest.mark.parametrize("address", ["", "ann", "@example.org", "ann@", "a b@example.org", "ann@-.org", "ann@exa mple"])
def test_what_is_not_an_address_is_refused(address: str) -> None:
    with pytest.raises(UnusableName):
        normalise_email(address)


def test_the_stream_of_a_claim_is_frozen() -> None:
    stream = claim_stream(bytes(32), ClaimKind.USERNAME, "ann")
    assert str(stream) == "b1ee56c1-c944-87e2-86f5-cdc0321ffb51"
    assert stream.version == 8
    assert stream != claim_stream(bytes(32), ClaimKind.EMAIL, "ann")
