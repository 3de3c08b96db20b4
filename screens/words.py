"""What a card says about time: when it is due, what it waits for, when it was done. In the zone of the one who reads."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from servicedesk_tui.locale import _
from servicedesk_tui.locale.dates import SHORT_WEEKDAYS, day, moment, short_span
from servicedesk_tui.locale.words import word
from servicedesk_tui.vocabulary.rows import Card

from .glyphs import GLYPHS

_MINUTE = timedelta(minutes=1)
SOON = timedelta(hours=4)


def clock_words(at: datetime, zone: ZoneInfo) -> str:
    """The time of day: `14:05`."""
    return f"{at.astimezone(zone):%H:%M}"


def moment_words(at: datetime, now: datetime, zone: ZoneInfo, *, is_day: bool = False) -> str:
    """A moment near now: `14:05` today, else `fri 14:05`; a day alone is its name."""
    same = at.astimezone(zone).date() == now.astimezone(zone).date()
    return clock_words(at, zone) if same and not is_day else moment(at, is_day, now, zone)


def is_overdue(card: Card, now: datetime) -> bool:
    """True when an open task's due moment has passed."""
    return card.due is not None and card.category.is_open and card.due < now


def due_words(card: Card, now: datetime, zone: ZoneInfo) -> str:
    """When the task is due: `over by 40 m`, `due now`, `due in 2 h`, `due fri`; "" when nothing was promised."""
    if card.due is None:
        return ""
    left = card.due - now
    days = (card.due.astimezone(zone).date() - now.astimezone(zone).date()).days
    if not card.due_is_day and abs(left) < _MINUTE:
        return _("due now")
    if left < timedelta(0) and not (card.due_is_day and days == 0):
        return _("over by {span}").format(span=short_span(timedelta(days=-days) if card.due_is_day else -left))
    if not card.due_is_day and left < SOON:
        return _("due in {span}").format(span=short_span(left))
    return _("due {moment}").format(moment=moment_words(card.due, now, zone, is_day=card.due_is_day))


def left_words(card: Card, now: datetime, zone: ZoneInfo) -> str:
    """How far away its due moment is, to stand beside that moment: `over by 40 m`, `in 22 h`; "" where the moment's own
    words say it."""
    if card.due is None or not card.category.is_open:
        return ""
    days = (card.due.astimezone(zone).date() - now.astimezone(zone).date()).days
    is_now = not card.due_is_day and abs(card.due - now) < _MINUTE
    if is_now or (card.due < now and not (card.due_is_day and days == 0)):
        return due_words(card, now, zone)
    if card.due_is_day:
        return _("in {span}").format(span=short_span(timedelta(days=days))) if days > 1 else ""
    return _("in {span}").format(span=short_span(card.due - now))


def waiting_words(card: Card, now: datetime, zone: ZoneInfo) -> str:
    """What the task waits for: `parts · to fri`."""
    what = word(card.waiting_on) if card.waiting_on else _("waiting")
    if card.waiting_until is None:
        return what
    until = day(card.waiting_until.astimezone(zone).date(), now.astimezone(zone).date())
    return f"{what} {GLYPHS.dot} " + _("to {moment}").format(moment=until)


def snoozed_words(card: Card, now: datetime, zone: ZoneInfo) -> str:
    """Until when an inbox task is put aside; "" when it is not."""
    if card.snoozed_until is None or card.snoozed_until <= now:
        return ""
    return _("snoozed to {moment}").format(moment=_weekday_words(card.snoozed_until, now, zone))


def visit_words(card: Card, now: datetime, zone: ZoneInfo) -> str:
    """When somebody goes there: `visit fri 09:00`, `visit 14:30` today; "" when nobody does."""
    if card.planned is None:
        return ""
    return _("visit {moment}").format(moment=_weekday_words(card.planned, now, zone))


def _weekday_words(moment: datetime, now: datetime, zone: ZoneInfo) -> str:
    """A moment near now, tomorrow by its weekday, which is shorter: the time must not be cut."""
    at = moment.astimezone(zone)
    if (at.date() - now.astimezone(zone).date()).days == 1:
        return f"{_(SHORT_WEEKDAYS[at.weekday()])} {at:%H:%M}"
    return moment_words(moment, now, zone)


def state_words(card: Card, now: datetime, zone: ZoneInfo) -> tuple[str, bool]:
    """The last row of a card, whichever matters most now: done when, blocked, waiting, snoozed, overdue, visited or due;
    and whether that is the overdue."""
    if card.done_at is not None and not card.category.is_open:
        return moment_words(card.done_at, now, zone), False
    if card.blocked is not None:
        return (_("blocked: {why}").format(why=card.blocked) if card.blocked else _("blocked")), False
    if card.waiting_on is not None or card.waiting_until is not None:
        return waiting_words(card, now, zone), False
    late, snoozed = is_overdue(card, now), snoozed_words(card, now, zone)
    if snoozed and not late:
        return snoozed, False
    parts = (due_words(card, now, zone), visit_words(card, now, zone))
    parts = parts if late else parts[::-1]
    return f" {GLYPHS.dot} ".join(part for part in parts if part), late


def brief_words(card: Card, now: datetime, zone: ZoneInfo) -> tuple[str, bool]:
    """The same in a word: `2 h`, `fri`, `-40 m`, `waits`, `z fri`; and whether it is overdue."""
    if not card.category.is_open:
        return state_words(card, now, zone)
    if card.blocked is not None:
        return _("blocked"), False
    if card.waiting_on is not None or card.waiting_until is not None:
        return _("waits"), False
    if snoozed_words(card, now, zone) and card.snoozed_until and not is_overdue(card, now):
        return _("z {moment}").format(moment=_brief_moment(card.snoozed_until, now, zone)), False
    if card.due is None:
        return (_brief_moment(card.planned, now, zone), False) if card.planned else ("", False)
    if is_overdue(card, now):
        days = (now.astimezone(zone).date() - card.due.astimezone(zone).date()).days
        if not card.due_is_day:
            return f"-{short_span(now - card.due)}", True
        return (f"-{short_span(timedelta(days=days))}", True) if days else (_("today"), False)
    if not card.due_is_day and card.due - now < SOON:
        return short_span(card.due - now), False
    return _brief_moment(card.due, now, zone, is_day=card.due_is_day), False


def _brief_moment(at: datetime, now: datetime, zone: ZoneInfo, *, is_day: bool = False) -> str:
    """A time of today, else the day alone: `14:00`, `fri`, `19 dec`."""
    local, today = at.astimezone(zone), now.astimezone(zone).date()
    if local.date() == today:
        return _("today") if is_day else f"{local:%H:%M}"
    if 0 < (local.date() - today).days < 7:
        return _(SHORT_WEEKDAYS[local.weekday()])
    return day(local.date(), today)
