"""The board's top line: through which view and filter it is seen, and what that leaves."""

from servicedesk_tui.locale import N_, _, n_
from servicedesk_tui.vocabulary.enums import CLOSED, Grouping
from servicedesk_tui.vocabulary.rows import BoardView

from .columns import MOST, Columns
from .filtering import Filter
from .glyphs import GLYPHS
from .paint import Span, clean, lay, spans_width

NARROW = 60
WIDE = 100
_BY = {
    Grouping.OWNER: N_("by owner"),
    Grouping.CUSTOMER: N_("by customer"),
    Grouping.PRIORITY: N_("by priority"),
    Grouping.TEAM: N_("by team"),
}


def title_of(
    wanted: Filter, columns: Columns, view: BoardView | None, desk_name: str, who: str, width: int
) -> list[Span]:
    """The row. Where it is narrow the filter is worth more than where we are, and what is open more than who sits here."""
    marks: list[Span] = []
    if columns.marks:
        marks.append((f"{len(columns.marks)} {_('marked')} {GLYPHS.dot} ", "accent"))
    figures = _figures(columns, view)
    left = _seen_through(wanted, columns, width) if wanted.text else _place(desk_name, columns, width)
    parts = [*marks, *figures, (f"  {who} ", "dim")]
    if not wanted.text and not columns.filter:
        for said in _unattended(view):
            *board, (last, style) = _board(columns, is_wide=width >= WIDE)
            board.append((last.rstrip(), style))
            more = [*parts[:-1], (f" {GLYPHS.dot} ", "dim"), said, parts[-1]]
            if spans_width(more) + spans_width(board) >= width:
                break
            parts = more
            left = left if spans_width(parts) + spans_width(left) < width else board
    if wanted.text:
        room = max(width // 2, width - spans_width(left) - 1)
        for fewer in ([*marks, *figures, (" ", "")], [*marks, *figures[:1], (" ", "")]):
            if spans_width(parts) > room:
                parts = fewer
    return lay(left, parts, width)


def figure(count: int, columns: Columns) -> str:
    """A count; one that was counted through a filter stops at a thousand."""
    return _("1,000+") if columns.filter and count > MOST else str(count)


def _place(desk_name: str, columns: Columns, width: int) -> list[Span]:
    return [*_board(columns, is_wide=width >= WIDE), (f"{GLYPHS.bar} {desk_name}" if desk_name else "", "dim")]


def _board(columns: Columns, *, is_wide: bool) -> list[Span]:
    """Where we are, with what the columns stand for where that is not the status, and how many are left out."""
    spans: list[Span] = [(f" {_('Board')} ", "head")]
    if columns.by is not Grouping.STATUS:
        spans.append((f"{_(_BY[columns.by])} ", "here"))
    hidden = len(columns.rows) - len(columns.all)
    if hidden > 0 and is_wide:
        said = n_("{count} column hidden", "{count} columns hidden", hidden).format(count=hidden)
        spans.append((f"{GLYPHS.dot} {said} ", "dim"))
    return spans


def _seen_through(wanted: Filter, columns: Columns, width: int) -> list[Span]:
    spans: list[Span] = (
        [*_board(columns, is_wide=width >= WIDE), (f"{GLYPHS.bar} ", "dim")] if width >= NARROW else [(" ", "")]
    )
    if wanted.view:
        title = _("view: {name}").format(name=wanted.name) if width >= NARROW else wanted.name
        spans += [(title, "here"), (f" {GLYPHS.dot} ", "dim")]
    return [*spans, (clean(wanted.text), "accent")]


def _figures(columns: Columns, view: BoardView | None) -> list[Span]:
    if view is None:
        return []
    opened, late = view.totals.open, view.totals.overdue
    cut_short = columns.filter and any(c.count > MOST for c in columns.all if c.row.category not in CLOSED)
    brief = any(column.brief for column in columns.all)
    count = f"{opened}+" if brief else _("1,000+") if cut_short else str(opened)
    spans: list[Span] = [(n_("{count} open", "{count} open", opened).format(count=count), "dim")]
    if late:
        said = _("{count} overdue").format(count=figure(late, columns))
        spans += [(f" {GLYPHS.dot} ", "dim"), (said, "alarm")]
    return spans


def _unattended(view: BoardView | None) -> list[Span]:
    """How much nobody has, and how much nobody touched for long; what was not counted to its end stops at a thousand."""
    if view is None:
        return []
    totals = view.totals
    pairs = (
        (_("{count} offered to you"), totals.offered, "here"),
        (_("{count} unowned"), totals.unowned, "here"),
        (_("{count} untouched"), totals.untouched, "dim"),
    )
    return [(said.format(count=_("1,000+") if n > MOST else n), style) for said, n, style in pairs if n]
