"""Reading how often something is to be said again, and from when: `daily 9:00`, `every weekday 9:00`, `hver anden fredag kl. 8`.

The rhythm itself is quick-add's (`every`), with days of the week beside it.
"""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, tzinfo

from servicedesk_tui.policy.calendar import open_day

from .date_words import WEEKDAYS
from .dates import lead_due
from .every import parse_every
from .names import fold

_EACH = ("every", "each", "hver", "hvert")
_ALONE = frozenset(
    map(
        fold,
        [
            "daily",
            "weekly",
            "monthly",
            "yearly",
            "quarterly",
            "weekdays",
            "dagligt",
            "ugentligt",
            "månedligt",
            "årligt",
            "hverdage",
        ],
    )
)
_SECOND = {fold(word): "2" for word in ("other", "second", "anden", "andet")}
_AND = ("and", "og", "&")
_DAYS = {fold(word): number for word, number in WEEKDAYS.items()}
_CODES = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_BARE_HOUR = re.compile(r"\d{1,2}")
_LONGEST = 3


@dataclass(frozen=True, slots=True)
class Rhythm:
    """Again and again by an RRULE, first `at`; what was read are the first `words` words."""

    every: str
    at: datetime
    words: int
    is_guess: bool


def lead_rhythm(text: str, *, now: datetime, zone: tzinfo) -> Rhythm | None:
    """The rhythm that `text` begins with, and the first moment of it that is to come; None when it begins with none. Without
    a time of day it is when the day opens."""
    words = text.split()
    found = _rule(words)
    if found is None:
        return None
    every, count = found
    rest = words[count:]
    # After a rhythm a bare number is an hour: there is no day it could be.
    is_hour = bool(rest) and bool(_BARE_HOUR.fullmatch(rest[0].rstrip(":,")))
    started = lead_due(" ".join([*(["kl."] if is_hour else []), *rest]), now=now, zone=zone)
    if started is None:
        return Rhythm(every, _first(every, open_day(_today(now, zone), zone), now, zone), count, False)
    start = open_day(started.at.astimezone(zone).date(), zone) if started.is_day else started.at
    taken = count + started.words - is_hour
    return Rhythm(every, _first(every, start, now, zone), taken, started.is_guess and not is_hour)


def _rule(words: list[str]) -> tuple[str, int] | None:
    """The RRULE at the beginning, and of how many words it is."""
    if not words:
        return None
    first = fold(words[0].rstrip(":,"))
    if words[0].casefold().startswith("every:") and len(words[0]) > len("every:"):
        rule = parse_every(words[0][len("every:") :].strip('"'))
        return (rule, 1) if rule else None
    if first in _ALONE:
        rule = parse_every(first)
        return (rule, 1) if rule else None
    if first not in _EACH:
        return None
    plain = [_SECOND.get(fold(word.rstrip(",")), fold(word.rstrip(","))) for word in words]
    if days := _weekdays(plain):
        return days
    for count in range(min(_LONGEST, len(plain)), 1, -1):
        if rule := parse_every(" ".join(["every", *plain[1:count]])):
            return rule, count
    return None


def _weekdays(plain: list[str]) -> tuple[str, int] | None:
    """`every mon and thu`, `every other fri`: some days of each week, or of every second one."""
    at = 2 if plain[1:2] == ["2"] else 1
    days: list[int] = []
    end = at
    while end < len(plain):
        named = [_DAYS.get(part) for part in plain[end].split(",")]
        if plain[end] in _AND and days and plain[end + 1 : end + 2] and plain[end + 1] in _DAYS:
            end += 1
        elif None in named:
            break
        else:
            days += [day for day in named if day is not None]
            end += 1
    if not days:
        return None
    codes = ",".join(_CODES[day] for day in sorted(set(days)))
    return f"FREQ=WEEKLY{';INTERVAL=2' if at == 2 else ''};BYDAY={codes}", end


def _first(every: str, start: datetime, now: datetime, zone: tzinfo) -> datetime:
    """The first moment from `start` on that is to come, at its time of day, on a day that the rule names."""
    codes = re.search(r"BYDAY=([A-Z,]+)", every)
    allowed = {_CODES.index(code) for code in codes[1].split(",")} if codes else set(range(7))
    wall = start.astimezone(zone).replace(tzinfo=None)
    for days in range(15):
        at = (wall + timedelta(days=days)).replace(tzinfo=zone).astimezone(UTC)
        if at > now and at.astimezone(zone).weekday() in allowed:
            return at
    return start


def _today(now: datetime, zone: tzinfo) -> date:
    return now.astimezone(zone).date()
