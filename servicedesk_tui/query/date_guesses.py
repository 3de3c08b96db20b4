"""What no form of ours reads: dateparser tries, loaded only then, and what it makes of it is a guess."""

import re
from datetime import UTC, datetime
from typing import Any

from .date_readings import Here, Reading, a_minute, guessed, month_of, one_day, year_of

LONGEST = 40
"""The longest text dateparser is given: what it costs grows with the length."""

_WORTH_TRYING = re.compile(r"(?=.*[^\W\d_]{3})(?=.*(?:\s|\d)).*", re.DOTALL)
_FIGURES = re.compile(r"\d+")
_COUNTED_FROM = re.compile(r"\b(?:after|before|efter|før|inden)\b", re.IGNORECASE)
"""Dateparser reads the day and leaves out what is counted from it."""

_HAS_TIME = re.compile(r"\d[:.]\d|\bkl|\d\s?[ap]\.?m", re.IGNORECASE)


def guess(text: str, here: Here) -> Reading | None:
    """What dateparser makes of `text`; None when it makes nothing of it, or leaves a part of it out.

    Figures alone it would turn about until they fit, and every single word it knows is in our own tables."""
    if len(text) > LONGEST or not _is_worth_trying(text):
        return None
    from dateparser.date import DateDataParser

    base = here.local.replace(tzinfo=None, second=0, microsecond=0)
    parser = DateDataParser(languages=["en", "da"], settings=_settings(base, past=here.past))
    try:
        data = parser.get_date_data(text)
    except Exception:  # It is a library's guess at any text: what it trips over is no date.
        return None
    if data.date_obj is None or (data.period != "time" and _HAS_TIME.search(text)):
        return None
    return _place(data.date_obj, data.period, here)


def _is_worth_trying(text: str) -> bool:
    """Words with a number, or several words; every number a day of a month or a year in four figures."""
    numbers = [int(figures) for figures in _FIGURES.findall(text) if len(figures) <= 4]
    return (
        text.isprintable()
        and not _COUNTED_FROM.search(text)
        and bool(_WORTH_TRYING.fullmatch(text))
        and len(numbers) == len(_FIGURES.findall(text))
        and all(number <= 31 or 1900 <= number < 2200 for number in numbers)
    )


def _settings(base: datetime, *, past: bool) -> dict[str, Any]:
    """All that matters is said, so that no default of its own comes in."""
    return {
        "DATE_ORDER": "DMY",
        "PREFER_LOCALE_DATE_ORDER": False,
        "PREFER_DATES_FROM": "past" if past else "future",
        "PREFER_DAY_OF_MONTH": "first",
        "RELATIVE_BASE": base,
        "TIMEZONE": "UTC",
        "RETURN_TIME_AS_PERIOD": True,
        "STRICT_PARSING": False,
        "NORMALIZE": True,
        "PARSERS": ["relative-time", "absolute-time"],
    }


def _place(read: datetime, period: str | None, here: Here) -> Reading:
    """The days or the moment in the person's zone; a zone in the text itself counts."""
    if period == "time":
        aware = read if read.tzinfo else read.replace(tzinfo=here.zone)
        return a_minute(aware.astimezone(UTC), is_guess=True)
    build = {"month": month_of, "year": year_of}.get(period or "", one_day)
    return guessed(build(read.date()))
