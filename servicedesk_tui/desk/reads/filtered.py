"""The board through a filter: in every column the first thousand of what it lets through, in its order.

Counts stop at `MOST` + 1, which reads as "1,000+". Closed columns hold today's, unless the filter speaks of closed tasks.
Where few open tasks can be let through, all columns are read from these few; else each column is walked in its order.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from sqlalchemy import Integer, Select, func, select, type_coerce

from servicedesk_tui.query.meaning import All, Between, Filter, Meaning, OneOf
from servicedesk_tui.query.meaning import Any as AnyOf
from servicedesk_tui.store.search import Among, among_ids
from servicedesk_tui.vocabulary.enums import CLOSED
from servicedesk_tui.vocabulary.rows import Card, CardPage, StatusRow, Totals

from ..filtering import condition, few_open, filter_for, has_words, ordering, possible
from .asking import Asking
from .cards import CARDS, FROM, IS_CLOSED, IS_OPEN, TASK, cards, chunks
from .statuses import statuses

MOST = 1_000
_CLOSED = frozenset(category.value for category in CLOSED)


@dataclass
class Narrowed:
    """A filter made ready for one look at the board; what it costs is only paid where it is needed."""

    asking: Asking
    filter: Filter
    most: int = MOST

    @cached_property
    def where(self) -> Any:
        """The filter, of open tasks."""
        walks = self._looked_up is None
        return condition(self.filter.where, self.asking.session, self.asking.now, Among.OPEN, walks=walks)

    @cached_property
    def where_closed(self) -> Any:
        """The filter, of closed tasks."""
        return condition(self.filter.where, self.asking.session, self.asking.now, Among.CLOSED)

    @cached_property
    def categories(self) -> Any:
        """The categories it can let through."""
        return possible(self.filter.where, {s.id: s.category for s in statuses(self.asking)})

    @cached_property
    def _looked_up(self) -> list[int] | None:
        return few_open(self.asking.session, self.filter.where)

    @cached_property
    def few(self) -> dict[int, list[int]] | None:
        """All open tasks it lets through, by status in order, where they are looked up; None where they are many."""
        ids = self._looked_up
        if not ids:
            return ids if ids is None else {}
        found: dict[int, list[int]] = defaultdict(list)
        query = self.select(TASK.id, TASK.status_id).where(among_ids(self.asking.session, ids), IS_OPEN, self.where)
        # Not the order of an index: the few are looked up, then put in order.
        first = type_coerce(TASK.priority, Integer) + 0
        order = ordering(self.filter) if self.filter.order else [first, *ordering(self.filter)]
        for row in self.asking.rows(query.order_by(*order)):
            found[row.status_id].append(row.id)
        return found

    @cached_property
    def passed(self) -> dict[int, list[int]] | None:
        """What one pass over all open tasks in the board's order lets through, until every column has enough; None
        where each column is better walked by itself."""
        passes = self._passes()
        if not passes:
            return None
        wanted = {s.id for s in statuses(self.asking) if s.category in self.categories and s.category not in CLOSED}
        found: dict[int, list[int]] = defaultdict(list)
        for query in passes:
            rows = self.asking.session.execute(query, execution_options={"stream_results": True, "yield_per": 200})
            for task, status in rows:
                if len(found[status]) <= self.most:
                    found[status].append(task)
                    wanted -= {status} if len(found[status]) > self.most else set()
                    if not wanted:
                        break
            rows.close()
            if not wanted:
                break
        return found

    def _passes(self) -> list[Select[Any]]:
        """The passes: one in the board's order for words; by due moment those that have one, then the others."""
        query = self.select(TASK.id, TASK.status_id).where(IS_OPEN, self.where)
        by = self.filter.order
        if [order.field for order in by] == ["due"]:
            dated = query.where(TASK.due_at.is_not(None)).order_by(TASK.due_at.desc() if by[0].down else TASK.due_at)
            board = (TASK.priority, TASK.rank, TASK.number)
            return [dated.order_by(*board), query.where(TASK.due_at.is_(None)).order_by(*board)]
        if by or not has_words(self.filter.where):
            return []
        return [query.order_by(*ordering(self.filter))]

    @property
    def closed_too(self) -> bool:
        """True when closed tasks are meant, not only today's."""
        return speaks_of_closed(self.filter.where)

    def select(self, *columns: Any) -> Select[Any]:
        """A query on tasks, joined where the order needs it."""
        return select(*columns).select_from(FROM) if self.filter.order else select(*columns)


def narrow(asking: Asking, text: str, *, brief: int = 0) -> Narrowed:
    """The filter `text`, ready to be looked through; `brief` says after how many to stop. Raises `BadQuery`."""
    return Narrowed(asking, filter_for(asking, text), brief or MOST)


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
    """A column's first cards and its count, up to one past the most that is looked for. Closed ones can wait."""
    if through.most < MOST and status.category in CLOSED:
        return CardPage(status.id, (), 0, 0, brief=True)
    ids = _ids(through, status, inside)
    brief = through.most < MOST and len(ids) > through.most
    count = through.most if brief else min(len(ids), MOST + 1)
    return CardPage(status.id, _cards(through.asking, ids[:limit]), 0, count, brief)


def page_from(through: Narrowed, status: StatusRow, inside: Sequence[Any], first: int, limit: int) -> CardPage:
    """The cards of a column from the place `first` on."""
    ids = _ids(through, status, inside)
    first = max(0, min(first, len(ids) - 1))
    return CardPage(status.id, _cards(through.asking, ids[first : first + limit]), first, len(ids))


def totals(through: Narrowed, pages: Sequence[CardPage], columns: Sequence[StatusRow]) -> Totals:
    """The figures of the top line, of what the filter lets through."""
    shown = sum(page.count for page, status in zip(pages, columns, strict=True) if status.category not in CLOSED)
    if through.most < MOST or not shown:
        return Totals(shown, 0)
    late = select(TASK.id).where(IS_OPEN, TASK.due_at < through.asking.now, through.where).limit(MOST + 1)
    if through.few is not None:
        ids = [i for found in through.few.values() for i in found]
        late = select(TASK.id).where(among_ids(through.asking.session, ids), TASK.due_at < through.asking.now)
    return Totals(shown, int(through.asking.scalar(select(func.count()).select_from(late.subquery()))))


def _ids(through: Narrowed, status: StatusRow, inside: Sequence[Any]) -> list[int]:
    if status.category not in through.categories:
        return []
    if status.category in CLOSED:
        return _closed_ids(through, status, inside)
    known = through.few if through.few is not None else through.passed
    if known is not None:
        return known.get(status.id, [])[: MOST + 1]
    query = through.select(TASK.id).where(*inside, through.where).order_by(*ordering(through.filter))
    return [row.id for row in through.asking.rows(query.limit(through.most + 1))]


def _closed_ids(through: Narrowed, status: StatusRow, inside: Sequence[Any]) -> list[int]:
    if through.closed_too:
        inside = (TASK.status_id == status.id, IS_CLOSED)
    order = ordering(through.filter) if through.filter.order else (TASK.done_at.desc(), TASK.number.desc())
    query = through.select(TASK.id).where(*inside, through.where_closed).order_by(*order)
    return [row.id for row in through.asking.rows(query.limit(through.most + 1))]


def _cards(asking: Asking, ids: Sequence[int]) -> tuple[Card, ...]:
    found = {card.id: card for some in chunks(ids) for card in cards(asking, CARDS.where(TASK.id.in_(some)))}
    return tuple(found[i] for i in ids if i in found)
