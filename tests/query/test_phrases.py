"""Dates in words and figures, in both languages, across daylight saving, and whatever else may be typed."""

import subprocess
import sys
import time
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import dateparser.date  # noqa: F401 - loaded before the property's clock runs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from servicedesk_tui.locale import speaking
from servicedesk_tui.locale.dates import in_full
from servicedesk_tui.policy.calendar import close_day
from servicedesk_tui.query.dates import LONGEST, is_ambiguous, parse_due, parse_span
from servicedesk_tui.vocabulary.refusals import Invalid

from .phrases import phrases

COPENHAGEN, NEW_YORK = ZoneInfo("Europe/Copenhagen"), ZoneInfo("America/New_York")
SANTIAGO = ZoneInfo("America/Santiago")
MONDAY = datetime(2026, 3, 2, 7, 0, tzinfo=UTC)  # 08:00 in Copenhagen


def due(text: str, now: datetime = MONDAY, zone: ZoneInfo = COPENHAGEN) -> str:
    at, is_day = parse_due(text, now=now, zone=zone)
    return at.astimezone(zone).strftime("%Y-%m-%d" if is_day else "%Y-%m-%d %H:%M")


def span(text: str, now: datetime = MONDAY, zone: ZoneInfo = COPENHAGEN, *, past: bool = False) -> str:
    found = parse_span(text, now=now, zone=zone, past=past)
    start, end = (at.astimezone(zone) for at in (found.start, found.end))
    pattern = "%Y-%m-%d %H:%M" if found.is_exact else "%Y-%m-%d"
    return f"{start:{pattern}} {end:{pattern}}"


def local(text: str, zone: ZoneInfo = COPENHAGEN) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=zone).astimezone(UTC)


def test_there_are_phrases_enough() -> None:
    assert len({text for text, _due, _guess in phrases()}) >= 300


@pytest.mark.parametrize("language", ["en", "da"])
@pytest.mark.parametrize(("text", "meaning", "is_guess"), phrases())
def test_a_phrase_is_read_as_it_is_meant(text: str, meaning: str, is_guess: bool, language: str) -> None:
    with speaking(language):
        assert due(text) == meaning
        assert is_ambiguous(text, now=MONDAY, zone=COPENHAGEN) is is_guess


@pytest.mark.parametrize(
    "text",
    [
        "tir 6 mar", "fri 1/12", "fredag den 7. marts", "29 feb 2027", "30. februar", "31/2", "32. dec", "1/13", "0/0",
        "fri sat", "fri fri", "soon", "boiler 3 dead", "man 3 boys", "12", "uge 54", "uge 53 2027", "kl. 25", "14:61",
        "13pm", "the 32nd", "tomorrow 25:00", "i morgen kl. 25", "fredag den 32. maj", "two days after tomorrow",
        "uge 49 kl 9", "december kl 9", "+99999d", "+2.5d", "morgen", "2026-02-31", "in 9999 years", "day", "om", "+",
        "-", "kl.", "fri \x00", "١/١٢", "1" * 500, "fri " * 50,
    ],
)  # fmt: skip
def test_what_cannot_be_meant_is_refused(text: str) -> None:
    for read in (parse_due, parse_span, is_ambiguous):
        with pytest.raises(Invalid, match="2026-12-01"):
            read(text, now=MONDAY, zone=COPENHAGEN)


