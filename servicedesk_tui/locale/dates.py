"""Moments in the reader's words: `today 14:00`, `fri 6 mar`, `in 1 h 20 m`, `2 min ago`. Standard library only.

A reader's day is that of their zone. A due *day* is a date and is shown as one in every zone.
"""

from datetime import date, datetime, timedelta, tzinfo
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from . import N_, _

WEEKDAYS = (N_("Monday"), N_("Tuesday"), N_("Wednesday"), N_("Thursday"), N_("Friday"), N_("Saturday"), N_("Sunday"))
SHORT_WEEKDAYS = (N_("mon"), N_("tue"), N_("wed"), N_("thu"), N_("fri"), N_("sat"), N_("sun"))
SHORT_MONTHS = (
    N_("jan"), N_("feb"), N_("mar"), N_("apr"), N_("may"), N_("jun"),
    N_("jul"), N_("aug"), N_("sep"), N_("oct"), N_("nov"), N_("dec"),
)  # fmt: skip
MONTHS = (
    N_("January"), N_("February"), N_("March"), N_("April"), N_("May"), N_("June"),
    N_("July"), N_("August"), N_("September"), N_("October"), N_("November"), N_("December"),
)  # fmt: skip
_WEEK = 7


@lru_cache
def zone(name: str) -> ZoneInfo:
    """The time zone by name; UTC for a name that is none."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        return ZoneInfo("UTC")


def day(of: date, today: date) -> str:
    """`today`, `tomorrow`, `yesterday`, a short weekday within a week, else day and month (and year when another)."""
    away = (of - today).days
    if away in (-1, 0, 1):
        return (_("yesterday"), _("today"), _("tomorrow"))[away + 1]
    if 0 < away < _WEEK:
        return _(SHORT_WEEKDAYS[of.weekday()])
    text = f"{of.day} {_(SHORT_MONTHS[of.month - 1])}"
    return text if of.year == today.year else f"{text} {of.year}"


def weekday_or_date(of: date, said_on: date) -> str:
    """`Friday` within a week of the day it was said, else `Fri 6 mar`: right also when read later."""
    if 0 <= (of - said_on).days < _WEEK:
        return _(WEEKDAYS[of.weekday()])
    return f"{_(SHORT_WEEKDAYS[of.weekday()])} {of.day} {_(SHORT_MONTHS[of.month - 1])}" + (
        f" {of.year}" if of.year != said_on.year else ""
    )


def moment(at: datetime, is_day: bool, now: datetime, tz: ZoneInfo) -> str:
    """A moment or a day: `today 14:00`, `fri`, `6 mar 09:30`."""
    local = at.astimezone(tz)
    words = day(local.date(), now.astimezone(tz).date())
    return words if is_day else f"{words} {local:%H:%M}"


def in_full(at: datetime, is_day: bool, tz: tzinfo) -> str:
    """Nothing left to guess: `Tuesday 1 December 2026 14:00`, `tirsdag 1. december 2026 kl. 14.00`."""
    local = at.astimezone(tz)
    said = _("{weekday} {day} {month} {year}").format(
        weekday=_(WEEKDAYS[local.weekday()]), day=local.day, month=_(MONTHS[local.month - 1]), year=local.year
    )
    if is_day:
        return said
    return _("{date} {hour}:{minute}").format(date=said, hour=f"{local:%H}", minute=f"{local:%M}")


def span(length: timedelta) -> str:
    """A length of time by its two largest parts: `3 d 4 h`, `1 h 20 m`, `5 m`."""
    minutes = int(abs(length.total_seconds()) // 60)
    days, rest = divmod(minutes, 24 * 60)
    hours, minutes = divmod(rest, 60)
    if days > 6:
        return _("{n} d").format(n=days)
    if days:
        return _("{n} d").format(n=days) + (" " + _("{n} h").format(n=hours) if hours else "")
    if hours:
        return _("{n} h").format(n=hours) + (" " + _("{n} m").format(n=minutes) if minutes else "")
    return _("{n} m").format(n=minutes)


def short_span(length: timedelta) -> str:
    """A length of time in its largest unit: `40 m`, `3 h`, `2 d`."""
    minutes = int(abs(length.total_seconds()) // 60)
    if minutes < 60:
        return _("{n} m").format(n=minutes)
    return _("{n} h").format(n=minutes // 60) if minutes < 48 * 60 else _("{n} d").format(n=minutes // (24 * 60))


def length(minutes: int) -> str:
    """A length of work: `40 min`, `1 h 5 min`, `2 h`."""
    hours, rest = divmod(minutes, 60)
    if not hours:
        return _("{count} min").format(count=rest)
    return _("{hours} h {count} min").format(hours=hours, count=rest) if rest else _("{hours} h").format(hours=hours)


def ago(at: datetime, now: datetime) -> str:
    """`just now`, `2 min ago`, `3 h ago`, `5 d ago`."""
    seconds = (now - at).total_seconds()
    if seconds < 60:
        return _("just now")
    if seconds < 3600:
        return _("{n} min ago").format(n=int(seconds // 60))
    if seconds < 86400:
        return _("{n} h ago").format(n=int(seconds // 3600))
    return _("{n} d ago").format(n=int(seconds // 86400))
