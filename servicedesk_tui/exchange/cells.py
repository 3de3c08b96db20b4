"""What one cell of a spreadsheet says: dates, hours, priorities and statuses, as Danes and others write them."""

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from servicedesk_tui.policy.calendar import close_day
from servicedesk_tui.query.dates import WEEKDAYS
from servicedesk_tui.query.names import fold
from servicedesk_tui.query.pieces import ESTIMATE_MAX, LEVELS
from servicedesk_tui.vocabulary.enums import Category, Level

_MONTHS = (
    ("jan", "january", "januar"),
    ("feb", "february", "februar"),
    ("mar", "march", "marts"),
    ("apr", "april"),
    ("may", "maj"),
    ("jun", "june", "juni"),
    ("jul", "july", "juli"),
    ("aug", "august"),
    ("sep", "sept", "september"),
    ("oct", "okt", "october", "oktober"),
    ("nov", "november"),
    ("dec", "december"),
)
MONTHS = {name: number for number, names in enumerate(_MONTHS, 1) for name in names}
"""Months by every name they are read by."""

_TIME = r"(?:(?:[ T]+|\s+kl\.?\s*)(?P<hour>\d{1,2})[:.](?P<minute>\d{2})(?:[:.]\d{2}(?:[.,]\d+)?)?(?P<half>\s*[ap]m)?)?"
_FORMS = tuple(
    re.compile(form + _TIME, re.IGNORECASE | re.ASCII)
    for form in (
        r"(?P<year>\d{4})[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})",
        r"(?P<day>\d{1,2})(?P<sign>[-/.])\s?(?P<month>\d{1,2})(?:[-/.]\s?|\s+)(?P<year>\d{4}|\d{2})",
        r"(?P<day>\d{1,2})\.?[ -]?(?P<name>[a-z]{3,9})\.?[ -](?P<year>\d{4}|\d{2})",
        r"(?P<name>[a-z]{3,9})\.?[ ](?P<day>\d{1,2}),?[ ](?P<year>\d{4})",
    )
)
_SERIAL = re.compile(r"[3-6]\d{4}", re.ASCII)
_SLASHED = re.compile(r"\s*(\d{1,2})/(\d{1,2})/\d{2,4}", re.ASCII)
_EPOCH = date(1899, 12, 30)
YEARS = range(1970, 2200)
"""What a date in a list of tasks can be; past that it is a slip."""


def is_month_first(values: Iterable[str]) -> bool:
    """True when a column's dates can only be American: some have a month past 12 in the second place, none in the
    first. A column that leaves it open is read the Danish way, day first."""
    pairs = [(int(m[1]), int(m[2])) for m in map(_SLASHED.match, values) if m]
    return any(second > 12 for _first, second in pairs) and not any(first > 12 for first, _second in pairs)


def read_date(text: str, *, month_first: bool = False) -> tuple[date, time | None] | None:
    """The day and the hour, if it has one, that `text` means; None when it is no date."""
    words = text.split()
    if len(words) > 1 and words[0].rstrip(".,").casefold() in WEEKDAYS:
        words = words[1:]
    plain = " ".join(words)
    if _SERIAL.fullmatch(plain):
        return _EPOCH + timedelta(days=int(plain)), None
    for form in _FORMS:
        if found := form.fullmatch(plain):
            return _build(found.groupdict(), month_first)
    return None


def _build(parts: dict[str, str | None], month_first: bool) -> tuple[date, time | None] | None:
    day, month = parts["day"] or "", parts.get("month") or str(MONTHS.get((parts.get("name") or "").lower(), 0))
    if month_first and parts.get("sign") == "/":
        day, month = month, day
    try:
        read = date(_read_year(parts["year"] or ""), int(month), int(day))
        return (read, _read_hour(parts)) if read.year in YEARS else None
    except ValueError:
        return None


def _read_year(text: str) -> int:
    year = int(text)
    return year if len(text) == 4 else year + (2000 if year < 70 else 1900)


def _read_hour(parts: dict[str, str | None]) -> time | None:
    if parts["hour"] is None:
        return None
    hour = int(parts["hour"])
    if half := (parts["half"] or "").strip().lower():
        hour = hour % 12 + (12 if half == "pm" else 0)
    read = time(hour, int(parts["minute"] or 0))
    # A spreadsheet writes a mere day as midnight.
    return None if read == time(0) else read


def place(day: date, hour: time | None, zone: tzinfo, *, closing: bool) -> datetime:
    """The moment a cell means: its hour, else the day's closing time or its beginning."""
    if hour is None and closing:
        return close_day(day, zone)
    return datetime.combine(day, hour or time(0), zone).astimezone(UTC)


