"""Reading due dates as people type them."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import dateparser.date  # noqa: F401 - loaded before the property's clock runs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from servicedesk_tui.query.dates import DAYS_AHEAD, WEEKDAYS, parse_due
from servicedesk_tui.vocabulary.refusals import Invalid

ZONE = ZoneInfo("Europe/Copenhagen")
MONDAY = datetime(2026, 3, 2, 7, 0, tzinfo=UTC)  # 08:00 in Copenhagen


def read(text: str, now: datetime = MONDAY) -> tuple[str, bool]:
    due, is_day = parse_due(text, now=now, zone=ZONE)
    assert due.tzinfo is UTC
    return due.astimezone(ZONE).strftime("%Y-%m-%d %H:%M"), is_day


@pytest.mark.parametrize(
    ("text", "moment", "is_day"),
    [
        ("2026-12-01", "2026-12-01 17:00", True),
        ("2026-12-01T14:30", "2026-12-01 14:30", False),
        ("2026-12-01 14:30", "2026-12-01 14:30", False),
        ("2026-12-01 14:30:00", "2026-12-01 14:30", False),
        ("2026-12-01T14:30Z", "2026-12-01 15:30", False),
        ("2026-12-01T14:30+02:00", "2026-12-01 13:30", False),
        ("today", "2026-03-02 17:00", True),
        ("I dag", "2026-03-02 17:00", True),
        ("i  morgen", "2026-03-03 17:00", True),
        ("i morgen kl. 9", "2026-03-03 09:00", False),
        ("tomorrow 9", "2026-03-03 09:00", False),
        ("fri", "2026-03-06 17:00", True),
        ("FREDAG", "2026-03-06 17:00", True),
        ("fre kl 14.30", "2026-03-06 14:30", False),
        ("søn", "2026-03-08 17:00", True),
        ("monday", "2026-03-09 17:00", True),
        ("mandag 7:05", "2026-03-09 07:05", False),
    ],
)
def test_a_due_date_is_read_as_it_is_meant(text: str, moment: str, is_day: bool) -> None:
    assert read(text) == (moment, is_day)


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "soon",
        "2026-02-31",
        "2026-13-01",
        "2026-12-01 25:00",
        "2026-12-01 14:61",
        "fri sat",
        "T14:00",
        "12",
        "٢٠٢٦-01-01",
        "0001-01-01T00:00+14:00",
        "[/]",
    ],
)
def test_what_is_no_date_is_refused_with_the_forms_that_are(text: str) -> None:
    with pytest.raises(Invalid, match="2026-12-01"):
        parse_due(text, now=MONDAY, zone=ZONE)


def test_today_is_the_day_it_is_where_the_desk_is() -> None:
    late = datetime(2026, 3, 2, 23, 30, tzinfo=UTC)
    assert read("today", late) == ("2026-03-03 17:00", True)


def test_closing_time_follows_the_clocks_when_they_change() -> None:
    before, _ = parse_due("2026-03-28", now=MONDAY, zone=ZONE)
    after, _ = parse_due("2026-03-29", now=MONDAY, zone=ZONE)
    assert after - before == timedelta(hours=23)


def test_an_hour_that_the_clocks_skip_is_the_same_moment_later_on_the_dial() -> None:
    assert read("2026-03-29 02:30") == ("2026-03-29 03:30", False)


@given(
    st.sampled_from(sorted(WEEKDAYS)), st.datetimes(datetime(2020, 1, 1), datetime(2040, 1, 1), timezones=st.just(UTC))
)
def test_a_day_of_the_week_is_one_to_seven_days_ahead(word: str, now: datetime) -> None:
    due, is_day = parse_due(word, now=now, zone=ZONE)
    ahead = due.astimezone(ZONE).date() - now.astimezone(ZONE).date()
    assert is_day
    assert timedelta(days=1) <= ahead <= timedelta(days=7)
    assert due.astimezone(ZONE).weekday() == WEEKDAYS[word]


@given(
    st.text(max_size=40)
    | st.sampled_from(sorted(DAYS_AHEAD)).flatmap(lambda w: st.text(max_size=6).map(lambda t: f"{w} {t}"))
)
def test_any_text_is_a_date_or_a_refusal(text: str) -> None:
    try:
        due, _ = parse_due(text, now=MONDAY, zone=ZONE)
    except Invalid:
        return
    assert due.tzinfo is UTC


def test_a_refused_text_is_shown_without_its_controls() -> None:
    with pytest.raises(Invalid, match="“a b”"):
        parse_due("a\x1b[2J\x07b\u202e", now=MONDAY, zone=ZONE)
