"""Moments, deadlines and closed lists in words, in the language in force and in the zone of the person who reads."""

from datetime import datetime, tzinfo

from servicedesk_tui.locale import N_, _
from servicedesk_tui.vocabulary.enums import CloseReason, Level, LinkKind, NoteKind, WaitingOn
from servicedesk_tui.vocabulary.rows import Card

from .glyphs import GLYPHS

WEEKDAYS = (N_("mon"), N_("tue"), N_("wed"), N_("thu"), N_("fri"), N_("sat"), N_("sun"))
MONTHS = (
    N_("jan"), N_("feb"), N_("mar"), N_("apr"), N_("may"), N_("jun"),
    N_("jul"), N_("aug"), N_("sep"), N_("oct"), N_("nov"), N_("dec"),
)  # fmt: skip
WAITING = {
    WaitingOn.CUSTOMER: N_("customer"),
    WaitingOn.SUPPLIER: N_("supplier"),
    WaitingOn.PARTS: N_("parts"),
    WaitingOn.OTHER: N_("other"),
}
LEVELS = {Level.HIGH: N_("high"), Level.MEDIUM: N_("medium"), Level.LOW: N_("low")}
NOTES = {
    NoteKind.INTERNAL: N_("note"),
    NoteKind.UPDATE: N_("customer update"),
    NoteKind.HANDOVER: N_("hand-over"),
    NoteKind.CALL: N_("call"),
}
REASONS = {
    CloseReason.NOT_NEEDED: N_("not needed"),
    CloseReason.DUPLICATE: N_("duplicate"),
    CloseReason.WITHDRAWN: N_("withdrawn"),
    CloseReason.REJECTED: N_("rejected"),
    CloseReason.SOLVED_ELSEWHERE: N_("solved elsewhere"),
}
OUTWARD = {
    LinkKind.BLOCKS: N_("blocks"),
    LinkKind.RELATES: N_("relates to"),
    LinkKind.DUPLICATES: N_("duplicates"),
    LinkKind.FOLLOWS: N_("follows"),
}
INWARD = {
    LinkKind.BLOCKS: N_("blocked by"),
    LinkKind.RELATES: N_("relates to"),
    LinkKind.DUPLICATES: N_("duplicated by"),
    LinkKind.FOLLOWS: N_("followed by"),
}
_HOUR, _DAY = 3600, 86400


def span_words(seconds: float) -> str:
    """A length of time in its largest unit: `40 m`, `3 h`, `2 d`."""
    minutes = max(1, int(seconds // 60))
    if minutes < 60:
        return _("{count} m").format(count=minutes)
    if minutes < 48 * 60:
        return _("{count} h").format(count=minutes // 60)
    return _("{count} d").format(count=minutes // (24 * 60))


def day_words(moment: datetime, now: datetime, zone: tzinfo) -> str:
    """A day as people say it near now: `today`, `tomorrow`, `fri`, `4 dec`, `4 dec 2027`."""
    there, here = moment.astimezone(zone).date(), now.astimezone(zone).date()
    apart = (there - here).days
    near = {-1: N_("yesterday"), 0: N_("today"), 1: N_("tomorrow")}.get(apart)
    if near:
        return _(near)
    if 1 < apart < 7:
        return _(WEEKDAYS[there.weekday()])
    date = _("{day} {month}").format(day=there.day, month=_(MONTHS[there.month - 1]))
    return date if there.year == here.year else f"{date} {there.year}"


def clock_words(moment: datetime, zone: tzinfo) -> str:
    """The time of day: `14:05`."""
    return f"{moment.astimezone(zone):%H:%M}"


def moment_words(moment: datetime, now: datetime, zone: tzinfo, *, is_day: bool = False) -> str:
    """A moment as people say it near now: `14:05`, `fri 14:05`, or the day alone."""
    day = day_words(moment, now, zone)
    if is_day:
        return day
    same = moment.astimezone(zone).date() == now.astimezone(zone).date()
    return clock_words(moment, zone) if same else f"{day} {clock_words(moment, zone)}"


def is_overdue(card: Card, now: datetime) -> bool:
    """True when an open task's due moment has passed."""
    return card.due is not None and card.category.is_open and card.due < now


def due_words(card: Card, now: datetime, zone: tzinfo) -> str:
    """When the task is due: `over by 40 m`, `due in 2 h`, `due fri`; "" when nothing was promised."""
    if card.due is None:
        return ""
    left = (card.due - now).total_seconds()
    days = (card.due.astimezone(zone).date() - now.astimezone(zone).date()).days
    if left < 0 and not (card.due_is_day and days == 0):
        return _("over by {span}").format(span=span_words(-days * _DAY if card.due_is_day else -left))
    if not card.due_is_day and left < 4 * _HOUR:
        return _("due in {span}").format(span=span_words(left))
    return _("due {moment}").format(moment=moment_words(card.due, now, zone, is_day=card.due_is_day))


def waiting_words(card: Card, now: datetime, zone: tzinfo) -> str:
    """What the task waits for: `parts · to fri`."""
    what = _(WAITING[card.waiting_on]) if card.waiting_on else _("waiting")
    if card.waiting_until is None:
        return what
    until = moment_words(card.waiting_until, now, zone, is_day=card.waiting_until_is_day)
    return f"{what} {GLYPHS.dot} " + _("to {moment}").format(moment=until)


def state_words(card: Card, now: datetime, zone: tzinfo) -> str:
    """The last row of a card: done when, blocked, waiting, planned or due, whichever matters most now."""
    if card.done_at is not None and not card.category.is_open:
        return moment_words(card.done_at, now, zone)
    if card.blocked is not None:
        return _("blocked: {why}").format(why=card.blocked) if card.blocked else _("blocked")
    if card.waiting_on is not None or card.waiting_until is not None:
        return waiting_words(card, now, zone)
    if is_overdue(card, now) or card.planned is None:
        return due_words(card, now, zone)
    return moment_words(card.planned, now, zone)
