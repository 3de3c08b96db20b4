"""Reminders that are kept, and several notifications in one sentence, in the reader's words. Users' words in them are as they
wrote them."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from servicedesk_tui.vocabulary.reminding import Anchor, Notice, NoticeKind, ReminderRow

from . import N_, _, n_
from .dates import WEEKDAYS, length, moment, span

LATE = timedelta(minutes=2)
"""From when on something counts as late."""
NAMED = 3
"""How many of a digest are named."""

_BEFORE = {
    Anchor.DUE: N_("{length} before it is due"),
    Anchor.VISIT: N_("{length} before the visit"),
    Anchor.WAKE: N_("{length} before it wakes"),
}
_AT = {Anchor.DUE: N_("when it is due"), Anchor.VISIT: N_("when the visit begins"), Anchor.WAKE: N_("when it wakes")}
_DAY = 24 * 60
_EACH = {
    "DAILY": (N_("every day"), N_("every {count} days")),
    "WEEKLY": (N_("every week"), N_("every {count} weeks")),
    "MONTHLY": (N_("every month"), N_("every {count} months")),
    "YEARLY": (N_("every year"), N_("every {count} years")),
}
_CODES = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_WORKING = "MO,TU,WE,TH,FR"


def rhythm(every: str) -> str:
    """An RRULE in words; one of another kind as it is written."""
    parts = dict(part.partition("=")[::2] for part in every.split(";"))
    each = _EACH.get(parts.pop("FREQ", ""))
    count, days = parts.pop("INTERVAL", "1"), parts.pop("BYDAY", "")
    if each is None or parts or any(code not in _CODES for code in filter(None, days.split(","))):
        return every
    if days == _WORKING and count == "1":
        return _("every weekday")
    said = _(each[0]) if count == "1" else _(each[1]).format(count=count)
    if not days:
        return said
    named_days = ", ".join(_(WEEKDAYS[_CODES.index(code)]) for code in days.split(","))
    return _("every {days}").format(days=named_days) if count == "1" else f"{said}, {named_days}"


def hung(anchor: Anchor, minutes: int, *, working: bool) -> str:
    """What a reminder hangs on: `when it is due`, `30 min of working time before the visit`. One at a moment hangs on nothing."""
    if not minutes:
        return _(_AT[anchor])
    whole = not minutes % _DAY and not working
    before = _("{n} d").format(n=minutes // _DAY) if whole else length(minutes)
    if working:
        before = _("{length} of working time").format(length=before)
    return _(_BEFORE[anchor]).format(length=before)


def told(row: ReminderRow, now: datetime, zone: ZoneInfo) -> str:
    """A reminder that is kept: when, how often, of what, by whom."""
    parts = [row.said or (moment(row.next_at, False, now, zone) if row.next_at else "")]
    if row.every:
        parts.append(rhythm(row.every))
    if row.text:
        parts.append(f"“{row.text}”")
    if row.set_by and row.set_by != row.person:
        parts.append(_("set by {who}").format(who=row.set_by))
    return " · ".join(part for part in parts if part)


def in_one(notices: Sequence[Notice], now: datetime) -> str:
    """All of it in one sentence: one notification's own with somebody's words, or a digest that names the first ones and says
    how late the oldest is."""
    if not notices:
        return ""
    late = max((now - one.moment for one in notices if one.moment is not None), default=timedelta())
    tail = ""
    if late >= LATE:
        tail = (_(", {length} late") if len(notices) == 1 else _("; the oldest is {length} late")).format(
            length=span(late)
        )
    if len(notices) == 1:
        return alone(notices[0]) + tail
    some = [alone(one) for one in notices[:NAMED]]
    rest = len(notices) - len(some)
    if rest:
        some.append(n_("{count} more", "{count} more", rest).format(count=rest))
    return _("{count} for you: {some}").format(count=len(notices), some=" · ".join(some)) + tail


def alone(notice: Notice) -> str:
    """One notification with somebody's own words, else with the task's title."""
    words = notice.text if notice.kind not in (NoticeKind.SHIFT, NoticeKind.FAILED) else ""
    if not words or words == notice.said:
        words = notice.title
    return f"{notice.said}: {words}" if words and words != notice.said else notice.said
