"""What the mouse does on the board: a press selects, two open, the wheel scrolls a column, a card is carried to another.

The same commands are sent as by keys, so the same undo takes them back. While something is asked the board stays as it is.
"""

from typing import Protocol

from servicedesk_tui.actions import BY_ID, Action, Need
from servicedesk_tui.vocabulary.rows import Card

from .asking import Speaker
from .columns import Column, Columns
from .glyphs import GLYPHS
from .keys import why_not
from .looking import Looking
from .naming import name_of, named
from .shifting import Shifting
from .widgets.board import Board
from .widgets.minibuffer import Minibuffer
from .widgets.pointing import Spot


class Window(Speaker, Protocol):
    """The board on the glass."""

    columns: Columns
    looking: Looking
    shifting: Shifting
    minibuffer: Minibuffer

    @property
    def board(self) -> Board:
        """The columns as they are drawn."""
        ...

    def settle(self) -> None:
        """Bring lines and cursor up to date."""
        ...

    def present(self) -> frozenset[Need]:
        """What there is for actions to work with."""
        ...

    def do(self, action: Action) -> None:
        """Do what an action's key does."""
        ...

    def hush(self) -> None:
        """Say no more what was said."""
        ...


class Mouse:
    """Acts on what is pointed at, for one board."""

    def __init__(self, window: Window) -> None:
        self._window = window

    def press(self, spot: Spot) -> None:
        """The cursor onto a card, or into a column."""
        window = self._window
        column = window.columns.all[spot.column]
        if window.minibuffer.is_open or column.folded:
            return
        window.columns.enter(column)
        if spot.place is not None:
            column.put(spot.place)
        window.hush()
        window.settle()
        window.looking.ahead()

    def open(self) -> None:
        """Open the card, which the first press put the cursor on."""
        if not self._window.minibuffer.is_open:
            self._window.do(BY_ID["open"])

    def carry(self, card: Card, column: Column | None) -> None:
        """Say what letting go here would do."""
        if self._window.minibuffer.is_open:
            return
        if column is None:
            self._window.hush()
        else:
            self._window.say(f"{named(self._carried(card))} {GLYPHS.arrow} {name_of(column)}")

    def drop(self, card: Card, column: Column) -> None:
        """Make the cards be what the column stands for, as the key that moves them does."""
        window = self._window
        if window.minibuffer.is_open:
            return
        window.hush()
        present = window.present() | {Need.TASK, Need.UNLOCKED}  # of these cards the desk knows better
        reason = why_not(BY_ID["status_right"], present)
        if reason:
            window.say(reason)
        else:
            window.shifting.drop(self._carried(card), column)

    def wheel(self, column: Column, by: int) -> None:
        """Scroll a column, its cursor kept in view."""
        window, rows = self._window, self._window.board.rows
        top = max(0, min(column.top + by, column.count - rows))
        if window.minibuffer.is_open or top == column.top:
            return
        column.put(max(top, min(column.cursor, top + rows - 1)))
        column.top = top
        question = column.wanted(rows, window.columns.filter) if window.session.is_live else None
        if question:
            window.looking.page(question)
        window.settle()

    def _carried(self, card: Card) -> list[Card]:
        """What is carried with `card`: the marked ones if it is one of them."""
        marks = self._window.columns.marks
        return list(marks.values()) if card.id in marks else [card]
