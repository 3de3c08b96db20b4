"""Working hours as people write them: `mon-fri 8-16, sat 9-12 12.30-15`, `fri 22-6`, `sat -`; in English and Danish.

Pure: text to hours and hours to text. Hours are minutes after a day's midnight; an end at or before its start is in the next
day. A day that is not named has no hours.
"""

import re
from collections.abc import Iterator, Mapping
from itertools import pairwise

from servicedesk_tui.locale import _
from servicedesk_tui.locale.dates import SHORT_WEEKDAYS
from servicedesk_tui.vocabulary.refusals import Invalid
from servicedesk_tui.vocabulary.staffing import Hours

from .date_words import WEEKDAYS
from .names import fold

DAY = 24 * 60
NONE = ("-", "none", "closed", "free", "ingen", "lukket", "fri")
"""Words for a day without hours, after a day's name (`fri fri` is Danish for a Friday off)."""
_DAILY = ("daily", "every day", "dagligt", "dgl")
_STRETCH = re.compile(r"(\d{1,2})(?:[:.](\d{2}))?-(\d{1,2})(?:[:.](\d{2}))?", re.ASCII)
_TO = re.compile(r"\.\.|-")
_SPLIT = re.compile(r"[\s,;]+")
_DASHES = re.compile(r"\s*(?:[–—]|\bto\b|\btil\b)\s*|(?<=\w)\s+-\s*(?=\d)|(?<=\d)\s*-\s+(?=\d)")


def read_week(text: str) -> dict[int, Hours]:
    """The hours of a week, by ISO weekday, days without any left out. Raises `Invalid` naming what was not read."""
    found: dict[int, Hours] = {}
    days: list[int] = []
    fresh = False
    for word in _words(text):
        named = _days(word)
        if named and not (word in NONE and days and fresh):
            days = [*days, *named] if fresh else named
            fresh = True
            for day in days:
                found[day] = ()
        elif not days:
            raise Invalid(_("Begin with the days, as in mon-fri 8-16."))
        elif word in NONE:
            fresh = False
        else:
            fresh = False
            stretch = _stretch(word)
            for day in days:
                found[day] = _added(found[day], stretch)
    _refuse_nights(found)
    return {day: hours for day, hours in sorted(found.items()) if hours}


def read_hours(text: str) -> Hours:
    """The hours of one day: `8-12 12.30-16`, `-` for none. Raises `Invalid`."""
    words = list(_words(text))
    if not words:
        raise Invalid(_("Write hours, as in 8-12 12.30-16, or - for none."))
    if len(words) == 1 and words[0] in NONE:
        return ()
    hours: Hours = ()
    for word in words:
        hours = _added(hours, _stretch(word))
    return hours


def write_week(week: Mapping[int, Hours]) -> str:
    """A week as `read_week` reads it, days with the same hours together; `-` where nobody works."""
    groups: list[tuple[int, int, Hours]] = []
    for day in range(1, 8):
        hours = week.get(day, ())
        if groups and groups[-1][1] == day - 1 and groups[-1][2] == hours:
            groups[-1] = (groups[-1][0], day, hours)
        else:
            groups.append((day, day, hours))
    said = [f"{_named(first, last)} {write_hours(hours)}" for first, last, hours in groups if hours]
    return ", ".join(said)


def write_hours(hours: Hours) -> str:
    """A day's hours as `read_hours` reads them: `8-12 12:30-16`."""
    return " ".join(f"{clock(start)}-{clock(end)}" for start, end in hours) or "-"


def clock(minute: int) -> str:
    """A minute of the day, short: `8`, `12:30`, `24`."""
    hour, rest = divmod(minute if minute == DAY else minute % DAY, 60)
    return f"{hour}:{rest:02}" if rest else str(hour)


def minutes_of(week: Mapping[int, Hours]) -> int:
    """The minutes of a week."""
    return sum(end - start for hours in week.values() for start, end in hours)


def _words(text: str) -> Iterator[str]:
    plain = _DASHES.sub("-", fold(text.strip()))
    for daily in _DAILY:
        plain = plain.replace(daily, "mon-sun")
    return (word for word in _SPLIT.split(plain) if word)


def _days(word: str) -> list[int]:
    """The weekdays a word names: one, or the first to the last of `fri-mon`."""
    ends = [WEEKDAYS.get(part) for part in _TO.split(word.rstrip(":."))]
    if len(ends) > 2 or any(end is None for end in ends):
        return []
    first, last = ends[0] or 0, ends[-1] or 0
    return [(first + step) % 7 + 1 for step in range((last - first) % 7 + 1)]


def _stretch(word: str) -> tuple[int, int]:
    read = _STRETCH.fullmatch(word)
    if read is None:
        raise Invalid(
            _("{text} is not understood; write days and hours, as in mon-fri 8-12 12.30-16.").format(text=word[:20])
        )
    start, end = _minute(read[1], read[2]), _minute(read[3], read[4])
    if start in (DAY, end):
        raise Invalid(_("{text} is no stretch of a day.").format(text=word))
    return start, end if end > start else end + DAY


def _minute(hour: str, minute: str | None) -> int:
    at = int(hour) * 60 + int(minute or 0)
    if int(minute or 0) > 59 or at > DAY:
        raise Invalid(_("{text} is no time of day.").format(text=f"{hour}:{minute or '00'}"))
    return at


def _added(hours: Hours, stretch: tuple[int, int]) -> Hours:
    joined = tuple(sorted((*hours, stretch)))
    for one, other in pairwise(joined):
        if other[0] < one[1]:
            raise Invalid(_("{one} and {other} overlap.").format(one=write_hours((one,)), other=write_hours((other,))))
    return joined


def _refuse_nights(week: Mapping[int, Hours]) -> None:
    """A night that goes on into the next day's hours."""
    for day, hours in week.items():
        for start, end in hours:
            following = week.get(day % 7 + 1, ())
            if end > DAY and any(first < end - DAY for first, _last in following):
                other = write_hours(following)
                raise Invalid(_("{one} and {other} overlap.").format(one=write_hours(((start, end),)), other=other))


def _named(first: int, last: int) -> str:
    names = [_(SHORT_WEEKDAYS[day - 1]) for day in (first, last)]
    return names[0] if first == last else "-".join(names)
