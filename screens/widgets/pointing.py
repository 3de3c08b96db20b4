"""The mouse on the board and on what can be chosen over the bottom line: what is under it, told to whoever acts on it.

Only presses, drags and the wheel are listened to, never mere movement: it would cross the network for nothing.
"""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import NamedTuple, Protocol
from zoneinfo import ZoneInfo

from rich.cells import cell_len
from textual import events

from servicedesk_tui.actions import key_name
from servicedesk_tui.vocabulary.rows import Card

from ..columns import Column, Columns
from ..frame import ONE_COLUMN
from ..glyphs import GLYPHS
from ..paint import Span, spans_width
from .board import HEAD, Board

STEP = 2
"""Cards a notch of the wheel goes on."""


class Spot(NamedTuple):
    """A place on the board: the number of a column, and the place of a card in it; None is its head, or below its cards."""

    column: int
    place: int | None = None


class Hand(Protocol):
    """Who acts on the mouse."""

    def press(self, spot: Spot) -> None:
        """Something was pressed."""
        ...

    def open(self) -> None:
        """A card was pressed twice."""
        ...

    def carry(self, card: Card, column: Column | None) -> None:
        """A card is held over another column, or again over its own or none."""
        ...

    def drop(self, card: Card, column: Column) -> None:
        """A card was let go over another column."""
        ...

    def wheel(self, column: Column, by: int) -> None:
        """The wheel was turned over a column."""
        ...


class PointedBoard(Board):
    """A board that tells `hand` what the mouse does on it."""

    def __init__(
        self, columns: Columns, now: Callable[[], tuple[datetime, ZoneInfo]], hand: Hand, *, id: str | None = None
    ) -> None:
        super().__init__(columns, now, id=id)
        self._hand = hand
        self._held: tuple[Card, int] | None = None
        """The card that is held, and the key of the column it was taken from."""
        self._over: Column | None = None

    def spot(self, x: int, y: int) -> Spot | None:
        """What is at a cell of the widget."""
        if y < HEAD and self.size.width < ONE_COLUMN:
            return self._tab_at(x)
        number = self._frame.at_cell(x)
        if number is None or number >= len(self.columns.all) or y < 0:
            return None
        column = self.columns.all[number]
        index = column.top + (y - HEAD) // self.card_rows
        return Spot(number, index if y >= HEAD and not column.folded and column.card_at(index) else None)

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Press what is there, and hold it if it is a card."""
        spot = self.spot(event.x, event.y)
        if spot is None or event.button != 1:
            return
        self._hand.press(spot)
        column = self.columns.all[spot.column]
        card = None if spot.place is None else column.card_at(spot.place)
        if card:
            self._held, self._over = (card, column.row.key), None
            self.capture_mouse()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Carry what is held; only another column is told."""
        if self._held is None:
            return
        card, home = self._held
        spot = self.spot(event.x, event.y)
        column = self.columns.all[spot.column] if spot else None
        over = None if column is None or column.row.key == home else column
        if over is not self._over:
            self._over = over
            self._hand.carry(card, over)

    def on_mouse_up(self, _event: events.MouseUp) -> None:
        """Let go of what is held."""
        if self._held is None:
            return
        (card, _home), over = self._held, self._over
        self._held = self._over = None
        self.release_mouse()
        if over is not None:
            self._hand.drop(card, over)

    def on_click(self, event: events.Click) -> None:
        """The second of two quick presses opens."""
        spot = self.spot(event.x, event.y)
        if event.chain == 2 and spot and spot.place is not None:
            self._hand.open()

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Down the column under the pointer."""
        self._turn(event, STEP)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Up the column under the pointer."""
        self._turn(event, -STEP)

    def _turn(self, event: events.MouseEvent, by: int) -> None:
        event.stop()
        number = self._frame.at_cell(event.x)
        if number is not None and number < len(self.columns.all):
            self._hand.wheel(self.columns.all[number], by)

    def _tab_at(self, x: int) -> Spot | None:
        """The tab at a cell of the strip of names; the sign before the first is the one hidden before it."""
        lead, first = self._first_tab()
        if x < lead:
            return Spot(first - 1)
        at = lead
        for number in range(first, len(self.columns.all)):
            at += spans_width(self._tab(number))
            if x < at:
                return Spot(number)
        return None

    def _first_tab(self) -> tuple[int, int]:
        """The cells before the first tab in view, and its number."""
        strip = self._tabs(self.size.width)
        text, _style = strip[0]
        if text.startswith(GLYPHS.left) and text[len(GLYPHS.left) :].isdecimal():
            return cell_len(text), int(text[len(GLYPHS.left) :])
        return 0, 0


def keys_for(rows: Sequence[Sequence[Span]], x: int, y: int) -> tuple[str, ...]:
    """The keys that choose what is at a cell of the choices: to the row of a list and enter, or the key of a box.

    A row that can be chosen begins, after the margin, with the cursor's sign or the blank in its place."""
    listed = [number for number, row in enumerate(rows) if _is_listed(row)]
    here = next((number for number in listed if rows[number][1][0] == GLYPHS.cursor), None)
    if here is not None:
        if y not in listed:
            return ()
        return (*(("down" if y > here else "up",) * abs(y - here)), "enter")
    return _key_at(rows[y], x) if 0 < y < len(rows) else ()


def _is_listed(row: Sequence[Span]) -> bool:
    return len(row) > 2 and row[1][0] in (GLYPHS.cursor, " ")


def _key_at(row: Sequence[Span], x: int) -> tuple[str, ...]:
    """The key of the cell of a box: key and label take turns."""
    at, pairs = cell_len(row[0][0]), row[1:]
    for key, label in zip(pairs[::2], pairs[1::2], strict=False):
        at += spans_width([key, label])
        if x < at:
            return (key_name(key[0].strip()),)
    return ()
