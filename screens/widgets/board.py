"""The board's columns in one widget that draws its own lines and has its own cursor.

A step of the cursor repaints the two cards it concerns and nothing else; focus never moves.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from rich.segment import Segment
from textual.geometry import Region, Size
from textual.strip import Strip

from servicedesk_tui.locale import _
from servicedesk_tui.vocabulary.enums import Grouping
from servicedesk_tui.vocabulary.notes import Around
from servicedesk_tui.vocabulary.rows import Card

from ..card import NARROWEST, ROWS, SHORT, Look, draw_card
from ..columns import Column, Columns
from ..frame import FOLDED, ONE_COLUMN, Frame, frame
from ..glyphs import GLYPHS
from ..keys import key_of
from ..naming import name_of
from ..paint import Span, blank, cut_spans, lay, pad, segments_of, spans_width, strip_of, wrap
from ..topline import figure
from .drawn import Drawn

HEAD = 1
LOW = 16
"""Rows of a board under which a card has two rows at most."""
_KEPT = 600


@dataclass(frozen=True, slots=True)
class _Drawn:
    """A card's rows as drawn. It holds the card, so that nothing else gets its identity meanwhile."""

    card: Card
    rows: list[list[Segment]]


@dataclass(frozen=True, slots=True)
class _Painted:
    """What decides which parts of the board look as they did."""

    frame: Frame
    size: Size
    tops: tuple[int, ...]
    at: int
    cursor: int


