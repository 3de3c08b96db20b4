"""A working calendar as TOML: what is written is read the same, and faults say where they are."""

from datetime import UTC, date, datetime

import pytest

from servicedesk_tui.exchange.working_hours import read_calendar, write_calendar
from servicedesk_tui.vocabulary.refusals import Invalid
from servicedesk_tui.vocabulary.staffing import CalendarView

VIEW = CalendarView(
    key="night",
    name='Nat "vagt" æøå',
    zone="Europe/Copenhagen",
    weekly={1: ((480, 720), (750, 960)), 5: ((1320, 1800),), 6: ((960, 1440),)},
    exceptions={date(2026, 12, 24): (), date(2026, 12, 31): ((480, 720),)},
    version=3,
    valid_from=datetime(2026, 1, 1, tzinfo=UTC),
)


def test_what_is_written_is_read_the_same() -> None:
    text = write_calendar(VIEW)
    assert 'mon = "8-12 12:30-16"' in text
    assert 'tue = "-"' in text
    assert '2026-12-24 = "-"' in text
    command = read_calendar(text)
    for name in ("key", "name", "zone", "weekly", "exceptions"):
        assert getattr(command, name) == getattr(VIEW, name)


def test_danish_days_are_read() -> None:
    assert read_calendar('[weekly]\nmandag = "8-16"\n"lør" = "lukket"').weekly == {1: ((480, 960),)}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('name = "x"\nzone = no\n', "This is no TOML: .*line 2"),
        ("colour = 1", "colour is nothing of a calendar; there are key, name"),
        ("name = 1", "name is a text in quotes"),
        ("weekly = 1", "weekly is a table"),
        ('[weekly]\nmoon = "8-16"', "weekly.moon: no such day of the week"),
        ('[weekly]\nmon = "8-12"\nmonday = "13-16"', "weekly.monday: that day stands there twice"),
        ('[weekly]\nmon = "-"\nmandag = "13-16"', "weekly.mandag: that day stands there twice"),
        ('[exceptions]\n2026-12-24 = "-"\n20261224 = "8-12"', "exceptions.20261224: that day stands there twice"),
        ("[weekly]\nmon = 8", "weekly.mon: write hours in quotes"),
        ('[weekly]\nmon = "8-99"', "weekly.mon: 99:00 is no time of day"),
        ('[exceptions]\n2026-13-01 = "-"', "exceptions.2026-13-01: no such date"),
        ('[exceptions]\n2026-12-24 = "8-10 9-12"', "exceptions.2026-12-24: 8-10 and 9-12 overlap"),
    ],
)
def test_faults_say_where_they_are(text: str, said: str) -> None:
    with pytest.raises(Invalid, match=said):
        read_calendar(text)
