"""What a card says of how long it is left alone: that nobody has it, that nobody touched it, that it was escalated.

Below an hour time goes by in steps, so that a board of such cards changes little from minute to minute.
"""

from datetime import datetime, timedelta

from servicedesk_tui.locale import _
from servicedesk_tui.locale.dates import short_span
from servicedesk_tui.vocabulary.rows import Card

from .glyphs import GLYPHS
from .paint import Span

STEP = timedelta(minutes=5)
HOUR = timedelta(hours=1)


def nobody_span(card: Card, now: datetime) -> Span | None:
    """What stands where the owner would: `▲ escalated 20 m`, `nobody 3 h`; None before there is anything to say."""
    if card.owner or not card.category.is_open:
        return None
    if card.escalated_at:
        since = elapsed(card.escalated_at, now)
        said = _("escalated {span}").format(span=since) if since else _("escalated")
        return f"{GLYPHS.raised} {said}", "urgent"
    since = elapsed(card.unowned_since, now) if card.unowned_since else ""
    return (_("nobody {span}").format(span=since), "") if since else None


def idle_words(card: Card, now: datetime) -> str:
    """`untouched 4 d`; "" for what was touched."""
    if card.idle_since is None or not card.category.is_open or now - card.idle_since < HOUR:
        return ""
    return _("untouched {span}").format(span=short_span(now - card.idle_since))


def elapsed(since: datetime, now: datetime) -> str:
    """How long ago: `20 m` in steps of five minutes, `3 h`, `2 d`; "" for what was just now."""
    length = now - since
    if length < STEP:
        return ""
    return short_span(length // STEP * STEP if length < HOUR else length)
