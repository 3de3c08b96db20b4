"""Capacity and load: what a day holds, and where work without a time falls."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from servicedesk_tui.policy.capacity import (
    Open,
    WorkTime,
    class_medians,
    days_to_clear,
    free_spans,
    meets,
    reserve,
    share_of,
    spread,
    travel_minutes,
)
from servicedesk_tui.policy.working import Hours, Span, WorkingCalendar

ZONE = ZoneInfo("Europe/Copenhagen")
OFFICE = WorkingCalendar(ZONE, {day: (Hours(480, 720), Hours(750, 960)) for day in range(1, 6)})
MONDAY = date(2026, 3, 2)
DAYS = [MONDAY + timedelta(days=n) for n in range(5)]


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZONE).astimezone(UTC)


def test_a_day_holds_its_hours_without_lunch_and_absences() -> None:
    away = [Span(at("2026-03-03 00:00"), at("2026-03-04 00:00")), Span(at("2026-03-04 08:00"), at("2026-03-04 10:00"))]
    worktime = WorkTime(OFFICE, away=away)
    assert [worktime.minutes(day) for day in DAYS] == [450, 0, 330, 450, 450]
    assert worktime.minutes(date(2026, 3, 7)) == 0


def test_half_a_week_is_half_of_every_day() -> None:
    share = share_of(1125, OFFICE)
    assert share == 0.5
    assert WorkTime(OFFICE, share).minutes(MONDAY) == 225
    assert share_of(10_000, OFFICE) == 1.0
    assert share_of(100, WorkingCalendar(ZONE, {})) == 0.0


def test_who_is_away_or_at_lunch_is_not_on_shift() -> None:
    worktime = WorkTime(OFFICE, away=[Span(at("2026-03-02 08:00"), at("2026-03-02 09:00"))])
    moments = ["2026-03-02 08:30", "2026-03-02 09:00", "2026-03-02 12:10", "2026-03-02 16:00"]
    assert [worktime.is_on_shift(at(moment)) for moment in moments] == [False, True, False, False]


@pytest.mark.parametrize(
    ("now", "kept"),
    [("2026-03-02 08:00", 67), ("2026-03-03 07:59", 67), ("2026-03-03 08:00", 0), ("2026-03-05 00:00", 0)],
)
def test_the_reserve_is_released_a_day_before_work_begins(now: str, kept: int) -> None:
    begins = WorkTime(OFFICE).begins(DAYS[2])
    assert begins == at("2026-03-04 08:00")
    assert reserve(450, 15, begins, at(now), 24) == kept


def test_what_is_not_estimated_is_as_long_as_the_median_of_its_class() -> None:
    assert class_medians({"field": [30, 60, 240], "none": []}) == {"field": 60}


def test_work_falls_as_early_as_there_is_room_before_it_is_due() -> None:
    free = dict.fromkeys(DAYS, 100)
    work = [Open(1, 150, DAYS[4]), Open(2, 80, DAYS[0]), Open(3, 50)]
    assert spread(work, free) == {2: {DAYS[0]: 80}, 1: {DAYS[0]: 20, DAYS[1]: 100, DAYS[2]: 30}}


def test_what_has_no_room_overloads_the_last_working_day_before_it_is_due() -> None:
    free = {DAYS[0]: 60, DAYS[1]: 60, DAYS[2]: 0}
    assert spread([Open(1, 200, DAYS[2])], free) == {1: {DAYS[0]: 60, DAYS[1]: 140}}
    assert spread([Open(1, 200, MONDAY - timedelta(days=9))], free) == {1: {DAYS[0]: 200}}


def test_what_is_due_later_than_can_be_seen_overloads_nothing() -> None:
    assert spread([Open(1, 500, DAYS[4])], {DAYS[0]: 60, DAYS[1]: 60}) == {1: {DAYS[0]: 60, DAYS[1]: 60}}


works = st.lists(
    st.builds(
        Open,
        st.integers(1, 10**6),
        st.integers(1, 600),
        st.none() | st.integers(-5, 12).map(lambda n: MONDAY + timedelta(days=n)),
    ),
    max_size=12,
    unique_by=lambda one: one.key,
)
frees = st.lists(st.integers(0, 480), min_size=1, max_size=7).map(
    lambda minutes: {MONDAY + timedelta(days=n): free for n, free in enumerate(minutes)}
)


@given(works, frees)
def test_all_that_is_due_within_the_days_falls_on_them_whole_and_in_time(
    work: list[Open], free: dict[date, int]
) -> None:
    found = spread(work, free)
    last = max(free)
    for one in work:
        parts = found.get(one.key, {})
        if one.due is None:
            assert not parts
        elif one.due <= last:
            assert sum(parts.values()) == one.minutes
            assert all(day <= max(one.due, MONDAY) for day in parts)
        else:
            assert sum(parts.values()) <= one.minutes


@given(works, frees)
def test_a_day_is_overloaded_only_when_what_is_due_has_no_other(work: list[Open], free: dict[date, int]) -> None:
    found = spread(work, free)
    late = [one for one in work if one.due is None or one.due > max(free)]
    booked = {day: sum(parts.get(day, 0) for parts in found.values()) for day in free}
    if len(late) == len(work):
        assert all(booked[day] <= free[day] for day in free)


@pytest.mark.parametrize(("minutes", "a_day", "days"), [(1680, 840, 2.0), (0, 0, 0.0), (60, 0, None)])
def test_days_to_clear(minutes: int, a_day: int, days: float | None) -> None:
    """RULES 6: 28 h of open work at 14 h a day are two days."""
    assert days_to_clear(minutes, a_day) == days


def test_visits_that_touch_do_not_meet_until_there_is_a_way_between_them() -> None:
    one = Span(at("2026-03-02 09:00"), at("2026-03-02 10:00"))
    other = Span(at("2026-03-02 10:00"), at("2026-03-02 11:00"))
    assert not meets(one, other)
    assert meets(one, other, after=15)
    assert meets(other, one, before=15)


def test_free_is_what_nothing_is_planned_in() -> None:
    open_time = [Span(at("2026-03-02 08:00"), at("2026-03-02 12:00"))]
    taken = [Span(at("2026-03-02 10:00"), at("2026-03-02 13:00")), Span(at("2026-03-02 08:00"), at("2026-03-02 08:30"))]
    assert free_spans(open_time, taken) == [Span(at("2026-03-02 08:30"), at("2026-03-02 10:00"))]


def test_the_way_between_zones_is_the_tables_either_way_round() -> None:
    table = {"north": {"south": 35}}
    assert travel_minutes(table, "north", "north", 20) == 0
    assert travel_minutes(table, "south", "north", 20) == 35
    assert travel_minutes(table, "north", "east", 20) == 20
    assert travel_minutes(table, "", "", 20) == 20
