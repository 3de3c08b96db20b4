"""Keeping the preview on the task under the cursor, for one board."""

from typing import Any, Protocol

from textual.geometry import Size

from servicedesk_tui.vocabulary.questions import TaskQuestion

from .columns import Columns
from .preview import BESIDE_FROM, WIDTH, Preview
from .session import Session
from .widgets.board import Board

REST = 0.08
"""Seconds the cursor rests on a task before it is read: holding a key reads none of those it passes."""


class Window(Protocol):
    """The board on the glass."""

    session: Session
    columns: Columns
    board: Board

    @property
    def size(self) -> Size:
        """The cells of the screen."""
        ...

    def settle(self) -> None:
        """Bring lines and cursor up to date."""
        ...

    def set_timer(self, delay: float, callback: Any) -> Any:
        """Call back after `delay` seconds."""
        ...


class Previewing:
    """Shows the preview, or hides it, and reads what it shows."""

    def __init__(self, window: Window) -> None:
        self._window = window
        self.pane = Preview(window.session.now, id="preview")
        self._soon: Any = None

    def toggle(self) -> None:
        """Show the task under the cursor in full, or no longer."""
        self.pane.display = not self.pane.display
        self._window.settle()

    def place(self) -> None:
        """Beside the columns where it is wide, else in their place."""
        shown, beside = bool(self.pane.display), self._window.size.width >= BESIDE_FROM
        self._window.board.display = not shown or beside
        self.pane.styles.width = WIDTH if beside else "1fr"

    def follow(self) -> None:
        """The cursor is on another task, or the task changed."""
        if not self.pane.display:
            return
        self.pane.show_card(self._window.columns.card)
        if self._soon:
            self._soon.stop()
        self._soon = self._window.set_timer(REST, self._read)

    def _read(self) -> None:
        self._soon = None
        card = self._window.columns.card
        if card and self._window.session.is_live:
            question = TaskQuestion(id=card.id, history=20)
            self._window.session.ask(question, "preview", self.pane.show_view)
