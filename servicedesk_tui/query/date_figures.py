"""Dates in figures and by the month's name: `2026-12-01`, `1/12`, `1.12.2026`, `den 1. december`, `dec 1`, `december`.

The day comes before the month, always. A date without a year is the next such date, and today is.
"""

import re
from collections.abc import Callable
from datetime import date

from .date_readings import Days, Here, month_of, one_day, year_of
from .date_words import MONTHS

Match = re.Match[str]
_YEARS_TO_LEAP = 9


def read_figures(plain: str, here: Here) -> Days | None:
    """The days that the folded text `plain` means; None when it is none of the forms. Raises `ValueError` for a day
    that is none."""
    for pattern, read in _FORMS:
        if found := pattern.fullmatch(plain):
            return read(found, here)
    return None


def _iso(found: Match, _here: Here) -> Days:
    return one_day(date(int(found["year"]), int(found["month"]), int(found["day"])))


def _day_and_month(found: Match, here: Here) -> Days:
    """A guess when it could be month and day, or when it has only just passed and so is nearly a year away."""
    parts = found.groupdict()
    day, month = int(found["day"]), _month(parts)
    is_guess = "name" not in parts and day <= 12 and month <= 12 and day != month
    if parts.get("year"):
        return one_day(date(_full_year(found["year"]), month, day), is_guess=is_guess)
    read = _nearest(day, month, here)
    return one_day(read, is_guess=is_guess or abs((read - here.today).days) > 300)


def _month(parts: dict[str, str | None]) -> int:
    name = parts.get("name")
    return MONTHS[name] if name else int(parts["month"] or 0)


def _full_year(text: str) -> int:
    return int(text) + (2000 if len(text) == 2 else 0)


def _nearest(day: int, month: int, here: Here) -> date:
    """The next such date (the last one where the past is meant); for 29 February that may be years away."""
    step = -1 if here.past else 1
    for year in (here.today.year + step * n for n in range(_YEARS_TO_LEAP)):
        try:
            read = date(year, month, day)
        except ValueError:
            continue
        if read == here.today or (read > here.today) is not here.past:
            return read
    raise ValueError("no such date")


def _day_alone(found: Match, here: Here) -> Days:
    """The next month's day that has the number, a guess."""
    day, step = int(found["day"]), -1 if here.past else 1
    for months in range(0, 13 * step, step):
        year, month = divmod(here.today.year * 12 + here.today.month - 1 + months, 12)
        try:
            read = date(year, month + 1, day)
        except ValueError:
            continue
        if read == here.today or (read > here.today) is not here.past:
            return one_day(read, is_guess=True)
    raise ValueError("no such date")


def _named_month(found: Match, here: Here) -> Days:
    month = MONTHS[found["name"]]
    if found["year"]:
        return month_of(date(int(found["year"]), month, 1))
    passed = month < here.today.month if not here.past else month > here.today.month
    return month_of(date(here.today.year + ((-1 if here.past else 1) if passed else 0), month, 1))


def _end_of_month(found: Match, here: Here) -> Days:
    return one_day(_named_month(found, here).due)


def _figured_month(found: Match, _here: Here) -> Days:
    return month_of(date(int(found["year"]), int(found["month"]), 1))


def _year(found: Match, _here: Here) -> Days:
    return year_of(date(int(found["year"]), 1, 1))


_NAME = rf"(?P<name>{'|'.join(sorted(MONTHS, key=len, reverse=True))})\.?"
_DAY = r"(?P<day>\d{1,2})(?:\.|st|nd|rd|th)?"
_FORMS: tuple[tuple[re.Pattern[str], Callable[[Match, Here], Days]], ...] = tuple(
    (re.compile(pattern, re.ASCII), read)
    for pattern, read in (
        (r"(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})", _iso),
        (r"(?P<year>\d{4})[/.](?P<month>\d{1,2})[/.](?P<day>\d{1,2})", _iso),
        (r"(?P<year>\d{4})(?P<month>\d{2})(?P<day>\d{2})", _iso),
        (r"(?P<day>\d{1,2})\s?[/.-]\s?(?P<month>\d{1,2})\s?[/.-]\s?(?P<year>\d{4}|\d{2})", _day_and_month),
        (r"(?P<day>\d{1,2})[/-](?P<month>\d{1,2})\s+(?P<year>\d{4})", _day_and_month),
        (r"(?P<day>\d{1,2})/(?P<month>\d{1,2})", _day_and_month),
        (r"(?P<day>\d{1,2})\.\s?(?P<month>0?[1-9]|1[0-2])\.?", _day_and_month),
        (r"(?P<day>\d{1,2})\.?\s+i\s+(?P<month>\d{1,2})\.?", _day_and_month),
        (rf"{_DAY}\s?(?:of\s+)?{_NAME}(?:\s?(?P<year>\d{{4}}))?", _day_and_month),
        (rf"{_NAME}\s?(?:the\s+)?{_DAY}(?:\s+(?P<year>\d{{4}}))?", _day_and_month),
        (r"(?:den|the|d\.?)\s+(?P<day>\d{1,2})(?:\.|st|nd|rd|th)?", _day_alone),
        (r"(?P<day>\d{1,2})(?:\.|st|nd|rd|th)", _day_alone),
        (rf"(?:in\s+|i\s+)?{_NAME}(?:\s+(?P<year>\d{{4}}))?", _named_month),
        (rf"(?:ultimo|end\s+of|slutningen\s+af)\s+{_NAME}(?:\s+(?P<year>\d{{4}}))?", _end_of_month),
        (r"(?P<year>\d{4})-(?P<month>\d{2})", _figured_month),
        (r"(?P<month>\d{1,2})[/-](?P<year>\d{4})", _figured_month),
        (r"(?P<year>(?:19|20|21)\d{2})", _year),
    )
)
