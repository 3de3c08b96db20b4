"""Reading dates as people type them, in English and Danish whatever the screen speaks: when something is due
(`parse_due`), what a filter means (`parse_span`), how long (`parse_duration`).

A day is a day in the reader's zone. The forms are in `date_phrases`, `date_figures` and `clocks`; what none of them
reads goes to dateparser (`date_guesses`).
"""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from servicedesk_tui.locale import _
from servicedesk_tui.policy.calendar import close_day
from servicedesk_tui.vocabulary.refusals import Invalid
from servicedesk_tui.vocabulary.text import one_line

from .clocks import read_clock, read_part_of_today, split_clock
from .date_guesses import guess
from .date_phrases import read_days, read_length
from .date_readings import Here, Moment, Reading, a_minute
from .date_words import DAYS_AHEAD, WEEKDAYS
from .durations import parse_duration
from .names import fold

__all__ = [
    "DAYS_AHEAD",
    "WEEKDAYS",
    "Leading",
    "Span",
    "is_ambiguous",
    "lead_due",
    "parse_due",
    "parse_duration",
    "parse_span",
]

LONGEST = 80
"""The longest text that can be a date."""

_MOST_WORDS = 7
_CLOCKED = timedelta(days=3)
"""A time of day goes with a day, or with the three days of `eow`."""


@dataclass(frozen=True, slots=True)
class Span:
    """From `start` to before `end`, in UTC. `is_exact`: a moment was named (then it is that minute), not days."""

    start: datetime
    end: datetime
    is_exact: bool = False


@dataclass(frozen=True, slots=True)
class Leading:
    """What the first `words` words of a text mean as a due date."""

    at: datetime
    is_day: bool
    words: int
    is_guess: bool


def lead_due(text: str, *, now: datetime, zone: tzinfo) -> Leading | None:
    """The longest beginning of `text` that is a date in one of our own forms, as `parse_due` reads it; None when it begins
    with none. Nothing is guessed: of what follows any word could be taken for a part of a date."""
    words, here = text.split(), Here(now, zone)
    for count in range(min(len(words), _MOST_WORDS), 0, -1):
        try:
            reading = _read_own(_plain(" ".join(words[:count]).rstrip(":;.-")), here)
            if reading is None:
                continue
            is_day = not isinstance(reading, Moment)
            at = reading.at if isinstance(reading, Moment) else close_day(reading.due, zone)
        except (ValueError, OverflowError):
            continue
        return Leading(at, is_day, count, reading.is_guess)
    return None


def parse_due(text: str, *, now: datetime, zone: tzinfo) -> tuple[datetime, bool]:
    """The moment `text` means, in UTC, and whether it is a day (then its moment is closing time).

    A day of the week is the next such day, never today; a week is due on its Friday, a month and a year on their last
    day. Raises `Invalid` naming the forms that are read."""
    try:
        reading = _read(text, Here(now, zone))
        return (reading.at, False) if isinstance(reading, Moment) else (close_day(reading.due, zone), True)
    except (ValueError, OverflowError):
        raise _unread(text) from None


def parse_span(text: str, *, now: datetime, zone: tzinfo, past: bool = False) -> Span:
    """What `text` means in a filter: a day from midnight to midnight, a time its minute, a period all its days.

    With `past`, what could be behind or ahead is behind: `fri` is last Friday, `2d` two days ago. Raises `Invalid`."""
    try:
        reading = _read(text, Here(now, zone, past))
        if isinstance(reading, Moment):
            return Span(reading.start, reading.until, True)
        return Span(_midnight(reading.first, zone), _midnight(reading.after, zone))
    except (ValueError, OverflowError):
        raise _unread(text) from None


def is_ambiguous(text: str, *, now: datetime, zone: tzinfo) -> bool:
    """True when what `parse_due` reads is a guess, to be shown in full: a `1/12` that could be month and day, a bare
    number, `next fri`, a date that has just passed, whatever dateparser reads. Raises `Invalid`."""
    try:
        return _read(text, Here(now, zone)).is_guess
    except (ValueError, OverflowError):
        raise _unread(text) from None


def _midnight(day: date, zone: tzinfo) -> datetime:
    """The first moment of `day`, also where the clocks change at midnight."""
    return datetime.combine(day, time(), zone).astimezone(UTC)


_COMMA = re.compile(r",(?!\d)")


def _read(text: str, here: Here) -> Reading:
    """What `text` means. Raises `ValueError` or `OverflowError` when it means nothing."""
    if len(text) > LONGEST:
        raise ValueError("too long")
    reading = _read_own(_plain(text), here) or guess(text, here)
    if reading is None:
        raise ValueError("not a date")
    return reading


def _plain(text: str) -> str:
    return " ".join(_COMMA.sub(" ", fold(text)).split()).strip("!? ")


def _read_own(plain: str, here: Here) -> Reading | None:
    """What the folded text means in one of our own forms."""
    return _read_moment(plain, here) or read_days(plain, here) or _read_both(plain, here)


_ISO = re.compile(
    r"(\d{4}-\d{2}-\d{2})(?:t|\s+)(?P<hour>\d{1,2})(?:[:.](?P<minute>\d{2}))?(?::\d{2})?(?P<offset>z|[+-]\d{2}:?\d{2})?",
    re.ASCII,
)


def _read_moment(plain: str, here: Here) -> Moment | None:
    """A moment that names no day in words: now, an ISO moment, `+2h`, `i aften`, `14:00`."""
    if plain in ("now", "nu"):
        return a_minute(here.now)
    if found := _ISO.fullmatch(plain):
        moment = datetime.combine(date.fromisoformat(found[1]), time(int(found["hour"]), int(found["minute"] or 0)))
        offset = (found["offset"] or "").upper()
        return a_minute(datetime.fromisoformat(f"{moment.isoformat()}{offset}") if offset else _local(moment, here))
    if length := read_length(plain, here):
        days, passing = length
        on = _local(here.local.replace(tzinfo=None) + days, here) if days else here.now
        return a_minute(on.astimezone(UTC) + passing)
    if part := read_part_of_today(plain):
        return part.on(here.today, here)
    clock = read_clock(plain)
    return clock.alone(here) if clock else None


def _local(wall: datetime, here: Here) -> datetime:
    return wall.replace(tzinfo=here.zone)


def _read_both(plain: str, here: Here) -> Moment | None:
    """A day with a time of day: `i morgen kl. 9`, `9am fri`."""
    for rest, clock in split_clock(plain):
        days = read_days(rest, here)
        if days and days.after - days.first <= _CLOCKED:
            return clock.on(days.due, here, is_guess=days.is_guess)
    return None


def _unread(text: str) -> Invalid:
    return Invalid(
        _("“{text}” is not a date; write fri, +3d, 1/12, tomorrow 14:00, week 49 or 2026-12-01.").format(
            text=one_line(text)[:40]
        )
    )