@pytest.mark.parametrize(
    ("text", "stretch"),
    [
        ("today", "2026-03-02 2026-03-03"),
        ("i går", "2026-03-01 2026-03-02"),
        ("yesterday", "2026-03-01 2026-03-02"),
        ("eod", "2026-03-02 2026-03-03"),
        ("fri", "2026-03-06 2026-03-07"),
        ("last fri", "2026-02-27 2026-02-28"),
        ("i fredags", "2026-02-27 2026-02-28"),
        ("-3d", "2026-02-27 2026-02-28"),
        ("+3d", "2026-03-05 2026-03-06"),
        ("1/12", "2026-12-01 2026-12-02"),
        ("2026-12-01", "2026-12-01 2026-12-02"),
        ("2026-12-01 14:00", "2026-12-01 14:00 2026-12-01 14:01"),
        ("14:00", "2026-03-02 14:00 2026-03-02 14:01"),
        ("now", "2026-03-02 08:00 2026-03-02 08:01"),
        ("+2h", "2026-03-02 10:00 2026-03-02 10:01"),
        ("i aften", "2026-03-02 18:00 2026-03-03 00:00"),
        ("eow", "2026-03-06 2026-03-09"),
        ("weekend", "2026-03-07 2026-03-09"),
        ("uge 49", "2026-11-30 2026-12-07"),
        ("week 49", "2026-11-30 2026-12-07"),
        ("uge 10", "2026-03-02 2026-03-09"),
        ("this week", "2026-03-02 2026-03-09"),
        ("denne uge", "2026-03-02 2026-03-09"),
        ("next week", "2026-03-09 2026-03-16"),
        ("næste uge", "2026-03-09 2026-03-16"),
        ("last week", "2026-02-23 2026-03-02"),
        ("sidste uge", "2026-02-23 2026-03-02"),
        ("next month", "2026-04-01 2026-05-01"),
        ("sidste måned", "2026-02-01 2026-03-01"),
        ("december", "2026-12-01 2027-01-01"),
        ("marts", "2026-03-01 2026-04-01"),
        ("2026-12", "2026-12-01 2027-01-01"),
        ("2026", "2026-01-01 2027-01-01"),
        ("last year", "2025-01-01 2026-01-01"),
        ("eom", "2026-03-31 2026-04-01"),
    ],
)
def test_a_filter_means_all_of_what_is_named(text: str, stretch: str) -> None:
    assert span(text) == stretch


@pytest.mark.parametrize(
    ("text", "stretch"),
    [
        ("fri", "2026-02-27 2026-02-28"),
        ("2d", "2026-02-28 2026-03-01"),
        ("+2d", "2026-03-04 2026-03-05"),
        ("1/12", "2025-12-01 2025-12-02"),
        ("2/3", "2026-03-02 2026-03-03"),
        ("december", "2025-12-01 2026-01-01"),
        ("marts", "2026-03-01 2026-04-01"),
        ("uge 49", "2025-12-01 2025-12-08"),
        ("14:00", "2026-03-01 14:00 2026-03-01 14:01"),
        ("today", "2026-03-02 2026-03-03"),
    ],
)
def test_where_the_past_is_meant_it_is_the_last_such_time(text: str, stretch: str) -> None:
    assert span(text, past=True) == stretch


@pytest.mark.parametrize("weekday", range(7))
def test_the_end_of_the_week_is_the_friday_that_comes(weekday: int) -> None:
    now = MONDAY + timedelta(days=weekday)
    assert due("eow", now) == ("2026-03-06" if weekday < 5 else "2026-03-13")


@pytest.mark.parametrize(
    ("text", "zone", "now", "moment"),
    [
        # Clocks go forward at 02:00 on 29 March in Copenhagen, on 8 March in New York.
        ("2026-03-29 02:30", COPENHAGEN, MONDAY, "2026-03-29T01:30+00:00"),
        ("søndag kl. 2.30", COPENHAGEN, local("2026-03-27T12:00"), "2026-03-29T01:30+00:00"),
        ("8/3 2:30", NEW_YORK, MONDAY, "2026-03-08T07:30+00:00"),
        ("+2h", COPENHAGEN, local("2026-03-29T01:30"), "2026-03-29T02:30+00:00"),
        ("+1d 9:00", COPENHAGEN, local("2026-03-28T08:00"), "2026-03-29T07:00+00:00"),
        ("+1d2h", COPENHAGEN, local("2026-03-28T12:00"), "2026-03-29T12:00+00:00"),
        # They go back at 03:00 on 25 October in Copenhagen, at 02:00 on 1 November in New York: the hour comes twice.
        ("2026-10-25 02:30", COPENHAGEN, MONDAY, "2026-10-25T00:30+00:00"),
        ("1/11 1:30", NEW_YORK, MONDAY, "2026-11-01T05:30+00:00"),
        ("+2h", COPENHAGEN, local("2026-10-25T01:30"), "2026-10-25T01:30+00:00"),
        ("om 3 timer", COPENHAGEN, local("2026-10-25T01:30"), "2026-10-25T02:30+00:00"),
    ],
)
def test_the_clocks_changing_shifts_no_time_of_day(text: str, zone: ZoneInfo, now: datetime, moment: str) -> None:
    assert parse_due(text, now=now, zone=zone) == (datetime.fromisoformat(moment), False)


