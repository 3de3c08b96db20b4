"""Capacity and load (RULES 6): the minutes a person can work on a day, what is booked in them, and how work without a time is
spread before it is due.

No hours are no capacity. A reserve is kept for emergencies and released shortly before. Minutes throughout; pure.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from statistics import median

from .working import Span, WorkingCalendar, consumed, subtract, union

FULL, OVER = 85, 100
"""Per cent of what is available from which a day is full, and over."""
GUESS = 60
"""Minutes for a task of a class of which nothing is known."""


@dataclass(frozen=True)
class WorkTime:
    """When a person works: their calendar, how much of its hours are theirs (a part-timer without hours of their own), and
    when they are away."""

    calendar: WorkingCalendar
    share: float = 1.0
    away: Sequence[Span] = ()
    _known: dict[date, int] = field(default_factory=dict, repr=False, compare=False)

    def minutes(self, day: date) -> int:
        """The minutes of a day, absences left out."""
        known = self._known.get(day)
        if known is None:
            start, end = midnight(day, self), midnight(day + timedelta(days=1), self)
            worked = consumed(self.calendar, start, end, self.away)
            known = self._known[day] = round(worked.total_seconds() / 60 * self.share)
        return known

    def is_on_shift(self, at: datetime) -> bool:
        """True when they work at that moment."""
        around = consumed(self.calendar, at, at + timedelta(minutes=1), self.away)
        return around > timedelta()


def midnight(day: date, worktime: WorkTime) -> datetime:
    """The instant a day begins in the zone of a person's calendar."""
    return datetime.combine(day, time(), worktime.calendar.zone).astimezone(UTC)


def reserve(minutes: int, percent: int, day: date, today: date, released_hours: int) -> int:
    """What is kept free of a day's minutes for emergencies: nothing once the day is as near as `released_hours`."""
    released = timedelta(days=(day - today).days) <= timedelta(hours=released_hours) if day > today else True
    return 0 if released else minutes * percent // 100


def share_of(weekly_minutes: int, calendar: WorkingCalendar) -> float:
    """How much of a calendar's hours somebody works who is there so many minutes a week; never more than all of it."""
    whole = sum(hours.end - hours.start for day in calendar.weekly.values() for hours in day)
    return min(1.0, weekly_minutes / whole) if whole else 0.0


def class_medians(estimates: Mapping[str, Sequence[int]]) -> dict[str, int]:
    """The median estimate of each class of tasks, for those that have none: flagged where it is used, never 0."""
    return {name: max(1, round(median(minutes))) for name, minutes in estimates.items() if minutes}


@dataclass(frozen=True, slots=True)
class Open:
    """Open work without a time: so many minutes left, due on a day (None: whenever)."""

    key: int
    minutes: int
    due: date | None = None


def spread(work: Sequence[Open], free: Mapping[date, int]) -> dict[int, dict[date, int]]:
    """How work without a time falls on days: what is due first first, each as early as there is room before it is due. What
    has no room lies on its last day, which then shows more than there are hours. What is overdue is for the first day.

    `free` are the days from today on with the minutes left in each; work due after the last of them fills what is left, but
    never overloads a day: it can still be done later. Work without a due moment falls on no day."""
    left = dict(sorted(free.items()))
    days = list(left)
    found: dict[int, dict[date, int]] = {}
    if not days:
        return found
    for one in sorted((w for w in work if w.due is not None and w.minutes > 0), key=lambda w: (w.due, w.key)):
        assert one.due is not None
        able = [day for day in days if day <= one.due] or days[:1]
        rest, parts = one.minutes, {}
        for day in able:
            taken = min(rest, max(0, left[day]))
            if taken:
                parts[day] = taken
                left[day] -= taken
                rest -= taken
        if rest and one.due <= days[-1]:
            last = next((day for day in reversed(able) if free[day] > 0), able[-1])
            parts[last] = parts.get(last, 0) + rest
            left[last] -= rest
        if parts:
            found[one.key] = parts
    return found


def days_to_clear(minutes: int, a_day: float) -> float | None:
    """How many days so much open work takes at so many minutes a day; None: it is never done."""
    if not minutes:
        return 0.0
    return minutes / a_day if a_day > 0 else None


def meets(one: Span, other: Span, before: int = 0, after: int = 0) -> bool:
    """True when two stretches overlap, with the minutes on the way before and after the first."""
    start, end = one.start - timedelta(minutes=before), one.end + timedelta(minutes=after)
    return start < other.end and other.start < end


def free_spans(open_time: Sequence[Span], taken: Sequence[Span]) -> list[Span]:
    """What of working time nothing is planned in."""
    busy = union(taken)
    return [rest for span in open_time for rest in subtract(span, busy)]


def travel_minutes(table: Mapping[str, Mapping[str, int]], here: str, there: str, usual: int) -> int:
    """The minutes from one zone to another: none within the same place, the table's either way round, else the usual."""
    if here and here == there:
        return 0
    for first, second in ((here, there), (there, here)):
        found = table.get(first, {}).get(second)
        if found is not None:
            return found
    return usual
