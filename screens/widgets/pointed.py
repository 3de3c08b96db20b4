"""The mouse on a page or a grid: which cell is pressed, dragged over, pressed twice, or scrolled at, told to whoever acts on it.

Only presses, drags and the wheel are listened to, never mere movement: it would cross the network for nothing.
"""

from typing import Protocol

from textual import events

from .drawn import Drawn
from .lines import Lines
from .workload import LoadGrid


class Hand(Protocol):
    """Who acts on the mouse; cells are those of the widget."""

    def press(self, x: int, y: int, /) -> None:
        """A cell was pressed."""
        ...

    def open(self) -> None:
        """What was pressed was pressed again, quickly."""
        ...

    def carry(self, x: int, y: int, /) -> None:
        """What was pressed is dragged over another cell."""
        ...

    def drop(self) -> None:
        """It was let go."""
        ...

    def wheel(self, x: int, y: int, by: int, /) -> None:
        """The wheel was turned a notch."""
        ...


class Pointed(Drawn):
    """Something drawn that tells its `hand` what the mouse does on it."""

    hand: Hand | None = None
    _pressed: tuple[int, int] | None = None
    """The cell that is pressed, or that was last dragged over."""

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Press what is there, and hold it."""
        if self.hand and event.button == 1:
            self._pressed = (event.x, event.y)
            self.hand.press(event.x, event.y)
            self.capture_mouse()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Carry what is held; only another cell is told."""
        if self.hand and self._pressed and (event.x, event.y) != self._pressed:
            self._pressed = (event.x, event.y)
            self.hand.carry(event.x, event.y)

    def on_mouse_up(self, _event: events.MouseUp) -> None:
        """Let go of what is held."""
        if self.hand and self._pressed:
            self._pressed = None
            self.release_mouse()
            self.hand.drop()

    def on_click(self, event: events.Click) -> None:
        """The second of two quick presses opens."""
        if self.hand and event.chain == 2:
            self.hand.open()

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Down what is under the pointer."""
        self._turn(event, 1)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Up what is under the pointer."""
        self._turn(event, -1)

    def _turn(self, event: events.MouseEvent, by: int) -> None:
        event.stop()
        if self.hand:
            self.hand.wheel(event.x, event.y, by)


class PointedLines(Pointed, Lines):
    """Rows of text that can be pointed at."""


class PointedGrid(Pointed, LoadGrid):
    """The workload's grid, that can be pointed at."""
