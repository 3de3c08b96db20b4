"""Days in words: weekdays, weeks, periods, so and so many days on. A table of forms; the words are in `date_words`.

Every form gives `Days`, or None when it is not that form after all; `ValueError` and `OverflowError` mean that it is,
and that there is no such day.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date, timedelta

from .clocks import read_clock
from .date_figures import read_figures
from .date_readings import (
    ONE_DAY,
    Days,
    Here,
    add_months,
    end_of_week,
    last_day,
    month_of,
    one_day,
    week_of,
    weekend_of,
    year_of,
)
from .date_words import DAYS_AHEAD, ENDS_BY_WORD, HALVES, NUMBERS, PERIODS, UNITS, WEEKDAYS, WHICH
from .names import fold

Match = re.Match[str]


def alternatives(words: Iterable[str]) -> str:
    """`words` for a pattern, the longest first."""
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))


_AHEAD = {fold(word): days for word, days in DAYS_AHEAD.items()}
_BY_WEEKDAY = {fold(word): number for word, number in WEEKDAYS.items()}
_WHICH, _DAY = alternatives(WHICH), alternatives(_BY_WEEKDAY)
_NUMBER = rf"\d{{1,4}}|{alternatives(NUMBERS)}"


_JUST_PASSED = 60


def read_days(plain: str, here: Here) -> Days | None:
    """The days that the folded text `plain` means, perhaps with its weekday; None when it is none of the forms."""
    for text in dict.fromkeys((plain, _LEADING.sub("", plain))):
        if days := _read_one(text, here):
            return days
        for pattern in _WITH_WEEKDAY:
            if (found := pattern.fullmatch(text)) and (days := _weekday_of(found, here)):
                return days
    return None


def _read_one(text: str, here: Here) -> Days | None:
    if text in _AHEAD:
        return one_day(here.today + timedelta(days=_AHEAD[text]))
    if text in ENDS_BY_WORD:
        return _end_of(ENDS_BY_WORD[text], here)
    for pattern, read in _FORMS:
        if (found := pattern.fullmatch(text)) and (days := read(found, here)):
            return days
    return read_figures(text, here)


_LEADING = re.compile(r"(?:(?:on|by|senest|pa|den|the|d\.?)\s+)+(?=\S)", re.ASCII)


def _end_of(period: str, here: Here) -> Days:
    if period == "week":
        return end_of_week(here.today)
    return last_day((month_of if period == "month" else year_of)(here.today))


def _weekday(found: Match, here: Here) -> Days:
    """The next such day, never today; `next` is next week's, a guess, for many mean the coming one."""
    number = _BY_WEEKDAY[found["day"]]
    which = WHICH[found["which"]] if found["which"] else None
    if which == 1:
        return one_day(week_of(here.today + timedelta(days=7)).first + timedelta(days=number), is_guess=True)
    if which == -1 or (which is None and here.past):
        return one_day(here.today - timedelta(days=(here.today.weekday() - number - 1) % 7 + 1))
    ahead = (number - here.today.weekday()) % 7
    return one_day(here.today + timedelta(days=ahead if which == 0 else ahead or 7))


def _past_weekday(found: Match, here: Here) -> Days:
    number = _BY_WEEKDAY[found["day"]]
    return one_day(here.today - timedelta(days=(here.today.weekday() - number - 1) % 7 + 1))


def _weekday_of(found: Match, here: Here) -> Days | None:
    """A weekday of a week, or beside a date whose weekday it must be: the date ahead, or else one just passed."""
    days = None if read_clock(found["rest"]) else _read_one(found["rest"], here)
    number = _BY_WEEKDAY[found["day"]]
    if days is None:
        return None
    if (days.after - days.first).days == 7:
        return one_day(days.first + timedelta(days=number))
    if days.after - days.first != ONE_DAY or not any(sign.isdigit() for sign in found["rest"]):
        return None
    both = (days, _read_one(found["rest"], replace(here, past=not here.past)))
    for read in both:
        near = read is days or (read and abs((read.first - here.today).days) <= _JUST_PASSED)
        if read and near and read.first.weekday() == number:
            return read
    raise ValueError("another day of the week")


def _week(found: Match, here: Here) -> Days:
    """A week by its ISO number; without a year the next such week, and this one is."""
    number = int(found["number"])
    if found["year"]:
        return week_of(date.fromisocalendar(_full_year(found["year"]), number, 1))
    this = here.today.isocalendar()
    step = -1 if here.past else 1
    for year in (this.year + step * n for n in range(8)):
        try:
            monday = date.fromisocalendar(year, number, 1)
        except ValueError:
            continue
        if (year, number) == this[:2] or (monday > here.today) is not here.past:
            return week_of(monday)
    raise ValueError("no such week")


def _full_year(text: str) -> int:
    return int(text) + (2000 if len(text) == 2 else 0)


