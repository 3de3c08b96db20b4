"""What is true of capacity whatever the hours, absences, zones and work are."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from servicedesk_tui.policy.capacity import Open, WorkTime, free_spans, shifts, spread
from servicedesk_tui.policy.working import Hours, Span, WorkingCalendar, consumed, open_spans

ZONES = tuple(ZoneInfo(name) for name in ("Europe/Copenhagen", "America/New_York", "Asia/Kathmandu", "UTC"))
FIRST = date(2026, 3, 23)
"""The week whose Sunday has 23 hours in Copenhagen."""
RANGES = st.lists(
    st.tuples(st.integers(0, 1439), st.integers(1, 900)).map(lambda pair: Hours(pair[0], pair[0] + pair[1])), max_size=3
)
WEEKS = st.dictionaries(st.integers(1, 7), RANGES, min_size=1)
MOMENTS = st.integers(0, 14 * 24 * 60).map(lambda m: datetime(2026, 3, 22, tzinfo=UTC) + timedelta(minutes=m))
SPANS = st.tuples(MOMENTS, st.integers(1, 3000)).map(lambda pair: Span(pair[0], pair[0] + timedelta(minutes=pair[1])))
DAYS = [FIRST + timedelta(days=n) for n in range(10)]


@st.composite
def worktimes(draw: st.DrawFn) -> WorkTime:
    calendar = WorkingCalendar(draw(st.sampled_from(ZONES)), draw(WEEKS))
    return WorkTime(calendar, 1.0, tuple(draw(st.lists(SPANS, max_size=3))), draw(st.sampled_from(ZONES)))


@given(worktimes())
def test_days_are_the_whole_of_their_time_wherever_midnight_is(worktime: WorkTime) -> None:
    start, end = worktime.day(DAYS[0]).start, worktime.day(DAYS[-1]).end
    together = sum(worktime.minutes(day) for day in DAYS)
    assert abs(together - worktime.minutes_between(start, end)) <= len(DAYS)  # each day is rounded


@given(worktimes(), MOMENTS)
def test_absences_only_take_away_and_who_is_away_all_day_has_no_minutes(worktime: WorkTime, at: datetime) -> None:
    present = WorkTime(worktime.calendar, zone=worktime.zone)
    for day in DAYS:
        assert worktime.minutes(day) <= present.minutes(day)
        if worktime.away_on(day) is not None:
            assert worktime.minutes(day) == 0
    if worktime.is_on_shift(at):
        assert present.is_on_shift(at)


@given(worktimes(), SPANS)
def test_shifts_hold_all_working_time_and_a_visit_within_hours_is_in_one(worktime: WorkTime, span: Span) -> None:
    around = shifts(worktime.calendar, *span)
    for one in open_spans(worktime.calendar, *span):
        assert any(shift.start <= one.start and one.end <= shift.end for shift in around)
    if consumed(worktime.calendar, *span) == span.length:
        assert around == [span]


@given(worktimes(), st.lists(SPANS, max_size=4))
def test_free_time_is_work_that_nothing_is_planned_in(worktime: WorkTime, taken: list[Span]) -> None:
    start, end = worktime.day(DAYS[0]).start, worktime.day(DAYS[-1]).end
    free = free_spans(list(open_spans(worktime.calendar, start, end)), taken)
    for span in free:
        assert consumed(worktime.calendar, *span) == span.length
        assert all(not (span.start < other.end and other.start < span.end) for other in taken)


FREE = st.fixed_dictionaries({day: st.integers(-60, 480) for day in DAYS})
WORK = st.lists(
    st.tuples(
        st.integers(1, 900), st.none() | st.sampled_from([*DAYS, FIRST - timedelta(days=3), FIRST + timedelta(days=40)])
    ),
    max_size=14,
).map(lambda some: [Open(key, minutes, due) for key, (minutes, due) in enumerate(some)])


@given(WORK, FREE)
def test_due_work_falls_whole_before_it_is_due_and_later_work_overloads_nothing(
    work: list[Open], free: dict[date, int]
) -> None:
    found = spread(work, free)
    late = max(DAYS)
    for one in work:
        parts = found.get(one.key, {})
        assert sum(parts.values()) <= one.minutes
        assert all(minutes > 0 for minutes in parts.values())
        if one.due is None:
            assert parts == {}
        elif one.due <= late:
            assert sum(parts.values()) == one.minutes
            assert all(day <= max(one.due, DAYS[0]) for day in parts)
    for day in DAYS:
        later = sum(found.get(one.key, {}).get(day, 0) for one in work if one.due is not None and one.due > late)
        assert later <= max(0, free[day])


@given(WORK, FREE)
def test_work_due_on_one_day_comes_to_the_same_as_one_piece(work: list[Open], free: dict[date, int]) -> None:
    sums: dict[date, int] = {}
    for one in work:
        if one.due is not None:
            sums[one.due] = sums.get(one.due, 0) + one.minutes
    whole = spread([Open(due.toordinal(), minutes, due) for due, minutes in sums.items()], free)
    single = spread(work, free)

    def by_day(found: dict[int, dict[date, int]]) -> dict[date, int]:
        return {day: sum(parts.get(day, 0) for parts in found.values()) for day in DAYS}

    assert by_day(whole) == by_day(single)
