"""The line that finds a task: by its number, or by any part of what it says, best first."""

from collections.abc import Callable
from typing import Protocol

from servicedesk_tui.locale import _
from servicedesk_tui.vocabulary.questions import SearchQuestion
from servicedesk_tui.vocabulary.refs import ref
from servicedesk_tui.vocabulary.rows import Card

from .glyphs import GLYPHS
from .paint import clean, pad
from .prompts import Press, Row
from .textline import TextLine

HITS = 6
_STEPS = {"up": -1, "down": 1}


class Asks(Protocol):
    """The way to the desk."""

    def ask(self, question: SearchQuestion, slot: str, then: Callable[[tuple[Card, ...]], None]) -> None:
        """Ask; a newer question of the slot takes the place of the older."""
        ...


class FindPrompt:
    """Lists the best hits while somebody writes; enter goes to the chosen one."""

    draft: str | None = None

    def __init__(
        self, asks: Asks, repaint: Callable[[], None], go: Callable[[Card], None], find: Callable[[str], str | None]
    ) -> None:
        self.label = _("Go to")
        self.nothing = _("a number, or any part of what it says")
        self.otherwise: Callable[[], None] | None = None  # what is done when nothing was written
        self.line: TextLine | None = TextLine()
        self._asks = asks
        self._repaint = repaint
        self._go = go
        self._find = find
        self._hits: tuple[Card, ...] = ()
        self._found_for = ""
        self._at = 0

    @property
    def text(self) -> str:
        """What is written so far."""
        return self.line.text.strip() if self.line else ""

    def rows(self) -> list[Row]:
        """The hits, in as many rows whatever their number."""
        rows = [self._row(card, number == self._at) for number, card in enumerate(self._hits)]
        if not rows:
            nothing = self.text and self._found_for == self.text
            rows = [[(_("Nothing matches.") if nothing else self.nothing, "dim")]]
        return [*rows, *([] for _row in range(HITS - len(rows)))]

    def key(self, press: Press) -> bool:
        """Up and down choose, enter goes, anything else is looked for."""
        if press.key in _STEPS:
            self._at = max(0, min(self._at + _STEPS[press.key], len(self._hits) - 1))
        elif press.key == "enter":
            return self._enter()
        elif self.line and self.line.key(press.key, press.character):
            self.written()
        return False

    def written(self) -> None:
        """Look for it; nothing is found for nothing."""
        text = self.text
        if text:
            self._asks.ask(searched(text, HITS), "found", lambda hits: self._take(text, hits))
        else:
            self._take("", ())

    def _enter(self) -> bool:
        if self._found_for != self.text:
            self._find(self.text)
            return True
        if not self.text and self.otherwise:
            self.otherwise()
        elif self._hits:
            self._go(self._hits[self._at])
        return bool(self._hits) or not self.text

    def _take(self, text: str, hits: tuple[Card, ...]) -> None:
        self._hits, self._found_for, self._at = hits, text, 0
        self._repaint()

    @staticmethod
    def _row(card: Card, chosen: bool) -> Row:
        about = f" {GLYPHS.dot} ".join(clean(part) for part in (card.owner, card.customer) if part)
        style = "" if card.category.is_open else "dim"
        return [
            (GLYPHS.cursor if chosen else " ", "accent"),
            (f"{pad(ref(card.number), 8)} ", "bold"),
            (clean(card.title), "cursor" if chosen else style),
            (f"  {about}", "dim"),
        ]


def searched(text: str, limit: int) -> SearchQuestion:
    """The question for `text`; `#412` and `SD-412` are numbers as 412 is."""
    return SearchQuestion(text=text.lstrip("#"), limit=limit, closed=True)
