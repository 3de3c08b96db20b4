"""Capacity and load (RULES 6): the minutes a person can work on a day, what is booked in them, and how work without a time is
spread before it is due.

No hours are no capacity. A reserve is kept for emergencies and released shortly before. Minutes throughout; pure.
"""

from bisect import bisect_right
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from itertools import groupby
from operator import attrgetter
from statistics import median
from typing import Any, NamedTuple, TypeVar
from zoneinfo import ZoneInfo

from servicedesk_tui.vocabulary.enums import AbsenceKind

from .working import DAY, Span, WorkingCalendar, consumed, open_spans, subtract, union

K = TypeVar("K", bound=Hashable)

GUESS = 60
"""Minutes for a task of a class of which nothing is known."""
BREAK = 90
"""Minutes between hours up to which they are a break in one shift, not two."""


@dataclass(frozen=True)
class WorkTime:
    """When a person works: their calendar, how much of its hours are theirs (a part-timer without hours of their own), when
    they are away and why, and the zone their days begin in (None: the calendar's)."""

    calendar: WorkingCalendar
    share: float = 1.0
    away: Sequence[Span] = ()
    zone: ZoneInfo | None = None
    kinds: Mapping[Span, AbsenceKind] = field(default_factory=dict)
    _known: dict[date, int] = field(default_factory=dict, repr=False, compare=False)
    _midnights: dict[date, datetime] = field(default_factory=dict, repr=False, compare=False)

    @property
    def own_zone(self) -> ZoneInfo:
        """The zone their days begin in."""
        return self.zone or self.calendar.zone

    def day(self, day: date) -> Span:
        """A day from midnight to midnight, their time."""
        return Span(midnight(day, self), midnight(day + timedelta(days=1), self))

    def minutes(self, day: date) -> int:
        """The minutes of a day, absences left out."""
        known = self._known.get(day)
        if known is None:
            known = self._known[day] = self._minutes(day)
        return known

    def _minutes(self, day: date) -> int:
        if not self.away and self.own_zone is self.calendar.zone:
            return round(self.calendar.minutes(day) * self.share)
        whole = self.day(day)
        holds = [span for span in self.away if span.start < whole.end and whole.start < span.end]
        if not holds and self.own_zone is self.calendar.zone:
            return round(self.calendar.minutes(day) * self.share)
        return round(self.minutes_between(*whole) * self.share)

    def minutes_between(self, start: datetime, end: datetime) -> float:
        """The calendar's minutes between two moments, absences left out."""
        return consumed(self.calendar, start, end, self.away).total_seconds() / 60

    def begins(self, day: date) -> datetime:
        """When their day's work begins, absences or not; its midnight where none does."""
        spans = self.calendar.spans(day)
        return spans[0].start if spans else midnight(day, self)

    def away_on(self, day: date) -> AbsenceKind | None:
        """Why they are away all day, or all that they would work of it; None when they are not."""
        whole = self.day(day)
        for span in self.away:
            if span.start <= whole.start and span.end >= whole.end:
                return self.kinds.get(span, AbsenceKind.OTHER)
        met = [span for span in self.away if span.start < whole.end and whole.start < span.end]
        if not met or self.minutes(day) or not consumed(self.calendar, *whole):
            return None
        return self.kinds.get(met[0], AbsenceKind.OTHER)

    def is_on_shift(self, at: datetime) -> bool:
        """True when they work at that moment."""
        around = consumed(self.calendar, at, at + timedelta(minutes=1), self.away)
        return around > timedelta()

    def shifts(self, start: datetime, end: datetime) -> list[Span]:
        """Their working time between two moments, absences left out but breaks not: lunch is no reason to go home."""
        held = union(self.away)
        return [rest for span in shifts(self.calendar, start, end) for rest in subtract(span, held)]


def midnight(day: date, worktime: WorkTime) -> datetime:
    """The instant a day begins in the zone of a person."""
    known = worktime._midnights.get(day)
    if known is None:
        known = worktime._midnights[day] = datetime.combine(day, time(), worktime.own_zone).astimezone(UTC)
    return known


def shifts(calendar: WorkingCalendar, start: datetime, end: datetime) -> list[Span]:
    """The working time between two moments with its breaks."""
    found: list[Span] = []
    around = timedelta(minutes=DAY)
    for span in open_spans(calendar, start - around, end + around):
        if found and (span.start - found[-1].end).total_seconds() <= BREAK * 60:
            found[-1] = Span(found[-1].start, span.end)
        else:
            found.append(span)
    cut = (Span(max(span.start, start), min(span.end, end)) for span in found)
    return [span for span in cut if span.start < span.end]


def reserve(minutes: int, percent: int, begins: datetime, now: datetime, released_hours: int) -> int:
    """What is kept free of a day's minutes for emergencies: nothing from `released_hours` before the day's work begins."""
    return 0 if now >= begins - timedelta(hours=released_hours) else minutes * percent // 100


def share_of(weekly_minutes: int, calendar: WorkingCalendar) -> float:
    """How much of a calendar's hours somebody works who is there so many minutes a week; never more than all of it."""
    whole = sum(hours.end - hours.start for day in calendar.weekly.values() for hours in day)
    return min(1.0, weekly_minutes / whole) if whole else 0.0


def class_medians(estimates: Mapping[K, Sequence[int]]) -> dict[K, int]:
    """The median estimate of each class of tasks, for those that have none: flagged where it is used, never 0."""
    return {name: max(1, round(median(minutes))) for name, minutes in estimates.items() if minutes}


class Open(NamedTuple):
    """Open work without a time: so many minutes left, due on a day (None: whenever). Of work due on one day the smaller key
    comes first."""

    key: Any
    minutes: int
    due: date | None = None


def spread(work: Sequence[Open], free: Mapping[date, int]) -> dict[Any, dict[date, int]]:
    """How work without a time falls on days: what is due first first, each as early as there is room before it is due. What
    has no room lies on its last day, which then shows more than there are hours. What is overdue is for the first day.

    `free` are the days from today on with the minutes left in each; work due after the last of them fills what is left, but
    never overloads a day: it can still be done later. Work without a due moment falls on no day."""
    days = sorted(free)
    left = [max(0, free[day]) for day in days]
    found: dict[Any, dict[date, int]] = {}
    first = 0
    dated = [one for one in work if one.due is not None and one.minutes > 0] if days else []
    for due, some in groupby(sorted(dated, key=attrgetter("due", "key")), attrgetter("due")):
        until = bisect_right(days, due) or 1
        last = next((day for day in reversed(days[:until]) if free[day] > 0), days[until - 1])
        for one in some:
            while first < len(days) and not left[first]:
                first += 1
            rest, parts, place = one.minutes, {}, first
            while rest and place < until:
                taken = min(rest, left[place])
                if taken:
                    parts[days[place]] = taken
                    left[place] -= taken
                    rest -= taken
                place += 1
            if rest and due <= days[-1]:
                parts[last] = parts.get(last, 0) + rest
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
