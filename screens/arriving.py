"""Finding a task from the board by its number or its words, and the box of how the board looks."""

from collections.abc import Callable
from typing import Protocol

from servicedesk_tui.actions import Scope, actions_in
from servicedesk_tui.locale import _
from servicedesk_tui.vocabulary.rows import Card

from .boxes import open_box
from .columns import Columns
from .finding import FindPrompt, searched
from .paint import clean
from .verbs import Host


class Window(Host, Protocol):
    """The board on the glass."""

    columns: Columns

    def go_to(self, card: Card) -> None:
        """The cursor onto a task, else open it."""
        ...


class Arriving:
    """What the finding key does, for one board."""

    def __init__(self, window: Window) -> None:
        self._window = window
        self.table: dict[str, Callable[[], None]] = {"look": self.open_box, "number": self.write_number}

    def open_box(self) -> None:
        """The box of how the board looks."""
        open_box(self._window, Scope.LOOK, actions_in(Scope.LOOK), self._window.session.keymap.label("look"))

    def write_number(self) -> None:
        """The line that finds."""
        window = self._window
        window.open_prompt(FindPrompt(window.session, window.repaint_prompt, window.go_to, self.find))

    def find(self, text: str) -> str | None:
        """Go to the task of that number, or the best one of that text."""

        def take(hits: tuple[Card, ...]) -> None:
            if hits:
                self._window.go_to(hits[0])
            else:
                self._window.say(_("Nothing is called {text}.").format(text=clean(text)), wrong=True)

        self._window.session.ask(searched(text, 1), "found", take, leads=True)
        return None
