"""Dates typed as options."""

from datetime import datetime, tzinfo

from servicedesk_tui.vocabulary.refusals import Invalid

from .asked import Misused


def read_due(text: str, zone: tzinfo) -> tuple[datetime, bool]:
    """The moment `text` means and whether it is a day. Raises `Misused` naming the forms that are read."""
    from servicedesk_tui.clock import SystemClock
    from servicedesk_tui.query.dates import parse_due

    try:
        return parse_due(text, now=SystemClock().now(), zone=zone)
    except Invalid as refusal:
        raise Misused(refusal.message) from None
