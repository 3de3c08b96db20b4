"""Reading when something is due: ISO dates, days of the week and today or tomorrow, in English and Danish."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from servicedesk_tui.locale import _
from servicedesk_tui.policy.calendar import close_day
from servicedesk_tui.vocabulary.refusals import Invalid
from servicedesk_tui.vocabulary.text import one_line

_WEEKDAYS = (
    ("mon", "monday", "man", "mandag"),
    ("tue", "tues", "tuesday", "tir", "tirs", "tirsdag"),
    ("wed", "weds", "wednesday", "ons", "onsdag"),
    ("thu", "thur", "thurs", "thursday", "tor", "tors", "torsdag"),
    ("fri", "friday", "fre", "fredag"),
    ("sat", "saturday", "lør", "lørdag", "lor", "lordag", "loer", "loerdag"),
    ("sun", "sunday", "søn", "søndag", "son", "sondag", "soen", "soendag"),
)
WEEKDAYS = {name: number for number, names in enumerate(_WEEKDAYS) for name in names}
"""Days of the week by every name they are read by; Monday is 0."""

DAYS_AHEAD = {
    "today": 0,
    "i dag": 0,
    "idag": 0,
    "tomorrow": 1,
    "i morgen": 1,
    "imorgen": 1,
    "i overmorgen": 2,
    "overmorgen": 2,
}
"""Words for a day counted from today."""

_WHEN = re.compile(
    r"(?P<day>.+?)(?:(?:T|\s+(?:(?:kl\.?|at)\s*)?)(?P<hour>\d{1,2})(?:[:.](?P<minute>\d{2}))?(?P<seconds>:\d{2})?(?P<offset>Z|[+-]\d{2}:?\d{2})?)?",
    re.IGNORECASE,
)
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})", re.ASCII)


def parse_due(text: str, *, now: datetime, zone: tzinfo) -> tuple[datetime, bool]:
    """The moment `text` means, in UTC, and whether it is a day (then its moment is closing time).

    A day of the week is the next such day, never today. Raises `Invalid` naming the forms that are read."""
    found = _WHEN.fullmatch(" ".join(text.split()))
    day = _read_day(found["day"], now.astimezone(zone).date()) if found else None
    if found is None or day is None:
        raise _unread(text)
    if found["hour"] is None:
        return _in_reach(text, lambda: close_day(day, zone)), True
    return _in_reach(text, lambda: _at(day, found, zone)), False


@dataclass(frozen=True, slots=True)
class Span:
    """From `start` to before `end`, in UTC. `is_exact`: a moment was named (then it is that minute), not days."""

    start: datetime
    end: datetime
    is_exact: bool = False


def parse_span(text: str, *, now: datetime, zone: tzinfo, past: bool = False) -> Span:
    """What `text` means in a filter. With `past`, what has no year or week of its own is the last such, not the next.

    Raises `Invalid` naming the forms that are read."""
    due, is_day = parse_due(text, now=now, zone=zone)
    if not is_day:
        return Span(due, due + timedelta(minutes=1), True)
    day = due.astimezone(zone).date()
    start, end = (datetime.combine(d, time(), zone).astimezone(UTC) for d in (day, day + timedelta(days=1)))
    return Span(start, end)


def _read_day(text: str, today: date) -> date | None:
    word = text.casefold()
    if word in DAYS_AHEAD:
        return today + timedelta(days=DAYS_AHEAD[word])
    if word in WEEKDAYS:
        return today + timedelta(days=(WEEKDAYS[word] - today.weekday() - 1) % 7 + 1)
    found = _ISO.fullmatch(word)
    try:
        return date(*map(int, found.groups())) if found else None
    except ValueError:
        return None


def _at(day: date, found: re.Match[str], zone: tzinfo) -> datetime:
    clock = time(int(found["hour"]), int(found["minute"] or 0))
    moment = datetime.combine(day, clock)
    if found["offset"]:
        return datetime.fromisoformat(f"{moment.isoformat()}{found['offset'].upper()}").astimezone(UTC)
    return moment.replace(tzinfo=zone).astimezone(UTC)


def _in_reach(text: str, read: Callable[[], datetime]) -> datetime:
    """What `read` gives; an hour that is none, or a moment past the calendar's ends, is refused."""
    try:
        return read()
    except (ValueError, OverflowError):
        raise _unread(text) from None


def _unread(text: str) -> Invalid:
    return Invalid(
        _("“{text}” is not a date; write 2026-12-01, 2026-12-01 14:00, fri, today or tomorrow.").format(
            text=one_line(text)[:40]
        )
    )
