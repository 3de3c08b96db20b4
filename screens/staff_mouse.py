"""What the mouse does on the people screen: a press selects, two edit, the wheel scrolls the list or what is read beside it."""

from typing import Protocol

from servicedesk_tui.actions import BY_ID, Action

from .staff_rows import Staff
from .widgets.minibuffer import Minibuffer


class Window(Protocol):
    """The people on the glass."""

    staff: Staff
    minibuffer: Minibuffer

    def at(self, x: int, y: int) -> int | None:
        """The place of what is listed at a cell; None where the one that is chosen is read, -1 where nothing is."""
        ...

    def step(self, by: int) -> None:
        """The cursor so many on."""
        ...

    def read_on(self, rows: int) -> None:
        """Read on in the one that is chosen."""
        ...

    def hush(self) -> None:
        """Say no more what was said."""
        ...

    def do(self, action: Action) -> None:
        """Do what an action's key does."""
        ...


class StaffMouse:
    """Acts on the list and on what is read. While something is asked it stays as it is."""

    def __init__(self, window: Window) -> None:
        self._window = window
        self._on: int | None = None

    def press(self, x: int, y: int) -> None:
        """The cursor onto somebody, a team or a calendar."""
        window, self._on = self._window, self._window.at(x, y)
        if self._on is not None and self._on >= 0 and not window.minibuffer.is_open:
            window.hush()
            window.step(self._on - window.staff.cursor)

    def open(self) -> None:
        """Edit it."""
        if self._on == self._window.staff.cursor and not self._window.minibuffer.is_open:
            self._window.do(BY_ID["staff_edit"])

    def carry(self, _x: int, _y: int) -> None:
        """Nothing is carried here."""

    def drop(self) -> None:
        """Nothing was carried."""

    def wheel(self, x: int, y: int, by: int) -> None:
        """The cursor on in the list; else a row further in what is read."""
        if self._window.minibuffer.is_open:
            return
        if self._window.at(x, y) is None:
            self._window.read_on(by)
        else:
            self._window.step(by)
