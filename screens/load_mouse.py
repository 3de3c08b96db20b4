"""What the mouse does on the workload: a press selects a cell or a part of it, two open it, the wheel scrolls."""

from typing import Protocol

from servicedesk_tui.actions import BY_ID, Action

from .parts import PartsPane
from .widgets.minibuffer import Minibuffer
from .widgets.workload import LoadGrid


class Window(Protocol):
    """The workload on the glass."""

    pane: PartsPane
    minibuffer: Minibuffer

    @property
    def grid(self) -> LoadGrid:
        """The cells."""
        ...

    def hush(self) -> None:
        """Say no more what was said."""
        ...

    def point(self, row: int, day: int) -> None:
        """The cursor onto a cell."""
        ...

    def point_at_part(self, number: int) -> None:
        """The cursor onto a part of the cell."""
        ...

    def do(self, action: Action) -> None:
        """Do what an action's key does."""
        ...


class GridMouse:
    """Acts on cells of the grid. While something is asked it stays as it is."""

    def __init__(self, window: Window) -> None:
        self._window = window

    def press(self, x: int, y: int, /) -> None:
        """The cursor onto a cell."""
        place = self._window.grid.place(x, y)
        if place and not self._window.minibuffer.is_open:
            self._window.hush()
            self._window.point(*place)

    def open(self) -> None:
        """To the tasks behind it."""
        if not self._window.minibuffer.is_open:
            self._window.do(BY_ID["load_open"])

    def carry(self, _x: int, _y: int) -> None:
        """Nothing is carried: that is the key's, which asks first."""

    def drop(self) -> None:
        """Nothing was carried."""

    def wheel(self, _x: int, _y: int, by: int) -> None:
        """The cursor a row on."""
        grid = self._window.grid
        if not self._window.minibuffer.is_open:
            self._window.point(grid.row + by, grid.day)


class PartsMouse(GridMouse):
    """Acts on the parts of a cell."""

    def press(self, _x: int, y: int, /) -> None:
        """The cursor onto a part."""
        number = self._window.pane.number_at(y)
        if number is not None and not self._window.minibuffer.is_open:
            self._window.hush()
            self._window.point_at_part(number)

    def wheel(self, _x: int, _y: int, by: int) -> None:
        """The cursor a part on."""
        pane = self._window.pane
        if pane.parts and not self._window.minibuffer.is_open:
            self._window.point_at_part(max(0, min((pane.cursor or 0) + by, len(pane.parts) - 1)))
