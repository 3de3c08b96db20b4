"""Reading when somebody wants to be reminded, and of what: the same line in the glass and in a shell, in English and Danish.

tomorrow 9 call Lise · 1h before due · 2h before visit working · when it wakes · fri 14:00 if nothing happens
every weekday 9:00 · for @bo · !1 is heard in quiet hours · // before words that could be taken for a moment
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta, tzinfo

from servicedesk_tui.locale import _
from servicedesk_tui.locale.dates import in_full
from servicedesk_tui.policy.calendar import close_day, open_day
from servicedesk_tui.vocabulary.refusals import Invalid
from servicedesk_tui.vocabulary.reminding import Anchor, SetReminder
from servicedesk_tui.vocabulary.text import one_line

from .dates import Leading, lead_due, parse_due
from .durations import parse_duration
from .names import Named, find_exact, find_nearest
from .rhythms import lead_rhythm

_MINUTE = timedelta(minutes=1)
_MOST = 366 * 24 * 60
"""A year ahead: past that it is a slip."""


@dataclass(frozen=True, slots=True)
class ReminderRead:
    """A reminder as it was read. `person` is None for whoever wrote it; `is_guess`: say in full what was understood."""

    anchor: Anchor = Anchor.AT
    at: datetime | None = None
    minutes_before: int = 0
    working: bool = False
    unless_changed: bool = False
    every: str = ""
    person: int | None = None
    text: str = ""
    urgent: bool = False
    is_guess: bool = False

    def to_command(self, task: int | None) -> SetReminder:
        """What sets it, of a task or of its text alone."""
        return SetReminder(
            task=task, person=self.person, anchor=self.anchor, at=self.at, minutes_before=self.minutes_before,
            working=self.working, unless_changed=self.unless_changed, every=self.every, text=self.text, urgent=self.urgent,
        )  # fmt: skip


def read_reminder(
    text: str, *, now: datetime, zone: tzinfo, people: Sequence[Named] = (), me: int | None = None
) -> ReminderRead:
    """What a line means. `people` are those that `for @somebody` can name. Raises `Invalid`, naming what was not read."""
    head, _mark, said = _parted(one_line(text))
    head, person = _take_person(head, people, me)
    head, unless_changed = _take(head, _UNLESS)
    head, urgent = _take(head, _URGENT)
    head = " ".join(head.split())
    if not head:
        raise Invalid(_("Say when, as in tomorrow 9:00, 1h before due, or when it wakes."))
    read, rest = _read_anchored(head) or _read_rhythm(head, now, zone) or _read_moment(head, now, zone)
    if rest and said:
        raise Invalid(_("“{words}” is no part of a moment.").format(words=rest[:40]))
    words = said or rest.lstrip(",:;- ")
    return replace(read, person=person, unless_changed=unless_changed, urgent=urgent, text=words)


def read_moment(text: str, *, now: datetime, zone: tzinfo) -> datetime:
    """A moment that is to come; a day is when it opens, today when it closes. Raises `Invalid`."""

    def read(present: datetime) -> tuple[datetime, bool]:
        return parse_due(text, now=present, zone=zone)

    at, is_day = read(now)
    return _coming(_not_before(at, read(_next_minute(now))[0]), now, zone, is_day=is_day)


def _next_minute(now: datetime) -> datetime:
    """The full minute that is next, or now."""
    whole = now.replace(second=0, microsecond=0)
    return whole if whole == now else whole + _MINUTE


def _not_before(at: datetime, counted_on: datetime) -> datetime:
    """A moment as it is counted from the full minute that is next, where it is counted from now: `+1m` is in a minute at least.
    Moments have whole minutes."""
    return counted_on if counted_on - at == _MINUTE else at


def _parted(text: str) -> tuple[str, str, str]:
    """What is before the two strokes, and the words after them."""
    found = re.search(r"(?:^|\s)//(?:\s|$)", text)
    return (text[: found.start()], "//", text[found.end() :].strip()) if found else (text, "", "")


# -- what may stand anywhere -------------------------------------------------------------------------------------------

_FOR = re.compile(r"(?:^|\s)(?:for|til|to):?\s*@(?P<who>[\w.+-]*\w)", re.IGNORECASE)
_HAPPENS = r"(?:\s+(?:by\s+then|by|until\s+then|inden\s+da|inden|senest|til\s+da))?"
_UNLESS = re.compile(
    r"(?:^|\s)(?:"
    r"if\s+nothing(?:\s+has)?\s+(?:happens|happened|changes|changed)|if\s+unchanged"
    r"|unless\s+(?:something|anything)(?:\s+has)?\s+(?:happens|happened|changes|changed)"
    r"|hvis\s+(?:der\s+)?intet\s+(?:sker|er\s+sket)|hvis\s+intet\s+er\s+sket|hvis\s+der\s+ikke\s+(?:sker|er\s+sket)\s+noget"
    r"|medmindre\s+der\s+(?:sker|er\s+sket)\s+noget"
    rf"){_HAPPENS}(?=\s|$)",
    re.IGNORECASE,
)
_URGENT = re.compile(r"(?:^|\s)!1?(?=\s|$)")


def _take(text: str, pattern: re.Pattern[str]) -> tuple[str, bool]:
    """The text without what `pattern` finds, and whether it found anything."""
    found = pattern.search(text)
    return (f"{text[: found.start()]} {text[found.end() :]}", True) if found else (text, False)


def _take_person(text: str, people: Sequence[Named], me: int | None) -> tuple[str, int | None]:
    found = _FOR.search(text)
    if found is None:
        return text, None
    rest, who = f"{text[: found.start()]} {text[found.end() :]}", found["who"]
    known = find_exact(who, people)
    if len(known) == 1:
        return rest, None if known[0][0] == me else known[0][0]
    if who.casefold() in ("me", "mig"):
        return rest, None
    near = find_nearest(who, [login for _id, login in people])
    hint = " " + _("Did you mean {nearest}?").format(nearest=f"@{near}") if near else ""
    raise Invalid(_("There is nobody behind {token}.").format(token=f"@{who}") + hint)


# -- what it hangs on --------------------------------------------------------------------------------------------------

_WHAT = (
    r"(?P<due>due(?:\s+date)?|deadline|frist(?:en)?|forfald(?:er)?)"
    r"|(?P<visit>visit|besøg(?:et)?|besoeg(?:et)?)"
    r"|(?P<wake>wakes?(?:\s+up)?|waking|vågner|vaagner)"
)
_SMALL = r"(?:(?:it\s+is|it's|its|it|the|den|det|sin)\s+)?"
_WORKING = r"(?:working(?:\s+(?:time|hours?))?|(?:i\s+)?arbejdstid(?:en)?|arbejdstimer)"
_BEFORE = re.compile(
    rf"(?P<length>.*?)\s*\b(?:before|inden|før|foer)\s+{_SMALL}(?:{_WHAT})(?:\s+(?P<working>{_WORKING}))?(?=[\s,.:;]|$)",
    re.IGNORECASE,
)
_AT = re.compile(rf"(?:at|when|on|ved|når|naar|til)\s+{_SMALL}(?:{_WHAT})(?=[\s,.:;]|$)", re.IGNORECASE)
_ALONE = re.compile(rf"(?:it\s+|den\s+)?(?:{_WHAT})", re.IGNORECASE)
_WORKED = re.compile(r"\bworking\s+(?=hours?|h\b|time)|\barbejds(?=timer?\b)", re.IGNORECASE)
_BEGUN = re.compile(r"(?:before|inden|før|foer)(?:\s|$)", re.IGNORECASE)
"""What is written half is no text yet: `1h before d` is not an hour from now."""
_MOST_LENGTH_WORDS = 5


def _read_anchored(head: str) -> tuple[ReminderRead, str] | None:
    """What hangs on the task: before or at its due time or its visit, or when it wakes."""
    found = _BEFORE.match(head)
    if found and len(found["length"].split()) <= _MOST_LENGTH_WORDS:
        return _before(found), head[found.end() :]
    found = _AT.match(head) or _ALONE.fullmatch(head)
    return (ReminderRead(anchor=_anchor(found)), head[found.end() :]) if found else None


def _anchor(found: re.Match[str]) -> Anchor:
    return Anchor.DUE if found["due"] else Anchor.VISIT if found["visit"] else Anchor.WAKE


def _before(found: re.Match[str]) -> ReminderRead:
    length, worked = _WORKED.subn("", found["length"].strip())
    if not length:
        raise Invalid(_("Say how long before, as in 1h before due."))
    span = parse_duration(length)
    minutes = round(span.total_seconds() / 60) if span else 0
    if not 0 < minutes <= _MOST:
        raise Invalid(_("“{length}” is no length of time; write 30m, 2h or 1d.").format(length=length[:40]))
    working = bool(worked or found["working"])
    if working and re.search(r"\d\s*(?![ht]|m\b|min)[^\W\d_]", length, re.IGNORECASE):
        raise Invalid(_("In working time say hours: 8h in place of {length}.").format(length=length[:40]))
    return ReminderRead(anchor=_anchor(found), minutes_before=minutes, working=working)


def _read_rhythm(head: str, now: datetime, zone: tzinfo) -> tuple[ReminderRead, str] | None:
    found = lead_rhythm(head, now=now, zone=zone)
    if found is None:
        return None
    rest = " ".join(head.split()[found.words :])
    return ReminderRead(at=found.at, every=found.every, is_guess=found.is_guess), rest


def _read_moment(head: str, now: datetime, zone: tzinfo) -> tuple[ReminderRead, str]:
    """The moment the line begins with, and the words after it; else the whole line as a moment, as anything is read."""
    found = lead_due(head, now=now, zone=zone) or _read_whole(head, now, zone)
    later = lead_due(head, now=_next_minute(now), zone=zone) or _read_whole(head, _next_minute(now), zone)
    at = _not_before(found.at, later.at)
    rest = " ".join(head.split()[found.words :])
    if _BEGUN.match(rest):
        said = _("“{words}” is nothing to hang on; write before due, before visit or before it wakes.")
        raise Invalid(said.format(words=rest[:40]))
    return ReminderRead(at=_coming(at, now, zone, is_day=found.is_day), is_guess=found.is_guess), rest


def _read_whole(head: str, now: datetime, zone: tzinfo) -> Leading:
    try:
        at, is_day = parse_due(head, now=now, zone=zone)
    except Invalid:
        said = _("“{word}” is no moment; write tomorrow 9:00, +2h, 1h before due, or every weekday 9:00.")
        raise Invalid(said.format(word=head.split()[0][:40])) from None
    return Leading(at, is_day, len(head.split()), True)


def _coming(at: datetime, now: datetime, zone: tzinfo, *, is_day: bool) -> datetime:
    """A day is when it opens; one that has opened already is when it closes."""
    if is_day:
        opens = open_day(at.astimezone(zone).date(), zone)
        at = opens if opens > now else close_day(at.astimezone(zone).date(), zone)
    if at <= now - timedelta(minutes=1):
        raise Invalid(_("{moment} has passed.").format(moment=in_full(at, False, zone)))
    return at
