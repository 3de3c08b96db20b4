"""Turns by weighted deficit."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from servicedesk_tui.policy.assigning import settle


def turns(shares: dict[str, float], count: int) -> Counter[str]:
    credit: dict[str, float] = {}
    taken: Counter[str] = Counter()
    for _ in range(count):
        chosen, credit = settle(credit, shares, lambda one: one)
        taken[chosen] += 1
    return taken


def test_equals_take_turns() -> None:
    assert turns({"ada": 1, "bo": 1, "eva": 1}, 9) == {"ada": 3, "bo": 3, "eva": 3}


def test_weights_decide_how_often() -> None:
    assert turns({"ada": 2, "bo": 1}, 9) == {"ada": 6, "bo": 3}


def test_who_was_not_there_neither_gains_nor_loses() -> None:
    _, credit = settle({"ada": 0.5, "bo": -0.5}, {"bo": 1.0}, lambda one: one)
    assert credit == {"bo": -0.5}


@given(st.dictionaries(st.sampled_from("abcdef"), st.floats(0.1, 5), min_size=1), st.integers(1, 60))
def test_nobody_is_ever_a_whole_round_behind_their_share(shares: dict[str, float], count: int) -> None:
    total, taken = sum(shares.values()), turns(shares, count)
    for one, share in shares.items():
        assert abs(taken[one] - count * share / total) <= len(shares)
    assert sum(taken.values()) == count
