"""The board: columns by status, each a window on a keyset; a column of a million costs as much as one of ten."""

from datetime import datetime, time
from typing import Any

from sqlalchemy import func, literal, select, tuple_

from servicedesk_tui.models import METADATA
from servicedesk_tui.store import feed
from servicedesk_tui.vocabulary.enums import CLOSED
from servicedesk_tui.vocabulary.questions import BoardQuestion, PageQuestion, Toward
from servicedesk_tui.vocabulary.refusals import NotFound
from servicedesk_tui.vocabulary.rows import BoardView, CardPage, Key, StatusRow, Totals

from ..registry import answers
from .asking import Asking
from .cards import CARDS, IS_CLOSED, IS_OPEN, TASK, cards, from_micros
from .statuses import statuses


@answers(BoardQuestion)
def board(asking: Asking, question: BoardQuestion) -> BoardView:
    """The first page of every column, and the totals."""
    seq = feed.position(asking.session)
    columns = statuses(asking)
    if question.filter.strip():
        from .filtered import first_page, narrow, totals  # the language is loaded with the first filter

        through = narrow(asking, question.filter, brief=question.limit if question.brief else 0)
        pages = tuple(first_page(through, s, _inside(asking, s), question.limit) for s in columns)
        return BoardView(columns, pages, totals(through, pages, columns), seq, asking.now)
    counts = _counts(asking, columns)
    pages = tuple(CardPage(s.id, _page(asking, s, None, question.limit), 0, counts[s.id]) for s in columns)
    overdue = asking.scalar(select(func.count()).where(IS_OPEN, TASK.due_at < asking.now))
    total = sum(counts[s.id] for s in columns if s.category not in CLOSED)
    return BoardView(columns, pages, Totals(total, overdue), seq, asking.now)


def _counts(asking: Asking, columns: tuple[StatusRow, ...]) -> dict[int, int]:
    """Cards by status: the open ones by their partial index, of the closed ones those of today."""
    opened = select(TASK.status_id, func.count()).where(IS_OPEN).group_by(TASK.status_id)
    found = {status: int(count) for status, count in asking.rows(opened)}
    for status in columns:
        if status.category in CLOSED:
            found[status.id] = _count(asking, status)
    return {s.id: found.get(s.id, 0) for s in columns}


def _count(asking: Asking, status: StatusRow) -> int:
    return int(asking.scalar(select(func.count()).select_from(METADATA.tables["task"]).where(*_inside(asking, status))))


def _inside(asking: Asking, status: StatusRow) -> tuple[Any, ...]:
    """What a column holds: its open tasks, or what was closed there today."""
    if status.category not in CLOSED:
        return (TASK.status_id == status.id, IS_OPEN)
    return (TASK.status_id == status.id, IS_CLOSED, TASK.done_at >= _midnight(asking))


def _midnight(asking: Asking) -> datetime:
    return datetime.combine(asking.now.astimezone(asking.zone).date(), time(), asking.zone)


def _place(status: StatusRow) -> tuple[Any, ...]:
    return (TASK.done_at, TASK.number) if status.category in CLOSED else (TASK.priority, TASK.rank, TASK.number)


def _at(status: StatusRow, key: Key) -> Any:
    """A key as the database compares it with `_place`."""
    if status.category in CLOSED:
        return tuple_(literal(from_micros(key[0]), TASK.done_at.type), literal(key[1]))
    return tuple_(literal(key[0], TASK.priority.type), literal(key[1], TASK.rank.type), literal(key[2]))


def _page(
    asking: Asking, status: StatusRow, key: Key | None, limit: int, *, forward: bool = True, at: bool = False
) -> Any:
    """`limit` cards past `key` (with the one at it, when `at`), always answered from the column's top to its bottom."""
    downward = forward is (status.category not in CLOSED)  # closed columns show the latest first
    place = tuple_(*_place(status))
    query = CARDS.where(*_inside(asking, status))
    if key is not None:
        there = _at(status, key)
        past = (place >= there if at else place > there) if downward else (place <= there if at else place < there)
        query = query.where(past)
    query = query.order_by(*((c.asc() if downward else c.desc()) for c in _place(status))).limit(limit)
    found = cards(asking, query)
    return found if forward else tuple(reversed(found))


@answers(PageQuestion)
def page(asking: Asking, question: PageQuestion) -> CardPage:
    """A window on one column."""
    status = next((s for s in statuses(asking) if s.id == question.status_id), None)
    if status is None:
        raise NotFound(f"status {question.status_id}")
    if question.filter.strip():
        from .filtered import narrow, page_from

        through = narrow(asking, question.filter)
        return page_from(through, status, _inside(asking, status), question.first, question.limit)
    count = _count(asking, status)
    key, limit = question.key, question.limit
    if question.toward is Toward.END:
        found = _page(asking, status, None, limit, forward=False)
    elif key is None or question.toward is Toward.AFTER:
        found = _page(asking, status, key, limit)
    elif question.toward is Toward.BEFORE:
        found = _page(asking, status, key, limit, forward=False)
    else:
        found = _page(asking, status, key, limit // 2, forward=False) + _page(asking, status, key, limit, at=True)
    return CardPage(status.id, found, _before(asking, status, found[0].key) if found else 0, count)


def _before(asking: Asking, status: StatusRow, key: Key) -> int:
    """How many cards stand above `key`."""
    place, there = tuple_(*_place(status)), _at(status, key)
    above = place > there if status.category in CLOSED else place < there
    query = select(func.count()).select_from(METADATA.tables["task"]).where(*_inside(asking, status), above)
    return int(asking.scalar(query))
