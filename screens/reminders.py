"""A reminder in words: common ones for a task, and what a line means in full."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from servicedesk_tui.locale import _
from servicedesk_tui.locale.dates import SHORT_WEEKDAYS, in_full, moment
from servicedesk_tui.locale.reminding import hung, rhythm, told
from servicedesk_tui.vocabulary.refs import ref
from servicedesk_tui.vocabulary.refusals import Invalid
from servicedesk_tui.vocabulary.reminding import Anchor, ReminderRow, SetReminder
from servicedesk_tui.vocabulary.rows import Card

from .glyphs import GLYPHS
from .paint import clean
from .session import Session
from .worded import Wording

_HOUR = timedelta(hours=1)
AFTERNOON, EARLY = 15, 14
"""The hour that is meant by this afternoon, and until when it is offered."""
OPENS = 8


def read(text: str, session: Session, task: int | None) -> SetReminder:
    """The command a line means. Raises `Invalid`."""
    from servicedesk_tui.query.reminders import read_reminder

    now, zone = session.now()
    people = [(person.id, person.login) for person in session.people]
    found = read_reminder(text, now=now, zone=zone, people=people, me=session.me.id if session.me else None)
    if task is None and found.anchor is not Anchor.AT:
        raise Invalid(_("Without a task it needs a moment, as in tomorrow 9:00."))
    if task is None and not found.text:
        raise Invalid(_("Say of what, after the moment: tomorrow 9:00 call Lise."))
    return found.to_command(task)


def wording(session: Session, card: Card | None) -> Wording:
    """How a reminder of a task, or of words alone, is asked for."""

    def explain(text: str) -> str:
        return explained(read(text, session, card.id if card else None), session, card)

    if card is None:
        return Wording(
            (), explain, _("when and of what: tomorrow 9:00 call Lise · every weekday 8:30 look at the mail")
        )
    example = _("or: fri 14:00 call Lise · 2h before visit working · daily 9:00 · for @bo · if nothing happens")
    return Wording(_common(session, card), explain, example)


def later(session: Session) -> Wording:
    """How it is asked until when something is put off."""
    now, zone = session.now()
    local = now.astimezone(zone)
    today, tomorrow, monday = _("today"), _("tomorrow"), _(SHORT_WEEKDAYS[0])
    afternoon = [f"{today} {AFTERNOON}:00"] if local.hour < EARLY else []
    words = [_("+1h"), *afternoon, f"{tomorrow} {OPENS}:00", f"{monday} {OPENS}:00"]

    def explain(text: str) -> str:
        return in_full(until(text, session), False, zone)

    offered = [(word, _near(until(word, session), now, zone)) for word in words]
    return Wording(offered, explain, _("or: +20m · fri · 1/12 9:00 · week 49"))


def until(text: str, session: Session) -> datetime:
    """The moment to come that a text means. Raises `Invalid`."""
    from servicedesk_tui.query.reminders import read_moment

    now, zone = session.now()
    return read_moment(text, now=now, zone=zone)


def explained(command: SetReminder, session: Session, card: Card | None) -> str:
    """All of a reminder in words, before it is set."""
    now, zone = session.now()
    parts = [_when(command, card, now, zone)]
    if command.every:
        parts.append(rhythm(command.every))
    if command.unless_changed:
        parts.append(_("if nothing happens by then"))
    if command.person is not None:
        who = next((clean(person.login) for person in session.people if person.id == command.person), "")
        parts.append(_("for {who}").format(who=who))
    if command.urgent:
        parts.append(_("also in quiet hours"))
    if command.text:
        parts.append(f"“{clean(command.text)}”")
    return f" {GLYPHS.dot} ".join(parts)


def named(row: ReminderRow, now: datetime, zone: ZoneInfo) -> str:
    """One of a list: with the task it is about."""
    return " ".join(
        part for part in (ref(row.number) if row.number else "", clean(told(row, now, zone)), clean(row.title)) if part
    )


# -- words -------------------------------------------------------------------------------------------------------------


def _when(command: SetReminder, card: Card | None, now: datetime, zone: ZoneInfo) -> str:
    """A moment in full; of what it hangs on also when that is now, where it is known."""
    if command.at is not None:
        return in_full(command.at, False, zone)
    minutes = command.minutes_before
    said = hung(command.anchor, minutes, working=command.working)
    hangs = _hangs_on(card, command.anchor) if card else None
    if hangs is None:
        return f"{said}, {_('once that is set')}"
    return said if command.working else f"{said}: {moment(hangs - timedelta(minutes=minutes), False, now, zone)}"


def _near(at: datetime, now: datetime, zone: ZoneInfo) -> str:
    """A moment of a list, short enough for a narrow screen: `mon 08:00, 2026-03-09`."""
    return f"{moment(at, False, now, zone)}, {at.astimezone(zone):%Y-%m-%d}"


def _hangs_on(card: Card, anchor: Anchor) -> datetime | None:
    match anchor:
        case Anchor.DUE:
            return card.due
        case Anchor.VISIT:
            return card.planned
        case Anchor.WAKE:
            return card.snoozed_until or card.waiting_until
        case _:
            return None


def _common(session: Session, card: Card) -> list[tuple[str, str]]:
    """What is asked for most, as far as the task has it, each with when that is."""
    now, zone = session.now()
    tomorrow, monday = _("tomorrow"), _(SHORT_WEEKDAYS[0])
    words = [_("+1h"), f"{tomorrow} {OPENS}:00", f"{monday} {OPENS}:00"]
    if card.due and card.due - _HOUR > now:
        words.append(_("1h before due"))
    if card.due and card.due > now:
        words.append(_("at due"))
    if card.planned and card.planned - _HOUR > now:
        words.append(_("1h before visit"))
    if card.snoozed_until or card.waiting_until:
        words.append(_("when it wakes"))
    words += [f"{tomorrow} {OPENS}:00 " + _("if nothing happens"), _("every weekday") + f" {OPENS}:00"]
    found = []
    for word in words:
        try:
            command = read(word, session, card.id)
        except Invalid:
            continue
        at, hangs = command.at, _hangs_on(card, command.anchor)
        if at is None and hangs is not None:
            at = hangs - timedelta(minutes=command.minutes_before)
        if at is not None:
            found.append((word, _near(at, now, zone)))
    return found
