"""Reading how long something is."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from servicedesk_tui.query.durations import LONGEST, parse_duration


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        ("90m", 1.5), ("2h", 2), ("1.5h", 1.5), ("1,5t", 1.5), ("2t", 2), ("2d", 48), ("1w", 168), ("3u", 504),
        ("1h30m", 1.5), ("1 h 30 m", 1.5), ("1t 30min", 1.5), ("2 timer", 2), ("3 DAGE", 72), ("1 uge", 168), ("6mo", 4320),
        ("2 måneder", 1440), ("1y", 8760), ("1d 2h", 26),
    ],
)  # fmt: skip
def test_a_length_is_read_in_both_languages(text: str, hours: float) -> None:
    assert parse_duration(text) == timedelta(hours=hours)


@pytest.mark.parametrize(
    "text", ["", " ", "90", "h", "1h30", "-2h", "+2h", "0m", "2x", "999999y", "٢h", "1e3h", "2h" * 30]
)
def test_what_is_no_length_is_none(text: str) -> None:
    assert parse_duration(text) is None


@given(st.text(max_size=60) | st.text(alphabet="0123456789.,hmtdwuy ", max_size=40))
def test_any_text_is_a_length_or_none(text: str) -> None:
    found = parse_duration(text)
    assert found is None or timedelta(0) < found <= LONGEST
