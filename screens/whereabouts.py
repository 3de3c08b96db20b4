"""Where a task went that the cursor was on, in a sentence: into another column, off the columns shown, out of the view."""

from collections.abc import Sequence

from servicedesk_tui.locale import _
from servicedesk_tui.vocabulary.refs import ref
from servicedesk_tui.vocabulary.rows import Card, StatusRow

from .columns import Columns, key_under
from .naming import name_of
from .paint import clean


def where_now(held: Card, card: Card, columns: Columns, statuses: Sequence[StatusRow]) -> str | None:
    """Where `card` is now that was `held` before; None when it is where it was."""
    was_closed = held.category.is_open and not card.category.is_open
    if key_under(held, columns.by) == key_under(card, columns.by) and not was_closed:
        return None
    column = None if was_closed else columns.column_of(card)
    name = name_of(column) if column else _status(card, statuses)
    return _("{ref} is now in {status}.").format(ref=ref(card.number), status=name)


def left_view(card: Card, statuses: Sequence[StatusRow]) -> str:
    """What is said of a task that the filter no longer lets through."""
    return _("{ref} left this view: {status}, {owner}.").format(
        ref=ref(card.number), status=_status(card, statuses), owner=clean(card.owner) if card.owner else _("nobody")
    )


def _status(card: Card, statuses: Sequence[StatusRow]) -> str:
    return next((clean(status.name) for status in statuses if status.id == card.status_id), "")
