"""The board: each column a window on a keyset; one of a million costs as much as one of ten."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Select, bindparam, func, select, tuple_

from servicedesk_tui.locale import _
from servicedesk_tui.models import METADATA
from servicedesk_tui.store import feed
from servicedesk_tui.vocabulary.enums import Grouping
from servicedesk_tui.vocabulary.questions import BoardQuestion, PageQuestion, Toward
from servicedesk_tui.vocabulary.refusals import NotFound
from servicedesk_tui.vocabulary.rows import BoardView, Card, CardPage, ColumnRow, Key, Totals

from ..registry import answers
from .asking import Asking
from .cards import CARDS, IS_OPEN, TASK, dress
from .columns import GROUPED, Column, Counts, column_by_key, columns, counts_by, others
from .statuses import statuses
from .turning import turns_at
from .untended import untended


@answers(BoardQuestion)
def board(asking: Asking, question: BoardQuestion) -> BoardView:
    """The first page of every column, and the totals."""
    seq = feed.position(asking.session)
    if question.filter.strip():
        from .filtered import board_through  # the language is loaded with the first filter

        return board_through(asking, question, seq)
    counts = counts_by(asking, question.by)
    shown = columns(asking, question.by, counts)
    return BoardView(
        statuses(asking),
        tuple(column.row for column in shown),
        _first_pages(asking, shown, counts, question.limit),
        Totals(sum(counts.values()), asking.scalar(_OVERDUE.where(TASK.due_at < asking.now)), *untended(asking)),
        seq,
        asking.now,
        question.by,
        others(counts, shown) if question.by is Grouping.CUSTOMER else 0,
        turns_at(asking),
    )


_OVERDUE = select(func.count()).where(IS_OPEN)


def _first_pages(asking: Asking, shown: Sequence[Column], counts: Counts, limit: int) -> tuple[CardPage, ...]:
    """The first page of every column; what hangs on the tasks is read of all of them together."""
    held = [_count(asking, c) if c.is_closed else counts.get(c.key, 0) for c in shown]
    one = _any_column(shown[0].by, limit)
    rows = [_top(asking, c, one, limit) if n else [] for c, n in zip(shown, held, strict=True)]
    cards = iter(dress(asking, [row for some in rows for row in some]))
    return tuple(
        CardPage(column.key, tuple(next(cards) for _row in some), 0, count)
        for column, some, count in zip(shown, rows, held, strict=True)
    )


def _any_column(by: Grouping, limit: int) -> Select[Any]:
    """The first page of whichever column `column` names: made once, as there may be many."""
    return _page(Column(ColumnRow(1, ""), by, (GROUPED[by] == bindparam("column"), IS_OPEN)), None, limit)


def _top(asking: Asking, column: Column, one: Select[Any], limit: int) -> list[Any]:
    if column.is_closed or not column.key:
        return asking.rows(_page(column, None, limit))
    return asking.rows(one, column=column.key)


def _count(asking: Asking, column: Column) -> int:
    return int(asking.scalar(select(func.count()).select_from(METADATA.tables["task"]).where(*column.inside)))


def _page(column: Column, key: Key | None, limit: int, *, forward: bool = True, at: bool = False) -> Select[Any]:
    """`limit` rows past `key` (with the one at it, when `at`); what is read backwards comes bottom first."""
    downward = forward is not column.is_closed  # closed columns show the latest first
    query = CARDS.where(*column.inside)
    if key is not None:
        place, there = tuple_(*column.place), column.at(key)
        past = (place >= there if at else place > there) if downward else (place <= there if at else place < there)
        query = query.where(past)
    order = (*column.lead, *column.place)
    return query.order_by(*((c.asc() if downward else c.desc()) for c in order)).limit(limit)


@answers(PageQuestion)
def page(asking: Asking, question: PageQuestion) -> CardPage:
    """A window on one column."""
    found = column_by_key(asking, question.by, question.column)
    if found is None:
        raise NotFound(_("There is no such {what}.").format(what=_("column")))
    if question.filter.strip():
        from .filtered import page_through

        return page_through(asking, question, found)
    cards = _window(asking, found, question)
    first = _before(asking, found, cards[0].key) if cards else 0
    return CardPage(found.key, cards, first, _count(asking, found))


def _window(asking: Asking, column: Column, question: PageQuestion) -> tuple[Card, ...]:
    key, limit = question.key, question.limit
    if question.toward is Toward.END:
        rows = _upward(asking, column, None, limit)
    elif key is None or question.toward is Toward.AFTER:
        rows = asking.rows(_page(column, key, limit))
    elif question.toward is Toward.BEFORE:
        rows = _upward(asking, column, key, limit)
    else:
        rows = _upward(asking, column, key, limit // 2) + asking.rows(_page(column, key, limit, at=True))
    return dress(asking, rows)


def _upward(asking: Asking, column: Column, key: Key | None, limit: int) -> list[Any]:
    """The rows before `key` (None: the last ones), from top to bottom."""
    return list(reversed(asking.rows(_page(column, key, limit, forward=False))))


def _before(asking: Asking, column: Column, key: Key) -> int:
    """How many cards stand above `key`."""
    place, there = tuple_(*column.place), column.at(key)
    above = place > there if column.is_closed else place < there
    query = select(func.count()).select_from(METADATA.tables["task"]).where(*column.inside, above)
    return int(asking.scalar(query))