@pytest.mark.parametrize(
    ("text", "zone", "hours"),
    [
        ("2026-03-29", COPENHAGEN, 23),
        ("2026-10-25", COPENHAGEN, 25),
        ("8/3", NEW_YORK, 23),
        ("1/11", NEW_YORK, 25),
        ("6/9", SANTIAGO, 23),  # There midnight itself is skipped.
        ("uge 13", COPENHAGEN, 7 * 24 - 1),
        ("oktober", COPENHAGEN, 31 * 24 + 1),
        ("2026", COPENHAGEN, 365 * 24),
    ],
)
def test_a_day_is_as_long_as_the_clocks_make_it(text: str, zone: ZoneInfo, hours: int) -> None:
    found = parse_span(text, now=MONDAY, zone=zone)
    assert found.end - found.start == timedelta(hours=hours)


def test_days_on_keep_the_clock_on_the_wall() -> None:
    at, is_day = parse_due("+3d", now=local("2026-03-27T12:00"), zone=COPENHAGEN)
    assert (at, is_day) == (close_day(date(2026, 3, 30), COPENHAGEN), True)


@given(st.dates(date(1000, 1, 1), date(9999, 12, 30)))
def test_a_printed_day_is_read_back(day: date) -> None:
    assert due(day.isoformat()) == day.isoformat()


@given(
    st.datetimes(datetime(1970, 1, 2), datetime(2199, 12, 30), timezones=st.just(UTC)),
    st.booleans(),
    st.sampled_from(["en", "da"]),
    st.sampled_from([COPENHAGEN, NEW_YORK]),
)
def test_a_moment_said_in_full_is_read_back(at: datetime, is_day: bool, language: str, zone: ZoneInfo) -> None:
    moment = at.replace(second=0, microsecond=0)
    with speaking(language):
        said = in_full(moment, is_day, zone)
    read, was_day = parse_due(said, now=MONDAY, zone=zone)
    assert was_day is is_day
    # Of an hour that comes twice the first is read.
    assert read.astimezone(zone).replace(tzinfo=None) == (
        close_day(moment.astimezone(zone).date(), zone) if is_day else moment
    ).astimezone(zone).replace(tzinfo=None)


def test_a_moment_in_full_is_said_in_each_language() -> None:
    at = local("2026-12-01T14:00")
    assert in_full(at, False, COPENHAGEN) == "Tuesday 1 December 2026 14:00"
    with speaking("da"):
        assert in_full(at, False, COPENHAGEN) == "tirsdag 1. december 2026 kl. 14.00"
        assert in_full(at, True, COPENHAGEN) == "tirsdag 1. december 2026"


WORDS = sorted({word for text, _due, _guess in phrases() for word in text.split()})


@given(
    st.text(max_size=200)
    | st.lists(st.sampled_from(WORDS) | st.text(max_size=5), max_size=12).map(" ".join)
    | st.text(alphabet="0123456789./-: +dhmtuakl", max_size=40),
    st.booleans(),
)
def test_any_text_is_read_or_refused_and_soon(text: str, past: bool) -> None:
    began = time.process_time()
    try:
        at, _is_day = parse_due(text, now=MONDAY, zone=COPENHAGEN)
        assert at.tzinfo is UTC
    except Invalid:
        pass
    try:
        found = parse_span(text, now=MONDAY, zone=COPENHAGEN, past=past)
        assert found.start < found.end
    except Invalid:
        pass
    assert time.process_time() - began < 1


@pytest.mark.parametrize("text", ["fri " * 20, "1 " * 40, "i " * 40, "kl. " * 20, "2h" * 40, "1.1." * 20, "+1d" * 26])
def test_repetition_is_no_labour(text: str) -> None:
    assert len(text) <= LONGEST
    began = time.process_time()
    with pytest.raises(Invalid):
        parse_due(text, now=MONDAY, zone=COPENHAGEN)
    assert time.process_time() - began < 0.5


def test_the_forms_of_every_day_need_no_library() -> None:
    script = """
import sys
from datetime import UTC, datetime
from servicedesk_tui.query.dates import parse_due, parse_span
from servicedesk_tui.vocabulary.refusals import Invalid
for text in sys.argv[1:]:
    for read in (parse_due, parse_span):
        try:
            read(text, now=datetime(2026, 3, 2, 7, tzinfo=UTC), zone=UTC)
        except Invalid:
            pass
assert "dateparser" not in sys.modules
parse_due("a fortnight from now", now=datetime(2026, 3, 2, 7, tzinfo=UTC), zone=UTC)
assert "dateparser" in sys.modules
"""
    ours = [text for text, _due, _guess in phrases() if text not in ("a fortnight from now", "12 march 2pm EST")]
    subprocess.run([sys.executable, "-c", script, *ours, "wednesd", "2026-13-01", "25:00", "soon"], check=True)
