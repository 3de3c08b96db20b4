"""Absences as people write them: `fri`, `mon..fri course`, `24/12..1/1 holiday bo`, `tomorrow 12-16 sick`; English and Danish.

From, to, why and who stands in. Days are whole ones in the zone of who is away.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from servicedesk_tui.locale import _
from servicedesk_tui.locale.words import word
from servicedesk_tui.vocabulary.enums import AbsenceKind
from servicedesk_tui.vocabulary.refusals import Invalid

from .dates import Span, parse_span
from .names import fold

_KINDS = {
    AbsenceKind.HOLIDAY: ("holiday", "vacation", "leave", "ferie", "fri"),
    AbsenceKind.SICK: ("sick", "ill", "syg", "sygdom"),
    AbsenceKind.COURSE: ("course", "training", "kursus"),
    AbsenceKind.OTHER: ("other", "andet"),
}
_KIND_OF = {name: kind for kind, names in _KINDS.items() for name in names}
_CLOCK = r"\d{1,2}(?:[:.]\d{2})?"
_TO = re.compile(r"\s*\.\.+\s*|\s+(?:to|til|until)\s+|\s*[–—]\s*")
_HOURS = re.compile(rf"(?P<day>.*?)\s*(?P<start>{_CLOCK})\s?-\s?(?P<end>{_CLOCK})", re.ASCII)
_TIME = re.compile(_CLOCK, re.ASCII)


@dataclass(frozen=True, slots=True)
class Away:
    """An absence as it was written. `substitute` is the login of who stands in."""

    starts: datetime
    ends: datetime
    is_day: bool
    kind: AbsenceKind = AbsenceKind.HOLIDAY
    substitute: str | None = None


def read_away(text: str, *, now: datetime, zone: tzinfo, logins: Collection[str]) -> Away:
    """What `text` means. Raises `Invalid` naming what was not read."""
    words = text.split()
    kind, substitute = None, None
    known = {login.casefold(): login for login in logins}
    while len(words) > 1:
        last = words[-1].casefold()
        if substitute is None and last.removeprefix("@") in known:
            substitute = known[last.removeprefix("@")]
        elif kind is None and fold(last) in _KIND_OF:
            kind = _KIND_OF[fold(last)]
        elif last.startswith("@"):
            raise Invalid(_("There is nobody called “{name}” here.").format(name=last[1:40]))
        else:
            break
        words.pop()
    try:
        starts, ends, is_day = _period(" ".join(words), now, zone)
    except Invalid:
        _refuse_other_word(words, now, zone)
        raise
    if ends <= starts:
        raise Invalid(_("An absence ends after it starts."))
    return Away(starts, ends, is_day, kind or AbsenceKind.HOLIDAY, substitute)


def _refuse_other_word(words: list[str], now: datetime, zone: tzinfo) -> None:
    """Refuse a last word that is no reason and nobody's login, where what stands before it is a time."""
    if len(words) < 2 or not words[-1].isalpha():
        return
    try:
        _period(" ".join(words[:-1]), now, zone)
    except Invalid:
        return
    said = _("“{word}” is no reason ({reasons}) and nobody's login.")
    raise Invalid(said.format(word=words[-1][:40], reasons=", ".join(map(word, AbsenceKind))))


def write_away(away: Away, zone: tzinfo) -> str:
    """An absence as `read_away` reads it."""
    starts, ends = away.starts.astimezone(zone), away.ends.astimezone(zone)
    if away.is_day:
        first, last = starts.date(), last_day(away.ends, zone)
        period = f"{first}" if first == last else f"{first}..{last}"
    else:
        period = f"{starts:%Y-%m-%d %H:%M}..{ends:%Y-%m-%d %H:%M}"
    return " ".join(part for part in (period, word(away.kind), away.substitute or "") if part)


def last_day(ends: datetime, zone: tzinfo) -> date:
    """The last whole day of an absence that ends then."""
    return (ends.astimezone(zone) - timedelta(microseconds=1)).date()


def _period(text: str, now: datetime, zone: tzinfo) -> tuple[datetime, datetime, bool]:
    if not text:
        raise Invalid(_("From when to when? For instance fri, mon..fri, 24/12..1/1, tomorrow 12-16."))
    hours = _HOURS.fullmatch(text)
    if hours and "." not in hours["day"][-2:]:
        # `2026-12-24` ends like hours; a day that is none by itself was no day with hours.
        try:
            span = parse_span(hours["day"] or "today", now=now, zone=zone)
        except Invalid:
            span = None
        if span is not None and not span.is_exact:
            day = span.start.astimezone(zone).date()
            return _at(day, hours["start"], zone), _at(day, hours["end"], zone), False
    first, *rest = _TO.split(text)
    start = parse_span(first, now=now, zone=zone)
    if not rest:
        if start.is_exact:
            raise Invalid(_("Until when? For instance fri 12:00..16:00."))
        return start.start, start.end, True
    if len(rest) > 1:
        raise Invalid(_("From when to when? For instance fri, mon..fri, 24/12..1/1, tomorrow 12-16."))
    if _TIME.fullmatch(rest[0]) and start.is_exact:
        return start.start, _at(start.start.astimezone(zone).date(), rest[0], zone), False
    end = _after(rest[0], start, zone)
    return start.start, end.start if end.is_exact else end.end, not (start.is_exact or end.is_exact)


def _after(text: str, start: Span, zone: tzinfo) -> Span:
    """What the end means, counted from the day before it starts: `mon..fri` ends in the week in which it begins."""
    day_before = start.start - timedelta(hours=1)
    return parse_span(text, now=day_before, zone=zone)


def _at(day: date, clock: str, zone: tzinfo) -> datetime:
    hour, _dot, minute = clock.replace(".", ":").partition(":")
    if int(hour) > 24 or int(minute or 0) > 59 or (int(hour) == 24 and int(minute or 0)):
        raise Invalid(_("{text} is no time of day.").format(text=clock))
    whole, hour_of = divmod(int(hour), 24)
    at = datetime.combine(day + timedelta(days=whole), time(hour_of, int(minute or 0)), zone)
    return at.astimezone(UTC)
