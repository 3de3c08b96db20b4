"""Dates, hours, priorities and statuses in cells."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from servicedesk_tui.exchange.cells import (
    is_month_first,
    place,
    read_category,
    read_date,
    read_level,
    read_minutes,
    read_priority,
)
from servicedesk_tui.vocabulary.enums import Category, Level

LAST = date(2026, 12, 31)


@pytest.mark.parametrize(
    ("text", "day", "hour"),
    [
        ("31-12-2026", LAST, None),
        ("31.12.26", LAST, None),
        ("31.12.2026", LAST, None),
        ("31/12 2026", LAST, None),
        ("31/12/2026", LAST, None),
        ("31. dec 2026", LAST, None),
        ("31 dec. 2026", LAST, None),
        ("31. december 2026", LAST, None),
        ("31-dec-26", LAST, None),
        ("December 31, 2026", LAST, None),
        ("tor 31-12-2026", LAST, None),
        ("torsdag, 31. 12. 2026", LAST, None),
        ("2026-12-31", LAST, None),
        ("2026-12-31T14:30:00", LAST, time(14, 30)),
        ("31-12-2026 14:30", LAST, time(14, 30)),
        ("31-12-2026 kl. 14.30", LAST, time(14, 30)),
        ("31/12/2026 2:30 PM", LAST, time(14, 30)),
        ("31-12-2026 00:00:00", LAST, None),
        ("46387", LAST, None),
        ("1. maj 1999", date(1999, 5, 1), None),
        ("01.05.99", date(1999, 5, 1), None),
    ],
)
def test_a_date_is_read_however_it_is_written(text: str, day: date, hour: time | None) -> None:
    assert read_date(text) == (day, hour)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "31-02-2026",
        "uge 12",
        "snarest",
        "31/12",
        "12-31-2026",
        "31-12-2026 25:00",
        "31-xyz-2026",
        "1066-10-14",
        "9" * 30,
    ],
)
def test_what_is_no_date_is_none(text: str) -> None:
    assert read_date(text) is None


def test_a_column_is_american_only_when_it_can_be_nothing_else() -> None:
    assert is_month_first(["12/31/2026", "01/02/2026"])
    assert not is_month_first(["01/02/2026", "03/04/2026"])
    assert not is_month_first(["31/12/2026", "12/31/2026"])
    assert read_date("12/31/2026", month_first=True) == (LAST, None)
    assert read_date("12-11-2026", month_first=True) == (date(2026, 11, 12), None)


@given(
    st.dates(date(1970, 1, 1), date(2069, 12, 31)),
    st.sampled_from(["%d-%m-%Y", "%d.%m.%y", "%d/%m %Y", "%Y-%m-%d", "%d. %b %Y"]),
)
def test_every_day_is_read_back(day: date, form: str) -> None:
    text = day.strftime(form)
    if day.year < 1970 or (form.endswith("%y") and day.year not in range(1970, 2070)):
        return
    assert read_date(text) == (day, None)


def test_a_due_day_is_its_closing_time_and_a_created_day_its_beginning() -> None:
    zone = ZoneInfo("Europe/Copenhagen")
    assert place(LAST, None, zone, closing=True) == datetime(2026, 12, 31, 16, tzinfo=UTC)
    assert place(LAST, None, zone, closing=False) == datetime(2026, 12, 30, 23, tzinfo=UTC)
    assert place(LAST, time(9), zone, closing=True) == datetime(2026, 12, 31, 8, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "minutes"),
    [("1,5", 90), ("1.5", 90), ("2", 120), ("0,75", 45), (",5", 30), ("1:30", 90), ("90 min", 90), ("2 timer", 120), ("1,5 t.", 90), ("0", 0),
     ("1.000", 60_000), ("1.001", None), ("mange", None), ("-2", None), ("1,5,5", None), ("", None), ("٣", None)],
)  # fmt: skip
def test_hours_are_read_with_danish_decimals(text: str, minutes: int | None) -> None:
    assert read_minutes(text, 60) == minutes


def test_a_bare_number_counts_in_the_columns_own_unit() -> None:
    assert (read_minutes("90", 1), read_minutes("1,5 t", 1)) == (90, 90)


@pytest.mark.parametrize(
    ("text", "levels"),
    [
        ("Høj", (2, 1)),
        ("HØJ!", (2, 1)),
        ("akut", (1, 1)),
        ("1", (1, 1)),
        ("P4", (3, 3)),
        ("lav", (3, 3)),
        ("Normal", (2, 2)),
        ("lilla", None),
    ],
)
def test_priorities_in_words(text: str, levels: tuple[int, int] | None) -> None:
    assert read_priority(text) == levels


def test_levels_in_words() -> None:
    assert [read_level(text) for text in ("Høj", "medium", "3", "?")] == [Level.HIGH, Level.MEDIUM, Level.LOW, None]


@pytest.mark.parametrize(
    ("text", "category"),
    [("Ny", Category.INBOX), ("ÅBEN", Category.READY), ("I gang", Category.DOING), ("igangværende", Category.DOING), ("Afventer kunde", Category.WAITING),
     ("venter på dele", Category.WAITING), ("Planlagt", Category.SCHEDULED), ("Løst", Category.DONE), ("Færdig.", Category.DONE),
     ("Closed", Category.DONE), ("annulleret", Category.CANCELLED), ("hos Knud", None), ("", None)],
)  # fmt: skip
def test_statuses_in_words(text: str, category: Category | None) -> None:
    assert read_category(text) is category
