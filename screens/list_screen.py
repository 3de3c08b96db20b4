"""A full screen of lines, one after another under headings: a cursor on one of them, which may be about a task."""

from collections.abc import Callable

from textual.widget import Widget

from servicedesk_tui.vocabulary.questions import CardsQuestion
from servicedesk_tui.vocabulary.rows import Card

from .desk_screen import DeskScreen
from .messages import ModeWanted, TaskOpened, alone
from .paint import Span
from .session import Session
from .widgets.lines import Lines

Row = list[Span]


class ListScreen(DeskScreen):
    """Moves over the lines and keeps the cursor in sight. Subclasses read and draw them."""

    def __init__(self, session: Session) -> None:
        self.sheet = Lines(id="sheet")
        super().__init__(session)
        self._cursor = self._top = 0
        self._places: list[int] = []

    def moves(self) -> dict[str, Callable[[], None]]:
        """Up and down, and back to the board."""
        return {
            "up": lambda: self.step(-1),
            "down": lambda: self.step(1),
            "top": lambda: self.step(-self.count()),
            "bottom": lambda: self.step(self.count()),
            "escape": self._leave,
            "back": self._leave,
        }

    def count(self) -> int:
        """How many lines the cursor can be on."""
        raise NotImplementedError

    def drawn(self, width: int, height: int) -> tuple[list[Row], list[int]]:
        """All rows, and in which of them each line begins."""
        raise NotImplementedError

    def body(self) -> Widget:
        """The lines."""
        return self.sheet

    def targets(self) -> list[Card]:
        """No tasks are here, only lines about them."""
        return []

    def cursor_cell(self) -> tuple[int, int]:
        """The row that is stood on."""
        return 0, self._row() - self._top if self._places else 0

    def on_screen_resume(self) -> None:
        """Back from elsewhere."""
        self.settle()
        self.read()

    def settle(self) -> None:
        """Draw it with the lines."""
        self.paint()
        super().settle()

    def step(self, by: int) -> None:
        """The cursor so many lines on."""
        self.stand(self._cursor + by)
        self.paint()
        self.place_cursor()

    def stand(self, at: int) -> None:
        """The cursor onto a line, or onto the nearest there is; nothing is drawn."""
        self._cursor = max(0, min(at, self.count() - 1))

    def open_number(self, task: int) -> None:
        """The task with that id, by itself."""
        self.session.ask(CardsQuestion(ids=(task,)), f"{self.scope}-task", self._open, leads=True)

    def paint(self) -> None:
        """Draw the rows around the cursor."""
        width, height = self.sheet.size
        if not width or not height:
            return
        rows, self._places = self.drawn(width, height)
        at = self._row()
        self._top = max(0, min(max(self._top, at - height + 2), at - 1 if at else 0))
        self.sheet.show(rows[self._top : self._top + height])

    def _row(self) -> int:
        return self._places[self._cursor] if self._cursor < len(self._places) else 0

    def _open(self, cards: tuple[Card, ...]) -> None:
        if cards:
            self.tell(TaskOpened(cards[0], alone))

    def _leave(self) -> None:
        self.tell(ModeWanted("board"))
