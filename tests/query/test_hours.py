"""Hours as people write them: read in two languages, written so that they are read the same."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from servicedesk_tui.locale import speak
from servicedesk_tui.query.hours import read_hours, read_week, write_week
from servicedesk_tui.vocabulary.refusals import Invalid

DAY, LUNCH = ((480, 960),), ((480, 720), (750, 960))


@pytest.mark.parametrize(
    ("text", "week"),
    [
        ("mon 8-12 12.30-16", {1: LUNCH}),
        ("mon-fri 8-16", dict.fromkeys(range(1, 6), DAY)),
        ("mon..fri 08:00-16:00", dict.fromkeys(range(1, 6), DAY)),
        ("Mandag til fredag 8-16, lørdag 9-12", {**dict.fromkeys(range(1, 6), DAY), 6: ((540, 720),)}),
        ("man ons 8-16; fre -", {1: DAY, 3: DAY}),
        ("mon, wed 8 - 16", {1: DAY, 3: DAY}),
        ("fri 22-6", {5: ((1320, 1800),)}),
        ("mon 16-24:00", {1: ((960, 1440),)}),
        ("mon 16-24 sun 0-8", {1: ((960, 1440),), 7: ((0, 480),)}),
        ("fri-mon 8-16", dict.fromkeys((5, 6, 7, 1), DAY)),
        ("daily 8–16", dict.fromkeys(range(1, 8), DAY)),
        ("fri fri", {}),
        ("mon-sun -", {}),
        ("", {}),
    ],
)
def test_a_week_is_read(text: str, week: dict[int, tuple[tuple[int, int], ...]]) -> None:
    assert read_week(text) == dict(sorted(week.items()))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("8-16", "Begin with the days"),
        ("mon 8-25", "25:00 is no time of day"),
        ("mon 8.75-12", "8:75 is no time of day"),
        ("mon 8-8", "no stretch of a day"),
        ("mon 8-12 11-16", "8-12 and 11-16 overlap"),
        ("mon 22-9 tue 8-16", "22-9 and 8-16 overlap"),
        ("mon whenever", "whenever is not understood"),
    ],
)
def test_what_is_wrong_is_said(text: str, said: str) -> None:
    with pytest.raises(Invalid, match=said):
        read_week(text)


def test_a_day_alone() -> None:
    assert read_hours("8-12 12:30-16") == LUNCH
    assert read_hours("-") == read_hours("lukket") == ()
    with pytest.raises(Invalid, match="Write hours"):
        read_hours(" ")


def test_it_is_written_short_and_in_the_readers_language() -> None:
    week = {**dict.fromkeys(range(1, 5), LUNCH), 5: ((1320, 1800),), 6: ((960, 1440),)}
    assert write_week(week) == "mon-thu 8-12 12:30-16, fri 22-6, sat 16-24"
    speak("da")
    try:
        assert write_week(week) == "man-tor 8-12 12:30-16, fre 22-6, lør 16-24"
    finally:
        speak("en")


hours = st.lists(st.integers(0, 1439), min_size=2, max_size=6, unique=True).map(
    lambda at: tuple((start, end) for start, end in zip(sorted(at)[::2], sorted(at)[1::2], strict=False))
)


@given(st.dictionaries(st.integers(1, 7), hours, max_size=7), st.sampled_from(["en", "da"]))
def test_what_is_written_is_read_the_same(week: dict[int, tuple[tuple[int, int], ...]], language: str) -> None:
    speak(language)
    try:
        assert read_week(write_week(week)) == dict(sorted(week.items()))
    finally:
        speak("en")
