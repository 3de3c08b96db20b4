"""Working time: the trade's own examples, and what is true of every calendar."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from servicedesk_tui.policy.working import (
    Hours,
    NoWorkingTime,
    Span,
    WorkingCalendar,
    consumed,
    due,
    open_spans,
)

ZONE = ZoneInfo("Europe/Copenhagen")
OFFICE = WorkingCalendar(ZONE, {day: (Hours(9 * 60, 17 * 60),) for day in range(1, 6)})
ALWAYS = WorkingCalendar(ZONE, {day: (Hours(0, 24 * 60),) for day in range(1, 8)})
HOUR = timedelta(hours=1)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)


@pytest.mark.parametrize(
    ("start", "hours", "holds", "end"),
    [
        ("2026-03-02 07:00", 1, [], "2026-03-02 10:00"),
        ("2026-03-06 16:30", 1, [], "2026-03-09 09:30"),
        ("2026-03-02 09:00", 16, [], "2026-03-03 17:00"),
        ("2026-03-02 12:00", 8, [("2026-03-02 17:00", "2026-03-03 09:00")], "2026-03-03 12:00"),
        ("2026-03-02 09:00", 8, [], "2026-03-02 17:00"),
    ],
)
def test_the_vectors_of_the_trade(start: str, hours: int, holds: list[tuple[str, str]], end: str) -> None:
    """RULES 3.4: V1, V2, V3, V6, and closing time itself."""
    held = [Span(at(first), at(last)) for first, last in holds]
    assert due(OFFICE, at(start), hours * HOUR, held) == at(end)


def test_lunch_is_no_working_time_and_a_closed_day_has_none() -> None:
    lunch = WorkingCalendar(
        ZONE,
        {day: (Hours(480, 720), Hours(750, 960)) for day in range(1, 6)},
        {date(2026, 3, 3): (), date(2026, 3, 7): (Hours(600, 660),)},
    )
    assert due(lunch, at("2026-03-02 11:30"), HOUR) == at("2026-03-02 13:00")
    assert due(lunch, at("2026-03-02 15:30"), HOUR) == at("2026-03-04 08:30")
    assert consumed(lunch, at("2026-03-07 00:00"), at("2026-03-08 00:00")) == HOUR


def test_a_night_shift_belongs_to_the_day_it_begins_on() -> None:
    night = WorkingCalendar(ZONE, {5: (Hours(22 * 60, 30 * 60),)})
    assert consumed(night, at("2026-03-06 00:00"), at("2026-03-07 00:00")) == 2 * HOUR
    assert due(night, at("2026-03-06 23:00"), 6 * HOUR) == at("2026-03-07 05:00")
    assert consumed(night, at("2026-03-07 01:00"), at("2026-03-07 12:00")) == 5 * HOUR


@pytest.mark.parametrize(("day", "hours"), [("2026-03-29", 23), ("2026-10-25", 25), ("2026-06-01", 24)])
def test_a_day_has_as_many_hours_as_its_clock_shows(day: str, hours: int) -> None:
    start = at(f"{day} 00:00")
    end = datetime.combine(start.date() + timedelta(days=1), datetime.min.time(), ZONE)
    assert consumed(ALWAYS, start, end) == hours * HOUR


def test_the_hour_that_is_left_out_is_nobody_s_working_time() -> None:
    early = WorkingCalendar(ZONE, {7: (Hours(120, 180),)})
    assert consumed(early, at("2026-03-29 00:00"), at("2026-03-29 12:00")) == timedelta()
    assert consumed(early, at("2026-10-25 00:00"), at("2026-10-25 12:00")) == 2 * HOUR


def test_a_calendar_without_working_time_has_no_end() -> None:
    empty = WorkingCalendar(ZONE, {1: ()})
    with pytest.raises(NoWorkingTime):
        due(empty, at("2026-03-02 09:00"), HOUR)


minutes = st.integers(0, 24 * 60)
ranges = st.lists(
    st.tuples(minutes, st.integers(1, 10 * 60)).map(lambda pair: Hours(pair[0], pair[0] + pair[1])), max_size=3
)
weeks = st.dictionaries(st.integers(1, 7), ranges, min_size=1)
days = st.dates(date(2026, 1, 1), date(2026, 12, 31))
calendars = st.builds(WorkingCalendar, st.just(ZONE), weeks, st.dictionaries(days, ranges, max_size=5)).filter(
    lambda calendar: sum(h.end - h.start for hours in calendar.weekly.values() for h in hours) >= 120
)
moments = st.datetimes(datetime(2026, 1, 1), datetime(2026, 12, 31)).map(lambda one: one.replace(tzinfo=UTC))
lengths = st.integers(1, 20 * 60).map(lambda count: timedelta(minutes=count))
holds = st.lists(st.tuples(moments, lengths).map(lambda pair: Span(pair[0], pair[0] + pair[1])), max_size=4)


@given(calendars, moments, lengths, holds)
def test_what_was_consumed_until_it_is_due_is_the_target(
    calendar: WorkingCalendar, start: datetime, target: timedelta, held: list[Span]
) -> None:
    assert consumed(calendar, start, due(calendar, start, target, held), held) == target


@given(calendars, moments, lengths, lengths, holds)
def test_more_work_or_another_hold_is_never_due_earlier(
    calendar: WorkingCalendar, start: datetime, target: timedelta, more: timedelta, held: list[Span]
) -> None:
    first = due(calendar, start, target, held[1:])
    assert due(calendar, start, target + more, held[1:]) >= first
    assert due(calendar, start, target, held) >= first


@given(calendars, moments, lengths, lengths)
def test_a_hold_in_two_parts_that_touch_is_one(
    calendar: WorkingCalendar, start: datetime, target: timedelta, length: timedelta
) -> None:
    middle = start + length / 2
    whole = [Span(start, start + length)]
    parts = [Span(middle, start + length), Span(start, middle)]
    assert due(calendar, start, target, whole) == due(calendar, start, target, parts)


@given(calendars, moments, lengths)
def test_working_time_is_in_order_and_counts_once(
    calendar: WorkingCalendar, start: datetime, length: timedelta
) -> None:
    spans = list(open_spans(calendar, start, start + 20 * length))
    assert all(span.end > span.start for span in spans)
    assert all(one.end <= other.start for one, other in pairwise(spans))
    middle = start + 7 * length
    parts = consumed(calendar, start, middle) + consumed(calendar, middle, start + 20 * length)
    assert parts == consumed(calendar, start, start + 20 * length)
