"""The board through a filter: in every column the first thousand of what it lets through, in its order.

Counts stop at `MOST` + 1, which reads as "1,000+". Closed columns hold today's, unless the filter speaks of closed tasks.
Where few open tasks can be let through, all columns are read from these few; else each column is walked in its order.
"""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from sqlalchemy import Integer, Select, func, select, type_coerce

from servicedesk_tui.query.meaning import All, Between, Filter, Meaning, OneOf
from servicedesk_tui.query.meaning import Any as AnyOf
from servicedesk_tui.store.search import Among, among_ids
from servicedesk_tui.vocabulary.enums import CLOSED, Grouping
from servicedesk_tui.vocabulary.questions import BoardQuestion, PageQuestion
from servicedesk_tui.vocabulary.rows import BoardView, Card, CardPage, Totals

from ..filtering import condition, few_open, filter_for, has_words, ordering, possible
from .asking import Asking
from .cards import CARDS, FROM, IS_CLOSED, IS_OPEN, TASK, cards, chunks
from .columns import GROUPED, Column, Counts, columns, others
from .statuses import statuses
from .turning import turns_at
from .untended import MOST, untended

_CLOSED = frozenset(category.value for category in CLOSED)


def board_through(asking: Asking, question: BoardQuestion, seq: int) -> BoardView:
    """The first page of every column, of what the filter lets through, and its totals."""
    brief = question.limit if question.brief else 0
    through = Narrowed(asking, filter_for(asking, question.filter), question.by, brief or MOST)
    pages = _first_pages(through, question.limit)
    return BoardView(
        statuses(asking),
        tuple(column.row for column in through.columns),
        pages,
        _totals(through, pages),
        seq,
        asking.now,
        question.by,
        others(through.counts, through.columns) if question.by is Grouping.CUSTOMER else 0,
        None if question.brief else turns_at(asking),
    )


def page_through(asking: Asking, question: PageQuestion, column: Column) -> CardPage:
    """The cards of a column from the place `first` on."""
    through = Narrowed(asking, filter_for(asking, question.filter), question.by)
    ids = _ids(through, column)
    first = max(0, min(question.first, len(ids) - 1))
    return CardPage(column.key, _cards(asking, ids[first : first + question.limit]), first, len(ids))


@dataclass
class Let:
    """Open tasks that were let through, by the key of their column, in order; `counts` also hold those past the most.
    `is_cut` is true when there may be more."""

    tasks: dict[int, list[int]] = field(default_factory=lambda: defaultdict(list))
    counts: Counter[int] = field(default_factory=Counter)
    total: int = 0
    is_cut: bool = False

    def take(self, task: int, key: int | None, most: int) -> int:
        """Take a task in; answers how many its column has by now."""
        column = int(key or 0)
        self.total += 1
        self.counts[column] += 1
        if self.counts[column] <= most + 1:
            self.tasks[column].append(task)
        return self.counts[column]


@dataclass
class Narrowed:
    """A filter made ready for one look at the board; what it costs is only paid where it is needed. `most` says after
    how many of a column to stop."""

    asking: Asking
    filter: Filter
    by: Grouping
    most: int = MOST

    @property
    def is_brief(self) -> bool:
        """True while somebody types."""
        return self.most < MOST

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
    def columns(self) -> tuple[Column, ...]:
        """The columns of the board."""
        counts = self.counts if self.by is Grouping.CUSTOMER else {}
        return columns(self.asking, self.by, counts)

    @cached_property
    def counts(self) -> Counts:
        """What it lets through by column, to tell which customers have most: in brief, among the first of it."""
        known = self.known
        if known is not None:
            return known.counts
        key = GROUPED[self.by]
        some = self.select(key).where(IS_OPEN, self.where)
        if self.is_brief:
            some = some.order_by(*ordering(self.filter)).limit(MOST)
        found = some.subquery()
        query = select(found.c[0], func.count()).group_by(found.c[0])
        return {int(key or 0): int(count) for key, count in self.asking.rows(query)}

    @cached_property
    def _looked_up(self) -> list[int] | None:
        return few_open(self.asking.session, self.filter.where)

    @property
    def known(self) -> Let | None:
        """The open tasks it lets through, where they were read together; None where each column is walked by itself."""
        return self.few if self.few is not None else self.passed

    @cached_property
    def few(self) -> Let | None:
        """All open tasks it lets through, in order, where they are looked up; None where they are many."""
        ids = self._looked_up
        if ids is None:
            return None
        found = Let()
        if ids:
            query = self.select(TASK.id, GROUPED[self.by]).where(
                among_ids(self.asking.session, ids), IS_OPEN, self.where
            )
            # Not the order of an index: the few are looked up, then put in order.
            first = type_coerce(TASK.priority, Integer) + 0
            order = ordering(self.filter) if self.filter.order else [first, *ordering(self.filter)]
            for task, key in self.asking.rows(query.order_by(*order)):
                found.take(task, key, len(ids))
        return found

    @cached_property
    def passed(self) -> Let | None:
        """What one pass over all open tasks in the board's order lets through, until every column has enough; None
        where each column is better walked by itself."""
        passes = self._passes()
        if not passes:
            return None
        wanted, found = self._wanted(), Let()
        for query in passes:
            rows = self.asking.session.execute(query, execution_options={"stream_results": True, "yield_per": 200})
            for task, key in rows:
                if found.take(task, key, self.most) > self.most:
                    wanted.discard(int(key or 0))
                found.is_cut = self.is_brief and self.by is not Grouping.STATUS and found.total > MOST
                if not wanted or found.is_cut:
                    break
            rows.close()
            if not wanted or found.is_cut:
                break
        return found

    def _wanted(self) -> set[int]:
        """The columns that a pass is to fill. Which customers have one is only known after it."""
        if self.by is Grouping.CUSTOMER:
            return {-1}
        if self.by is not Grouping.STATUS:
            return {column.key for column in self.columns}
        return {s.id for s in statuses(self.asking) if s.category in self.categories and s.category not in CLOSED}

    def _passes(self) -> list[Select[Any]]:
        """The passes: one in the board's order for words; by due moment those that have one, then the others."""
        query = self.select(TASK.id, GROUPED[self.by]).where(IS_OPEN, self.where)
        by = self.filter.order
        if [order.field for order in by] == ["due"]:
            dated = query.where(TASK.due_at.is_not(None)).order_by(TASK.due_at.desc() if by[0].down else TASK.due_at)
            board = (TASK.priority, TASK.rank, TASK.number)
            return [dated.order_by(*board), query.where(TASK.due_at.is_(None)).order_by(*board)]
        if by or self.by is Grouping.PRIORITY or not has_words(self.filter.where):
            return []
        return [query.order_by(*ordering(self.filter))]

    @property
    def closed_too(self) -> bool:
        """True when closed tasks are meant, not only today's."""
        return speaks_of_closed(self.filter.where)

    def select(self, *columns: Any) -> Select[Any]:
        """A query on tasks, joined where the order needs it."""
        return select(*columns).select_from(FROM) if self.filter.order else select(*columns)


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


