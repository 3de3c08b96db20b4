"""Reminders that are kept, in the reader's words: when, how often, of what. Users' words in them are as they wrote them."""

from datetime import datetime
from zoneinfo import ZoneInfo

from servicedesk_tui.vocabulary.reminding import ReminderRow

from . import N_, _
from .dates import WEEKDAYS, moment

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