_CLOCKED = re.compile(r"(\d{1,3}):([0-5]\d)(?::[0-5]\d)?", re.ASCII)
_NUMBER = re.compile(r"(\d{1,3}(?:\.\d{3})+|\d+)?(?:[.,](\d{1,4}))?\s*([a-z]*)\.?", re.ASCII)
_UNITS = {
    "": None,
    "t": 60,
    "h": 60,
    "time": 60,
    "timer": 60,
    "hours": 60,
    "hour": 60,
    "hrs": 60,
    "m": 1,
    "min": 1,
    "minutter": 1,
    "minutes": 1,
}


def read_minutes(text: str, unit: int) -> int | None:
    """Minutes in `1,5`, `1.5`, `1:30`, `90 min` or `2 timer`; a bare number counts `unit` minutes. None when it is no
    time, or more than a thousand hours."""
    plain = fold(text)
    if clocked := _CLOCKED.fullmatch(plain):
        total = float(int(clocked[1]) * 60 + int(clocked[2]))
    else:
        found = _NUMBER.fullmatch(plain)
        if not found or not (found[1] or found[2]) or found[3] not in _UNITS:
            return None
        number = float(f"{(found[1] or '0').replace('.', '')}.{found[2] or '0'}")
        total = number * (_UNITS[found[3]] or unit)
    return round(total) if total <= ESTIMATE_MAX else None


_PRIORITIES = {
    "1": "1, p1, prio 1, prioritet 1, kritisk, critical, akut, haster, hastesag, urgent, emergency, meget hoj, highest, blocker",
    "2": "2, p2, prio 2, prioritet 2, hoj, high, vigtig, important, major",
    "3": "3, p3, prio 3, prioritet 3, mellem, middel, normal, medium, almindelig, standard",
    "4": "4, p4, prio 4, prioritet 4, lav, low, lowest, minor, naar der er tid, planlagt, ingen, none",
}
_BY_PRIORITY = {fold(word): LEVELS[key] for key, words in _PRIORITIES.items() for word in words.split(",")}
_LEVELS = {
    Level.HIGH: "1, hoj, high, stor, kritisk, critical, akut",
    Level.MEDIUM: "2, mellem, middel, medium, normal",
    Level.LOW: "3, lav, low, lille",
}
_BY_LEVEL = {fold(word): level for level, words in _LEVELS.items() for word in words.split(",")}


def read_priority(text: str) -> tuple[Level, Level] | None:
    """Impact and urgency behind a priority in words or figures; None when it is none."""
    return _BY_PRIORITY.get(fold(text).strip(" !."))


def read_level(text: str) -> Level | None:
    """An impact or urgency; None when it is none."""
    return _BY_LEVEL.get(fold(text).strip(" !."))


_STATUSES = {
    Category.INBOX: "ny, nye, new, modtaget, received, indbakke, inbox, oprettet, created, registreret, indmeldt, ikke fordelt,"
    " unassigned, triage",
    Category.READY: "klar, ready, aben, abne, open, ikke startet, ikke pabegyndt, not started, to do, todo, fordelt, tildelt, assigned,"
    " genabnet, reopened, backlog",
    Category.SCHEDULED: "planlagt, scheduled, planned, aftalt, booket, booked",
    Category.DOING: "i gang, igang, igangvaerende, pabegyndt, startet, started, in progress, doing, aktiv, active, under udforelse,"
    " under behandling, arbejder, wip",
    Category.WAITING: "venter, vent, afventer, afvent, waiting, on hold, pa hold, pending, hold, udsat, parkeret",
    Category.DONE: "faerdig, faerdigmeldt, udfort, afsluttet, lukket, lost, loest, klaret, done, closed, completed, complete, resolved,"
    " finished, fixed, faktureret, ok, ja, x",
    Category.CANCELLED: "annulleret, aflyst, afvist, bortfaldet, droppet, cancelled, canceled, rejected, withdrawn, wontfix, dublet, duplicate",
}
_BY_STATUS = {fold(word): category for category, words in _STATUSES.items() for word in words.split(",")}


def read_category(text: str) -> Category | None:
    """What a status in words means; `venter på dele` is told by its first word. None when it is no status we know."""
    plain = fold(text).strip(" .!")
    first = plain.split(" ")[0].rstrip(":,-")
    waits = _BY_STATUS.get(first) is Category.WAITING
    return _BY_STATUS.get(plain) or (Category.WAITING if waits else None)