class Board(Drawn):
    """Draws `columns`; `now` says what time it is and in which zone."""

    def __init__(
        self, columns: Columns, now: Callable[[], tuple[datetime, ZoneInfo]], *, id: str | None = None
    ) -> None:
        super().__init__(id=id)
        self.columns = columns
        self._now = now
        self._frame = Frame(0, (0,))
        self._drawn: dict[tuple[int, Look], _Drawn] = {}
        self._painted: _Painted | None = None
        self.guide: Callable[[int], list[list[Span]]] = lambda _width: []
        """What stands in the place of cards, if anything does."""

    @property
    def density(self) -> int:
        """How many rows a card has at most: what the layout says, less where the terminal is low."""
        density = self.columns.layout.density
        return min(density, SHORT) if self.size.height < LOW else density

    @property
    def card_rows(self) -> int:
        """The rows of a card."""
        return ROWS[self.density]

    @property
    def rows(self) -> int:
        """How many cards of a column are in view."""
        return max(1, (self.size.height - HEAD) // self.card_rows)

    @property
    def cursor_cell(self) -> tuple[int, int]:
        """Where the cursor's card begins, in cells of the widget."""
        column = self.columns.column
        if column is None:
            return 0, 0
        return self._frame.start(self.columns.at), HEAD + (column.cursor - column.top) * self.card_rows

    def settle(self) -> None:
        """After the cursor or the data moved: bring the cursor into view and repaint what that changed."""
        rows = self.rows
        for column in self.columns.all:
            column.reveal(rows)
        folded = [column.folded for column in self.columns.all]
        self._frame = self._framed(folded) if folded else Frame(0, (0,))
        before, after = self._painted, self._state()
        self._painted = after
        self._repaint(before, after)

    def _framed(self, folded: list[bool]) -> Frame:
        narrowest = min(NARROWEST[self.density], self.size.width)
        return frame(self.size.width, folded, self.columns.at, self._frame.left, narrowest)

    def reload(self) -> None:
        """After cards changed: repaint all; rows that look the same are not sent twice by the terminal's driver."""
        self.settle()
        self.refresh()

    def tick(self) -> None:
        """After time went by: repaint the cards whose words changed."""
        before, self._drawn = self._drawn, {}
        for number, index, card in self._in_view():
            look = self._look(number, index, card)
            known = before.get((id(card), look))
            if known is None or known.rows != self._draw(card, look):
                self.refresh(self._card_region(number, index))

    def restyle(self) -> None:
        """In another theme: draw the cards anew."""
        self._drawn.clear()
        super().restyle()

    def repaint_card(self) -> None:
        """Repaint the cursor's card."""
        if self.columns.column:
            self.refresh(self._card_region(self.columns.at, self.columns.column.cursor))

    def on_resize(self) -> None:
        """Another size: another frame."""
        self.reload()

    def render_line(self, y: int) -> Strip:
        """The row at `y`: the heads, or a row of each column's card."""
        width = self.size.width
        if not width:
            return blank(width)
        if not self.columns.all:
            return strip_of(_opening(y, width), width)
        if y >= HEAD and self.columns.is_bare:
            return strip_of(_bare(y - HEAD, width, self.columns), width)
        if y >= HEAD and (guide := self.guide(width)):
            return strip_of(cut_spans(guide[y - HEAD] if y - HEAD < len(guide) else [], width), width)
        return strip_of(self._head_row(), width) if y < HEAD else Strip(self._card_row(y - HEAD), width)

    def _state(self) -> _Painted:
        column, tops = self.columns.column, tuple(column.top for column in self.columns.all)
        return _Painted(self._frame, self.size, tops, self.columns.at, column.cursor if column else 0)

    def _repaint(self, before: _Painted | None, after: _Painted) -> None:
        if before is None or (before.frame, before.size) != (after.frame, after.size):
            self.refresh()
            return
        regions = [self._column_region(n) for n in self._shown() if before.tops[n : n + 1] != after.tops[n : n + 1]]
        if (before.at, before.cursor) != (after.at, after.cursor):
            regions += [self._card_region(before.at, before.cursor), self._card_region(after.at, after.cursor)]
        if before.at != after.at:
            regions += [self._head_region(before.at), self._head_region(after.at)]
        if regions:
            self.refresh(*regions)

    def _head_region(self, number: int) -> Region:
        if len(self._frame.widths) == 1:
            return Region(0, 0, self.size.width, HEAD)
        return Region(self._frame.start(number), 0, self._frame.width(number), HEAD)

    def _column_region(self, number: int) -> Region:
        return Region(self._frame.start(number), HEAD, self._frame.width(number), max(0, self.size.height - HEAD))

    def _card_region(self, number: int, index: int) -> Region:
        column = self.columns.all[number]
        y = HEAD + (index - column.top) * self.card_rows
        region = Region(self._frame.start(number), y, self._frame.width(number), self.card_rows)
        return region.intersection(Region(0, HEAD, self.size.width, self.size.height - HEAD))

    def _shown(self) -> range:
        return range(self._frame.left, min(len(self.columns.all), self._frame.left + len(self._frame.widths)))

    def _in_view(self) -> list[tuple[int, int, Card]]:
        found = []
        for number in self._shown():
            column = self.columns.all[number]
            if column.folded:
                continue
            for index in range(column.top, column.top + self.rows + 1):
                card = column.card_at(index)
                if card:
                    found.append((number, index, card))
        return found

    def _look(self, number: int, index: int, card: Card) -> Look:
        here = number == self.columns.at and index == self.columns.all[number].cursor
        by, marked = self.columns.by, card.id in self.columns.marks
        status = "" if by is Grouping.STATUS else self.columns.status_names.get(card.status_id, "")
        return Look(
            self._frame.width(number),
            self.density,
            by,
            here,
            marked,
            status,
            self.columns.around.get(card.id, Around.NOBODY),
        )

    def _draw(self, card: Card, look: Look) -> list[list[Segment]]:
        drawn = self._drawn.get((id(card), look))
        if drawn is None:
            if len(self._drawn) > _KEPT:
                self._drawn.clear()
            rows = [segments_of(row) for row in draw_card(card, look, *self._now())]
            drawn = self._drawn[id(card), look] = _Drawn(card, rows)
        return drawn.rows

    def _card_row(self, y: int) -> list[Segment]:
        segments: list[Segment] = []
        for number in self._shown():
            if number > self._frame.left:
                segments += segments_of([(GLYPHS.bar, "dim")])
            segments += self._cell(number, y)
        return segments

    def _cell(self, number: int, y: int) -> list[Segment]:
        column = self.columns.all[number]
        if column.folded:
            return segments_of(_folded(column, y))
        shown, row = divmod(y, self.card_rows)
        index = column.top + shown
        card = column.card_at(index)
        if card:
            return self._draw(card, self._look(number, index, card))[row]
        text = _("nothing here") if not column.count and y == 0 else ""
        return segments_of(cut_spans([(f" {text}", "dim")], self._frame.width(number)))

    def _head_row(self) -> list[Span]:
        if len(self._frame.widths) == 1 and self.size.width < ONE_COLUMN:
            return self._tabs(self.size.width)
        spans: list[Span] = []
        for number in self._shown():
            if number > self._frame.left:
                spans.append((GLYPHS.bar, "dim"))
            spans += self._head(number)
        return spans

    def _head(self, number: int) -> list[Span]:
        """A column's name and count; the outermost say how many columns are hidden beside them."""
        shown, here = self._shown(), number == self.columns.at
        if self.columns.all[number].folded:
            return lay([], [count_of(self.columns.all[number], self.columns)], self._frame.width(number))
        hidden_left = shown.start if number == shown.start else 0
        hidden_right = len(self.columns.all) - shown.stop if number == shown.stop - 1 else 0
        column = self.columns.all[number]
        sign = GLYPHS.cursor if here else " "
        left: list[Span] = [(f"{GLYPHS.left}{hidden_left} ", "dim")] if hidden_left else [(sign, "accent")]
        right: list[Span] = [(f" {hidden_right}{GLYPHS.right}", "dim")] if hidden_right else [(" ", "")]
        name: Span = (name_of(column), "here" if here else "head")
        return lay([*left, name], [count_of(column, self.columns), *right], self._frame.width(number))

    def _tabs(self, width: int) -> list[Span]:
        """The strip of all columns when one is in view: the current one stands out, and as many beside it as fit."""
        at = self.columns.at
        here, before = self._tab(at), list[Span]()
        for number in range(at - 1, -1, -1):
            tab = self._tab(number)
            if spans_width([*tab, *before, *here]) > width * 2 // 3:
                before.insert(0, (f"{GLYPHS.left}{number + 1}", "dim"))
                break
            before = [*tab, *before]
        after = [span for number in range(at + 1, len(self.columns.all)) for span in self._tab(number)]
        return cut_spans([*before, *here, *after], width)

    def _tab(self, number: int) -> list[Span]:
        column = self.columns.all[number]
        here = number == self.columns.at
        name = name_of(column)
        return [
            (f" {name} ", "cursor_head" if here else "dim"),
            (f"{figure(column.count, self.columns)} ", "head" if here else "dim"),
        ]


def count_of(column: Column, columns: Columns) -> Span:
    """How many tasks are in the column, against its limit when it has one; through a filter the limit says nothing."""
    if column.brief:
        return f"{column.count}+" if column.count else GLYPHS.more, "dim"
    if columns.filter or column.row.limit is None:
        return figure(column.count, columns), "dim"
    sign = "!" if column.is_over else ""
    return f"{column.count}/{column.row.limit}{sign}", "urgent" if column.is_over else "dim"


def _folded(column: Column, y: int) -> list[Span]:
    """A row of a folded column: its name downwards."""
    name = name_of(column)
    return [(pad(f"  {name[y]}" if y < len(name) else "", FOLDED), "dim")]


def _opening(y: int, width: int) -> list[Span]:
    """What stands there until the first board was read."""
    return cut_spans([(f" {_('Opening the desk …')}" if y == HEAD else "", "dim")], width)


def _bare(y: int, width: int, columns: Columns) -> list[Span]:
    """What stands on the board when a filter lets nothing through, or only what is not shown."""
    said = _("Nothing here matches. escape clears the filter.")
    if columns.by is not Grouping.STATUS:
        said = _("Nothing open matches. escape clears the filter; {keys} shows what is closed too.")
        said = said.format(keys=key_of("look", "by_status"))
    if len(columns.all) < len(columns.rows):
        said = _("Nothing matches in the columns shown. {keys} shows all; escape clears the filter.")
        said = said.format(keys=key_of("look", "show_columns"))
    lines = wrap(said, max(8, width - 2))
    text = lines[y - 1] if 0 < y <= len(lines) else ""
    return cut_spans([(f" {text}", "bold")], width)
