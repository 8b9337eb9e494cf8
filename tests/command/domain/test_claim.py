"""Who may have a unique name."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from command.domain import claim
from command.domain.claim import ClaimName, ReleaseName
from command.domain.rejections import EmailTaken, UsernameTaken
from events.claim import ClaimEvent, ClaimKind, NameClaimed, NameReleased

ANN, BEN = UUID(int=11), UUID(int=12)
NOW = datetime(2026, 11, 22, tzinfo=UTC)
ANN_HAS = NameClaimed(kind=ClaimKind.USERNAME, account_id=ANN)
ANN_GAVE_UP = NameReleased(kind=ClaimKind.USERNAME, account_id=ANN)
BEN_HAS = NameClaimed(kind=ClaimKind.USERNAME, account_id=BEN)


def after(*events: ClaimEvent) -> claim.Claim:
    state = claim.INITIAL
    for event in events:
        state = claim.evolve(state, event, NOW)
    return state


def wants(account: UUID, later: timedelta = timedelta(), kind: ClaimKind = ClaimKind.USERNAME) -> ClaimName:
    return ClaimName(kind, account, NOW + later)


def test_a_free_name_is_taken_by_whoever_comes_first() -> None:
    assert claim.decide(after(), wants(ANN)) == [ANN_HAS]
    with pytest.raises(UsernameTaken):
        claim.decide(after(ANN_HAS), wants(BEN))
    with pytest.raises(EmailTaken):
        claim.decide(after(ANN_HAS), wants(BEN, kind=ClaimKind.EMAIL))


def test_ones_own_name_is_kept() -> None:
    assert claim.decide(after(ANN_HAS), wants(ANN)) == []


def test_a_released_name_is_held_back_for_thirty_days_from_everybody() -> None:
    for account in (ANN, BEN):
        with pytest.raises(UsernameTaken):
            claim.decide(after(ANN_HAS, ANN_GAVE_UP), wants(account, timedelta(days=30, seconds=-1)))
    assert claim.decide(after(ANN_HAS, ANN_GAVE_UP), wants(BEN, timedelta(days=30))) == [BEN_HAS]


def test_a_name_is_released_once_and_by_its_holder_alone() -> None:
    by_ann, by_ben = ReleaseName(ClaimKind.USERNAME, ANN), ReleaseName(ClaimKind.USERNAME, BEN)
    assert claim.decide(after(ANN_HAS), by_ann) == [ANN_GAVE_UP]
    assert claim.decide(after(ANN_HAS), by_ben) == []
    assert claim.decide(after(ANN_HAS, ANN_GAVE_UP), by_ann) == []
