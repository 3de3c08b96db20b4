"""What a phrase about time can mean: some days, or a moment; and the weeks, months and years that days are in."""

import calendar
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta, tzinfo

ONE_DAY = timedelta(days=1)
FRIDAY = 4


@dataclass(frozen=True, slots=True)
class Here:
    """Where and when a phrase is read. `past`: what could be behind or ahead is behind."""

    now: datetime
    zone: tzinfo
    past: bool = False

    @property
    def local(self) -> datetime:
        """Now, on the clock on the wall."""
        return self.now.astimezone(self.zone)

    @property
    def today(self) -> date:
        """The day it is."""
        return self.local.date()


@dataclass(frozen=True, slots=True)
class Days:
    """From the day `first` to before `after`; what is due then is due on `due`."""

    first: date
    after: date
    due: date
    is_guess: bool = False


@dataclass(frozen=True, slots=True)
class Moment:
    """A moment in UTC; a part of a day lasts until `until`, any other a minute."""

    at: datetime
    start: datetime
    until: datetime
    is_guess: bool = False


Reading = Days | Moment


def guessed(reading: Reading) -> Reading:
    """The same, as a guess."""
    return replace(reading, is_guess=True)


def one_day(day: date, *, is_guess: bool = False) -> Days:
    """A day."""
    return Days(day, day + ONE_DAY, day, is_guess)


def week_of(day: date) -> Days:
    """Monday to Monday; due on its Friday."""
    monday = day - timedelta(days=day.weekday())
    return Days(monday, monday + timedelta(days=7), monday + timedelta(days=FRIDAY))


def end_of_week(day: date) -> Days:
    """Friday to Monday, the coming one on a Saturday or Sunday; due on that Friday."""
    friday = day + timedelta(days=(FRIDAY - day.weekday()) % 7)
    return Days(friday, friday + timedelta(days=3), friday)


def weekend_of(day: date) -> Days:
    """Saturday and Sunday of the week that `day` is in; due on the Sunday."""
    saturday = day + timedelta(days=5 - day.weekday())
    return Days(saturday, saturday + timedelta(days=2), saturday + ONE_DAY)


def month_of(day: date) -> Days:
    """The month that `day` is in; due on its last day, which is a guess: it could be the first."""
    first, last = day.replace(day=1), _last_of_month(day)
    return Days(first, last + ONE_DAY, last, is_guess=True)


def year_of(day: date) -> Days:
    """The year that `day` is in; due on its last day, a guess like a month's."""
    last = date(day.year, 12, 31)
    return Days(date(day.year, 1, 1), last + ONE_DAY, last, is_guess=True)


def last_day(days: Days) -> Days:
    """The last day of `days`."""
    return one_day(days.after - ONE_DAY)


def add_months(day: date, count: int) -> date:
    """As many months on; the last of the month where that has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + count, 12)
    first = date(year, month + 1, 1)
    return first.replace(day=min(day.day, _last_of_month(first).day))


def _last_of_month(day: date) -> date:
    return day.replace(day=calendar.monthrange(day.year, day.month)[1])


def at_hour(day: date, hour: int, minute: int, zone: tzinfo) -> datetime:
    """The moment the clocks on the wall show it; 24:00 is the end of the day.

    When the clocks skip that time it is as much later as they skip (02:30 is 03:30); when they show it twice, it is the
    first."""
    if hour == 24 and minute == 0:
        day, hour = day + ONE_DAY, 0
    return datetime.combine(day, time(hour, minute), zone).astimezone(UTC)


def a_minute(at: datetime, *, is_guess: bool = False) -> Moment:
    """The minute that `at` is in."""
    start = at.astimezone(UTC).replace(second=0, microsecond=0)
    return Moment(start, start, start + timedelta(minutes=1), is_guess)