def _first_pages(through: Narrowed, limit: int) -> tuple[CardPage, ...]:
    """Every column's first cards and its count, up to one past the most that is looked for. Closed ones can wait."""
    shown = through.columns
    ids = [[] if through.is_brief and column.is_closed else _ids(through, column) for column in shown]
    found = {card.id: card for card in _cards(through.asking, [i for some in ids for i in some[:limit]])}
    return tuple(
        _page(through, column, some, [found[i] for i in some[:limit] if i in found])
        for column, some in zip(shown, ids, strict=True)
    )


def _page(through: Narrowed, column: Column, ids: Sequence[int], shown: Sequence[Card]) -> CardPage:
    is_cut = through.known is not None and through.known.is_cut
    brief = through.is_brief and (column.is_closed or is_cut or len(ids) > through.most)
    count = min(len(ids), through.most if through.is_brief else MOST + 1)
    return CardPage(column.key, tuple(shown), 0, count, brief)


def _totals(through: Narrowed, pages: Sequence[CardPage]) -> Totals:
    """The figures of the top line, of what the filter lets through; but for the untended, which are the whole desk's."""
    left = untended(through.asking)
    shown = sum(page.count for page, column in zip(pages, through.columns, strict=True) if not column.is_closed)
    if through.by is Grouping.CUSTOMER:
        shown = sum(min(count, MOST + 1) for count in through.counts.values())
    if through.is_brief or not shown:
        return Totals(shown, 0, *left)
    late = select(TASK.id).where(IS_OPEN, TASK.due_at < through.asking.now, through.where).limit(MOST + 1)
    if through.few is not None:
        ids = [i for found in through.few.tasks.values() for i in found]
        late = select(TASK.id).where(among_ids(through.asking.session, ids), TASK.due_at < through.asking.now)
    return Totals(shown, int(through.asking.scalar(select(func.count()).select_from(late.subquery()))), *left)


def _ids(through: Narrowed, column: Column) -> list[int]:
    if column.row.category is not None and column.row.category not in through.categories:
        return []
    if column.is_closed:
        return _closed_ids(through, column)
    known = through.known
    if known is not None:
        return known.tasks.get(column.key, [])[: MOST + 1]
    query = through.select(TASK.id).where(*column.inside, through.where)
    order = (*(() if through.filter.order else column.lead), *ordering(through.filter))
    return [row.id for row in through.asking.rows(query.order_by(*order).limit(through.most + 1))]


def _closed_ids(through: Narrowed, column: Column) -> list[int]:
    inside = column.inside
    if through.closed_too:
        inside = (TASK.status_id == column.key, IS_CLOSED)
    order = ordering(through.filter) if through.filter.order else (TASK.done_at.desc(), TASK.number.desc())
    query = through.select(TASK.id).where(*inside, through.where_closed).order_by(*order)
    return [row.id for row in through.asking.rows(query.limit(through.most + 1))]


def _cards(asking: Asking, ids: Sequence[int]) -> tuple[Card, ...]:
    found = {card.id: card for some in chunks(ids) for card in cards(asking, CARDS.where(TASK.id.in_(some)))}
    return tuple(found[i] for i in ids if i in found)
