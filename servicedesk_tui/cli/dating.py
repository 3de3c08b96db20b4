"""Dates and lengths of time typed as options."""

from datetime import datetime, tzinfo

from servicedesk_tui.locale import _
from servicedesk_tui.vocabulary.refusals import Invalid

from .asked import Misused
from .printing import complain


def read_due(text: str, zone: tzinfo) -> tuple[datetime, bool]:
    """The moment `text` means and whether it is a day; a guess is told in full. Raises `Misused` naming the forms that
    are read."""
    from servicedesk_tui.clock import SystemClock
    from servicedesk_tui.locale.dates import in_full
    from servicedesk_tui.query.dates import is_ambiguous, parse_due

    now = SystemClock().now()
    try:
        due, is_day = parse_due(text, now=now, zone=zone)
        if is_ambiguous(text, now=now, zone=zone):
            complain(_("“{text}” is read as {date}.").format(text=text, date=in_full(due, is_day, zone)))
    except Invalid as refusal:
        raise Misused(refusal.message) from None
    return due, is_day


def read_minutes(text: str) -> int:
    """The minutes `text` means: 90m, 1.5h. Raises `Misused`."""
    from servicedesk_tui.query.pieces import parse_minutes

    minutes = parse_minutes(text)
    if minutes is None:
        raise Misused(_("“{text}” is not a time; write 90m or 1.5h.").format(text=text[:40]))
    return minutes


def read_past(text: str, zone: tzinfo) -> datetime:
    """The moment that has passed which `text` means: a weekday is the last one, a day its end (today's: now). Raises `Misused`
    for what cannot be read or is still to come."""
    from servicedesk_tui.clock import SystemClock
    from servicedesk_tui.query.dates import parse_span

    now = SystemClock().now()
    try:
        span = parse_span(text, now=now, zone=zone, past=True)
    except Invalid as refusal:
        raise Misused(refusal.message) from None
    if span.start > now:
        raise Misused(_("“{text}” is still to come; name a moment that has passed.").format(text=text[:40]))
    return span.start if span.is_exact else min(span.end, now)
