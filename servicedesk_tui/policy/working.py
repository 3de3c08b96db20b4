"""Working time: a calendar of weekly hours and exceptions, how much of it lies between two moments, and when a length of it
has passed (RULES 3).

All arithmetic is on instants; the hours of a day are turned into instants day by day in the calendar's zone, so that a day
of 23 or 25 hours has as much working time as its clock shows. Pure: calendars and moments are arguments.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

DAY = 24 * 60
HORIZON = timedelta(days=3 * 366)
"""How far ahead working time is looked for."""


class Hours(NamedTuple):
    """A stretch of a day in minutes after its midnight, local time. An `end` after 24:00 is in the next day: a night shift
    belongs to the day it begins on."""

    start: int
    end: int


class Span(NamedTuple):
    """A stretch of time between two instants, its end not part of it."""

    start: datetime
    end: datetime

    @property
    def length(self) -> timedelta:
        """How long it is."""
        return self.end - self.start


class NoWorkingTime(ValueError):  # noqa: N818 - a value of the trade, not an error
    """A calendar in which nobody ever works within the horizon."""


@dataclass(frozen=True)
class WorkingCalendar:
    """When work is done: hours by ISO weekday (1 Monday), and by date where a day is another than its weekday says (empty:
    closed)."""

    zone: ZoneInfo
    weekly: Mapping[int, Sequence[Hours]]
    exceptions: Mapping[date, Sequence[Hours]] = field(default_factory=dict)
    _known: dict[date, tuple[Span, ...]] = field(default_factory=dict, repr=False, compare=False)
    _minutes: dict[date, float] = field(default_factory=dict, repr=False, compare=False)

    def hours(self, day: date) -> Sequence[Hours]:
        """The hours of a local day."""
        found = self.exceptions.get(day)
        return self.weekly.get(day.isoweekday(), ()) if found is None else found

    def spans(self, day: date) -> tuple[Span, ...]:
        """The hours of a local day as instants, in order, touching and overlapping ones joined."""
        known = self._known.get(day)
        if known is None:
            spans = (Span(self._instant(day, start), self._instant(day, end)) for start, end in self.hours(day))
            known = self._known[day] = tuple(union(span for span in spans if span.end > span.start))
        return known

    def minutes(self, day: date) -> float:
        """The minutes worked between a local day's midnights: of a night shift that goes on, only the part of that day."""
        known = self._minutes.get(day)
        if known is None:
            start, end = self._instant(day, 0), self._instant(day + timedelta(days=1), 0)
            known = self._minutes[day] = consumed(self, start, end).total_seconds() / 60
        return known

    def _instant(self, day: date, minute: int) -> datetime:
        days, rest = divmod(minute, DAY)
        local = datetime.combine(day + timedelta(days=days), time(rest // 60, rest % 60), self.zone)
        return local.astimezone(UTC)


def union(spans: Iterable[Span]) -> list[Span]:
    """`spans` in order, those that overlap or touch joined."""
    joined: list[Span] = []
    for span in sorted(spans):
        if joined and span.start <= joined[-1].end:
            joined[-1] = Span(joined[-1].start, max(joined[-1].end, span.end))
        else:
            joined.append(span)
    return joined


def subtract(span: Span, holds: Sequence[Span]) -> Iterator[Span]:
    """What of `span` is outside `holds`, which are in order and apart."""
    start = span.start
    for hold in holds[max(0, bisect_right(holds, (start,)) - 1) :]:
        if hold.start >= span.end:
            break
        if hold.start > start:
            yield Span(start, hold.start)
        start = max(start, hold.end)
    if start < span.end:
        yield Span(start, span.end)


def open_spans(calendar: WorkingCalendar, start: datetime, end: datetime) -> Iterator[Span]:
    """The working time between two instants, in order. A night shift may begin the day before and overlap the morning's
    hours: what is worked twice counts once."""
    day = start.astimezone(calendar.zone).date() - timedelta(days=1)
    last = end.astimezone(calendar.zone).date()
    reached = start.astimezone(UTC)
    while day <= last:
        for span in calendar.spans(day):
            first, until = max(span.start, reached), min(span.end, end)
            if first < until:
                yield Span(first, until)
                reached = until
        day += timedelta(days=1)


def consumed(calendar: WorkingCalendar, start: datetime, end: datetime, holds: Iterable[Span] = ()) -> timedelta:
    """The working time between two instants, without what was on hold."""
    apart = union(holds)
    spans = (rest for span in open_spans(calendar, start, end) for rest in subtract(span, apart))
    return sum((span.length for span in spans), timedelta())


def due(calendar: WorkingCalendar, start: datetime, target: timedelta, holds: Iterable[Span] = ()) -> datetime:
    """The first moment by which `target` of working time has passed since `start`, without what was on hold: at closing
    time it stays there. `NoWorkingTime` when that is never within the horizon."""
    apart, left = union(holds), target
    if left <= timedelta():
        return start
    for span in open_spans(calendar, start, start + HORIZON):
        for rest in subtract(span, apart):
            if rest.length >= left:
                return rest.start + left
            left -= rest.length
    raise NoWorkingTime
