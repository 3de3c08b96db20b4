"""Who and what a filter may name, read from the store when it does."""

from collections.abc import Callable, Sequence
from functools import cache
from typing import Any

from sqlalchemy import or_, select

from servicedesk_tui.models import METADATA
from servicedesk_tui.query.against import Desk, People
from servicedesk_tui.query.meaning import Filter
from servicedesk_tui.query.names import Named
from servicedesk_tui.query.resolving import read_filter

from ..reads.asking import Asking
from ..reads.phones import phones
from ..reads.statuses import statuses
from ..reads.untended import stale_hours, untouched_hours

_T = METADATA.tables
_PERSON, _VIEW = _T["person"].c, _T["saved_view"].c


def names_of(asking: Asking) -> Desk:
    """The desk as a filter of the asker is read against it."""
    people = [People(*row) for row in asking.rows(select(_PERSON.id, _PERSON.login, _PERSON.name))]
    return Desk(
        now=asking.now,
        zone=asking.zone,
        me=asking.me.id,
        people=people,
        statuses=statuses(asking),
        teams=_named(asking, "team")(),
        customers=_named(asking, "customer"),
        sites=_named(asking, "site"),
        contacts=_named(asking, "contact"),
        phones=lambda: phones(asking),
        views=lambda: _views(asking),
        untouched_hours=lambda: untouched_hours(asking),
        stale_hours=lambda: stale_hours(asking),
    )


def filter_for(asking: Asking, text: str) -> Filter:
    """What `text` means to the asker. Raises `BadQuery`."""
    return read_filter(text, names_of(asking))


def _named(asking: Asking, table: str) -> Callable[[], Sequence[Named]]:
    columns: Any = _T[table].c

    @cache
    def read() -> Sequence[Named]:
        return [(row.id, row.name) for row in asking.rows(select(columns.id, columns.name))]

    return read


def _views(asking: Asking) -> Sequence[tuple[str, str]]:
    """Everybody's views and my own; mine come last, and win over another of the same name."""
    mine = or_(_VIEW.owner_id.is_(None), _VIEW.owner_id == asking.me.id)
    query = select(_VIEW.name, _VIEW.query).where(mine).order_by(_VIEW.owner_id.is_not(None))
    return [(row.name, row.query) for row in asking.rows(query)]