def _period(found: Match, here: Here) -> Days:
    """The next, this or the last week, weekend, month or year."""
    period, step = PERIODS[found["period"]], WHICH[found["which"]] if found["which"] else 0
    match period:
        case "week":
            return week_of(here.today + timedelta(days=7 * step))
        case "weekend":
            return weekend_of(here.today + timedelta(days=7 * step))
        case "month":
            return month_of(add_months(here.today, step))
        case _:
            return year_of(add_months(here.today.replace(day=1), 12 * step))


def _counted(found: Match, here: Here) -> Days | None:
    """So many days, weeks, months or years on, or back."""
    unit = UNITS[found["unit"]]
    if unit in ("minutes", "hours"):
        return None
    count = int(found["count"]) if found["count"].isdigit() else NUMBERS[found["count"]]
    count = -count if _is_back(found, here) else count
    if unit in ("days", "weeks"):
        return one_day(here.today + timedelta(days=count * (7 if unit == "weeks" else 1)))
    return one_day(add_months(here.today, count * (12 if unit == "years" else 1)))


def _is_back(found: Match, here: Here) -> bool:
    parts = found.groupdict()
    return parts["lead"] == "-" or bool(parts["back"]) or (here.past and not parts["lead"] and not parts["on"])


def _plain_number(found: Match, here: Here) -> Days:
    days = int(found["count"]) * (-1 if found["lead"] == "-" else 1)
    return one_day(here.today + timedelta(days=days), is_guess=True)


def read_length(plain: str, here: Here) -> tuple[timedelta, timedelta] | None:
    """`+2h`, `om 2 timer`, `+1d2h`, `30 min ago`: days on the calendar, and time that passes; None when it has no hours.

    A number with a half is read for hours only."""
    found = _LENGTH.fullmatch(plain)
    if found is None:
        return None
    days = passing = timedelta(0)
    has_time = False
    for part in _PART.finditer(found["parts"]):
        unit, text = UNITS[part["unit"]], part["count"].replace(",", ".")
        count = HALVES.get(text) or NUMBERS.get(text) or float(text)
        if unit in ("minutes", "hours"):
            has_time, passing = True, passing + timedelta(**{unit: count})
        elif unit in ("days", "weeks") and count == int(count):
            days += timedelta(**{unit: count})
        else:
            return None
    sign = -1 if _is_back(found, here) else 1
    return (sign * days, sign * passing) if has_time else None


_UNIT = alternatives(UNITS)
_BACK = r"(?:\s+(?:(?P<back>ago|siden)|(?P<on>from\s+now|on)))?"
_LEAD = r"(?:(?P<lead>[+-]|in\b|om\b|for\b)\s*)?"
_DECIMAL = rf"\d{{1,4}}(?:[.,]\d{{1,2}})?|{alternatives(HALVES)}|{alternatives(NUMBERS)}"
_PART = re.compile(rf"(?P<count>{_DECIMAL})\s*(?P<unit>{_UNIT})(?![a-z])", re.ASCII)
_LENGTH = re.compile(
    rf"{_LEAD}(?P<parts>(?:(?:{_DECIMAL})\s*(?:{_UNIT})(?![a-z])\.?\s*(?:(?:and|og)\s+)?){{1,3}}?){_BACK}", re.ASCII
)
_FORMS: tuple[tuple[re.Pattern[str], Callable[[Match, Here], Days | None]], ...] = tuple(
    (re.compile(pattern, re.ASCII), read)
    for pattern, read in (
        (rf"(?:(?:on|pa|i)\s+)?(?:(?P<which>{_WHICH})\s+)?(?P<day>{_DAY})\.?", _weekday),
        (rf"(?:i\s+)?(?P<day>{alternatives(day for day in _BY_WEEKDAY if day.endswith('dag'))})s", _past_weekday),
        (r"(?:i\s+|in\s+)?(?:uge|week|wk|u|w)\.?\s*(?P<number>\d{1,2})(?:[\s/-]+(?P<year>\d{4}))?", _week),
        (r"(?P<year>\d{4})-?w(?P<number>\d{2})", _week),
        (rf"(?:(?:i|in|the)\s+)*(?P<which>{_WHICH})\s+(?P<period>{alternatives(PERIODS)})", _period),
        (r"(?P<which>)(?:i\s+|in\s+)?(?P<period>weekend(?:en)?)", _period),
        (r"(?P<which>)i\s+(?P<period>ar)", _period),
        (rf"{_LEAD}(?P<count>{_NUMBER})\s*(?P<unit>{_UNIT})\.?{_BACK}", _counted),
        (r"(?P<lead>[+-])(?P<count>\d{1,4})", _plain_number),
    )
)
_WITH_WEEKDAY = tuple(
    re.compile(pattern, re.ASCII)
    for pattern in (
        rf"(?P<day>{_DAY})\.?\s+(?:(?:i|in|of|the|den|d\.)\s+)*(?P<rest>.+)",
        rf"(?P<rest>.+?)\s+(?:pa\s+|on\s+)?(?P<day>{_DAY})",
    )
)
