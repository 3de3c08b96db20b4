"""The board through a filter: in every column the first thousand of what it lets through, in its order.

Counts stop at `MOST` + 1, which reads as "1,000+". Closed columns hold today's, unless the filter speaks of closed tasks.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, func, select

from servicedesk_tui.query.meaning import All, Between, Meaning, OneOf
from servicedesk_tui.query.meaning import Any as AnyOf
from servicedesk_tui.store.search import Among
from servicedesk_tui.vocabulary.enums import CLOSED
from servicedesk_tui.vocabulary.rows import Card, CardPage, StatusRow, Totals

from ..filtering import condition, filter_for, ordering
from .asking import Asking
from .cards import CARDS, FROM, IS_CLOSED, IS_OPEN, TASK, cards, chunks

MOST = 1_000
_CLOSED = frozenset(category.value for category in CLOSED)


@dataclass(frozen=True, slots=True)
class Narrowed:
    """A filter compiled for one look at the board."""

    asking: Asking
    where: Any
    where_closed: Any
    order: Sequence[Any]
    own_order: bool
    closed_too: bool


def narrow(asking: Asking, text: str) -> Narrowed:
    """The filter `text`, ready to be looked through. Raises `BadQuery`."""
    wanted = filter_for(asking, text)
    where = condition(wanted.where, asking.session, asking.now, Among.OPEN)
    where_closed = condition(wanted.where, asking.session, asking.now, Among.CLOSED)
    order, closed_too = ordering(wanted), speaks_of_closed(wanted.where)
    return Narrowed(asking, where, where_closed, order, bool(wanted.order), closed_too)


def speaks_of_closed(meaning: Meaning) -> bool:
    """True for a filter that names closed tasks, or tasks by number or status: it then means them whole."""
    match meaning:
        case OneOf("category", values):
            return bool(values & _CLOSED)
        case OneOf("status" | "number", _values):
            return True
        case Between("done", _low, _high):
            return True
        case All(nodes) | AnyOf(nodes):
            return any(speaks_of_closed(node) for node in nodes)
        case _:
            return False


def first_page(through: Narrowed, status: StatusRow, inside: Sequence[Any], limit: int) -> CardPage:
    """A column's first cards and its count, up to one past `MOST`."""
    ids = _ids(through, status, inside)
    return CardPage(status.id, _cards(through.asking, ids[:limit]), 0, len(ids))


def page_from(through: Narrowed, status: StatusRow, inside: Sequence[Any], first: int, limit: int) -> CardPage:
    """The cards of a column from the place `first` on."""
    ids = _ids(through, status, inside)
    first = max(0, min(first, len(ids) - 1))
    return CardPage(status.id, _cards(through.asking, ids[first : first + limit]), first, len(ids))


def totals(through: Narrowed, pages: Sequence[CardPage], columns: Sequence[StatusRow]) -> Totals:
    """The figures of the top line, of what the filter lets through."""
    shown = sum(page.count for page, status in zip(pages, columns, strict=True) if status.category not in CLOSED)
    late = select(TASK.id).where(IS_OPEN, TASK.due_at < through.asking.now, through.where).limit(MOST + 1).subquery()
    return Totals(shown, int(through.asking.scalar(select(func.count()).select_from(late))))


def _ids(through: Narrowed, status: StatusRow, inside: Sequence[Any]) -> list[int]:
    query: Select[Any] = select(TASK.id)
    if through.own_order:
        query = query.select_from(FROM)
    if status.category in CLOSED and through.closed_too:
        inside = (TASK.status_id == status.id, IS_CLOSED)
    order = through.order
    if status.category in CLOSED and not through.own_order:
        order = (TASK.done_at.desc(), TASK.number.desc())
    where = through.where_closed if status.category in CLOSED else through.where
    query = query.where(*inside, where).order_by(*order).limit(MOST + 1)
    return [row.id for row in through.asking.rows(query)]


def _cards(asking: Asking, ids: Sequence[int]) -> tuple[Card, ...]:
    found = {card.id: card for some in chunks(ids) for card in cards(asking, CARDS.where(TASK.id.in_(some)))}
    return tuple(found[i] for i in ids if i in found)
