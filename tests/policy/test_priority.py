"""Priority from impact, urgency and tier."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from servicedesk_tui.policy.priority import ADDITIVE, SHORTHAND, priority, refuse_unmonotone
from servicedesk_tui.vocabulary.enums import Level, Priority, Tier
from servicedesk_tui.vocabulary.refusals import Invalid

LEVELS = st.sampled_from(list(Level))
TIERS = st.sampled_from([None, *Tier])


@pytest.mark.parametrize(
    ("impact", "urgency", "tier", "expected"),
    [
        (1, 1, None, 1),
        (2, 1, None, 2),
        (2, 2, None, 3),
        (3, 3, None, 4),
        (3, 2, None, 4),
        (2, 1, "A", 2),
        (1, 1, "A", 1),
        (2, 2, "A", 2),
        (3, 3, "A", 4),
        (3, 2, "A", 3),
        (2, 2, "B", 3),
    ],
)
def test_priority_by_table(impact: int, urgency: int, tier: str | None, expected: int) -> None:
    found = priority(Level(impact), Level(urgency), Tier(tier) if tier else None)
    assert found is Priority(expected)


@given(LEVELS, LEVELS, TIERS, st.integers(0, 2))
def test_a_tier_or_a_lift_never_lowers_and_a_tier_makes_no_p1(
    impact: Level, urgency: Level, tier: Tier | None, lift: int
) -> None:
    plain = priority(impact, urgency, None, lift=lift)
    assert priority(impact, urgency, tier, lift=lift) <= plain <= priority(impact, urgency, None)
    if plain is not Priority.P1:
        assert priority(impact, urgency, tier, lift=lift) is not Priority.P1


def test_the_shorthand_gives_its_own_number() -> None:
    assert {n: int(priority(*pair, None)) for n, pair in SHORTHAND.items()} == {1: 1, 2: 2, 3: 3, 4: 4}


def test_a_table_that_punishes_urgency_is_refused() -> None:
    refuse_unmonotone(ADDITIVE)
    with pytest.raises(Invalid, match="impact 1, urgency 1"):
        refuse_unmonotone({**ADDITIVE, (Level.HIGH, Level.HIGH): Priority.P4})
