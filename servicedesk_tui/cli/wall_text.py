"""The board's columns as lines of text: beside each other as far as there is room, under each other where there is not."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import zip_longest
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from servicedesk_tui.locale import _
from servicedesk_tui.vocabulary.refs import ref
from servicedesk_tui.vocabulary.text import one_line

from .printing import cut, measure, pad

if TYPE_CHECKING:
    from servicedesk_tui.vocabulary.rows import BoardView, Card, CardPage, ColumnRow, Layout

NARROWEST = 24
"""Cells of a column at least; what does not fit beside the others is left out, the last ones first."""
_GAP = 2


@dataclass(frozen=True, slots=True)
class Board:
    """A board as it was read, through which view and when."""

    view: "BoardView"
    name: str
    desk: str
    now: datetime
    layout: "Layout"


def board_lines(board: Board, width: int, height: int | None, zone: ZoneInfo) -> list[str]:
    """The lines; exactly `height` of them where one is given, and then the last one is free."""
    columns = _columns(board)
    fits = max(1, (width + _GAP) // (NARROWEST + _GAP))
    shown = columns[:fits]
    cells = (width - _GAP * (len(shown) - 1)) // max(1, len(shown))
    room = None if height is None else max(0, height - 2)
    drawn = [_column(column, page, board, cells, room, zone) for column, page in shown]
    rows = [(" " * _GAP).join(row).rstrip() for row in zip_longest(*drawn, fillvalue=" " * cells)]
    left_out = [one_line(column.name) for column, _page in columns[len(shown) :]]
    lines = [_title(board, left_out, width, zone), *rows]
    if height is None:
        return lines
    return [*lines[: height - 1], *([""] * max(0, height - 1 - len(lines))), ""]


def _title(board: Board, left_out: Sequence[str], width: int, zone: ZoneInfo) -> str:
    """How it stands. Where there is little room the desk's name gives way, that columns are left out does not."""
    totals = board.view.totals
    said = _("{open} open · {overdue} late").format(open=totals.open, overdue=totals.overdue)
    right = f"{said}  {board.now.astimezone(zone):%H:%M}"
    desk, name = one_line(board.desk), one_line(board.name)
    names = [desk, name]
    if left_out:
        listed = _("not shown: {names}").format(names=", ".join(left_out))
        counted = _("{n} not shown").format(n=len(left_out))
        ways = [[desk, name, listed], [name or desk, listed], [desk, name, counted], [name or desk, counted], [counted]]
        fits = (one for one in ways if measure(_dotted(one)) < width - measure(right))
        names = next(fits, ways[-1])
    return _join(_dotted(names), right, width)


def _dotted(parts: Sequence[str]) -> str:
    return " · ".join(filter(None, parts))


def _join(left: str, right: str, width: int) -> str:
    """Both on a line; the left gives way."""
    room = max(0, width - measure(right) - 1)
    return cut(f"{pad(cut(left, room), room)} {right}", width)


def _columns(board: Board) -> "list[tuple[ColumnRow, CardPage]]":
    pages = {page.column: page for page in board.view.pages}
    return [
        (one, pages[one.key]) for one in board.view.columns if one.key not in board.layout.hidden and one.key in pages
    ]


def _column(
    column: "ColumnRow", page: "CardPage", board: Board, cells: int, room: int | None, zone: ZoneInfo
) -> list[str]:
    count = f"{page.count}/{column.limit}" if column.limit else str(page.count)
    name = cut(one_line(column.name), cells - measure(count) - 1)
    rows = [pad(name, cells - measure(count)) + count, "─" * cells]
    left = None if room is None else max(0, room - len(rows))
    cards = page.cards if left is None or 2 * len(page.cards) <= left else page.cards[: max(0, (left - 1) // 2)]
    for card in cards:
        rows += _card(card, board.now, cells, zone)
    more = page.count - len(cards)
    if more > 0 and (left is None or len(rows) < (room or 0)):
        rows.append(pad(cut(_("{n} more").format(n=more), cells), cells))
    return rows


def _card(card: "Card", now: datetime, cells: int, zone: ZoneInfo) -> list[str]:
    """Reference and title, then whose it is and when it is due; `!!` marks what is late, without colour."""
    first = cut(f"{ref(card.number)} {one_line(card.title)}", cells)
    is_late = card.due is not None and card.due < now and card.category.is_open
    due = f"{'!! ' if is_late else ''}{_due(card, now, zone)}"
    who = one_line(card.owner or "") or (_("nobody") if card.category.is_open else "")
    second = _join(f"P{card.priority} {who}", due, cells) if due else f"P{card.priority} {who}"
    return [pad(first, cells), pad(cut(second, cells), cells)]


def _due(card: "Card", now: datetime, zone: ZoneInfo) -> str:
    from servicedesk_tui.locale.dates import moment

    if card.due is None or not card.category.is_open:
        return ""
    same = card.due.astimezone(zone).date() == now.astimezone(zone).date()
    return (
        f"{card.due.astimezone(zone):%H:%M}"
        if same and not card.due_is_day
        else moment(card.due, card.due_is_day, now, zone)
    )
