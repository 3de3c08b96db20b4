"""Hours of weeks and days as they are stored and as commands carry them, checked.

Stored is JSON: `{"1": [[480, 720], [750, 960]]}`, ISO weekday to ranges in minutes after midnight; exceptions by date.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from itertools import pairwise
from typing import Any

from servicedesk_tui.locale import _
from servicedesk_tui.query.hours import DAY, clock
from servicedesk_tui.vocabulary.refusals import Invalid
from servicedesk_tui.vocabulary.staffing import Hours, Week

RANGES = 6
"""Stretches of work a day has at most."""


def checked_week(week: Mapping[Any, Iterable[Iterable[Any]]]) -> dict[int, Hours]:
    """Hours by weekday, in order; `Invalid` for a day that is none and for hours that overlap or never end."""
    found: dict[int, Hours] = {}
    for day, ranges in week.items():
        if not str(day).isdecimal() or not 1 <= int(day) <= 7:
            raise Invalid(_("{day} is no weekday: 1 is Monday, 7 is Sunday.").format(day=day))
        hours = checked_hours(ranges)
        if hours:
            found[int(day)] = hours
    return dict(sorted(found.items()))


def checked_hours(ranges: Iterable[Iterable[Any]]) -> Hours:
    """The hours of a day, in order. An end at or before its start is of the next day."""
    found: list[tuple[int, int]] = []
    for one in ranges:
        start, end = _minutes(one)
        if end <= start:
            end += DAY
        if not (0 <= start < DAY and start < end <= 2 * DAY and end - start <= DAY):
            raise Invalid(_("{hours} is no stretch of a day; write 08:00-16:00.").format(hours=said((start, end))))
        found.append((start, end))
    found.sort()
    if len(found) > RANGES:
        raise Invalid(_("A day has {most} stretches of work at most.").format(most=RANGES))
    for one, other in pairwise(found):
        if other[0] < one[1]:
            raise Invalid(_("{one} and {other} overlap.").format(one=said(one), other=said(other)))
    return tuple(found)


def _minutes(one: Iterable[Any]) -> tuple[int, int]:
    try:
        start, end = (int(minute) for minute in one)
    except (TypeError, ValueError):
        raise Invalid(_("{hours} is no stretch of a day; write 08:00-16:00.").format(hours=str(one)[:40])) from None
    return start, end


def said(hours: tuple[int, int]) -> str:
    """A stretch of a day as people write it: `8-16`, `22-6`."""
    return f"{clock(hours[0])}-{clock(hours[1])}"


def stored_week(week: Week) -> dict[str, list[list[int]]]:
    """A week as it is stored."""
    return {str(day): [list(one) for one in hours] for day, hours in week.items()}


def stored_days(days: Mapping[date, Hours]) -> dict[str, list[list[int]]]:
    """Exceptions as they are stored."""
    return {day.isoformat(): [list(one) for one in hours] for day, hours in sorted(days.items())}


def week_of(stored: Mapping[str, Any]) -> dict[int, Hours]:
    """A stored week."""
    return {int(day): tuple((int(start), int(end)) for start, end in hours) for day, hours in sorted(stored.items())}


def days_of(stored: Mapping[str, Any]) -> dict[date, Hours]:
    """Stored exceptions."""
    return {
        date.fromisoformat(day): tuple((int(start), int(end)) for start, end in hours)
        for day, hours in sorted(stored.items())
    }
