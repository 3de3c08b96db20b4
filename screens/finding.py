"""Lines that find something while it is written: a list of hits, of which one is chosen; and the one that finds a task, by its
number or by any part of what it says, best first."""

from collections.abc import Callable, Sequence
from typing import Generic, Protocol, TypeVar

from servicedesk_tui.locale import _
from servicedesk_tui.vocabulary.questions import SearchQuestion
from servicedesk_tui.vocabulary.refs import ref
from servicedesk_tui.vocabulary.rows import Card

from .glyphs import GLYPHS
from .paint import clean, pad
from .prompts import Press, Row
from .textline import TextLine

HITS = 6
"""The rows that hits take, whatever their number."""
_STEPS = {"up": -1, "down": 1}
H = TypeVar("H")


class HitList(Generic[H]):
    """Lists hits while somebody writes; up and down choose one. Says what to look for, how a hit reads, what enter does."""

    draft: str | None = None

    def __init__(self, label: str, repaint: Callable[[], None]) -> None:
        self.label = label
        self.line: TextLine | None = TextLine()
        self.hits: Sequence[H] = ()
        self.found_for: str | None = None
        """What the hits were found for; None before any were."""
        self._repaint = repaint
        self._at = 0

    @property
    def text(self) -> str:
        """What is written so far."""
        return self.line.text.strip() if self.line else ""

    @property
    def hit(self) -> H | None:
        """The chosen one, of what is written now."""
        return self.hits[self._at] if self.hits and self.found_for == self.text else None

    def rows(self) -> list[Row]:
        """The hits about the chosen one, in as many rows whatever their number."""
        top = max(0, self._at - HITS + 1)
        rows = [self.row(hit, chosen=at == self._at) for at, hit in enumerate(self.hits)][top : top + HITS]
        rows = rows or [[(self.nothing_found(), "dim")]]
        return [*rows, *([] for _row in range(HITS - len(rows)))]

    def key(self, press: Press) -> bool:
        """Up and down choose, enter takes it, anything else is looked for."""
        if press.key in _STEPS:
            self._at = max(0, min(self._at + _STEPS[press.key], len(self.hits) - 1))
        elif press.key == "enter":
            return self.enter()
        elif self.line and self.line.key(press.key, press.character):
            self.written()
        return False

    def take(self, text: str, hits: Sequence[H]) -> None:
        """What was found for a text."""
        self.hits, self.found_for, self._at = hits, text, 0
        self._repaint()

    def written(self) -> None:
        """Look for what is written."""
        raise NotImplementedError

    def enter(self) -> bool:
        """Take the chosen one; True when the line is over."""
        raise NotImplementedError

    def row(self, hit: H, *, chosen: bool) -> Row:
        """How a hit reads."""
        raise NotImplementedError

    def nothing_found(self) -> str:
        """What stands there without a hit."""
        raise NotImplementedError


class Asks(Protocol):
    """The way to the desk."""

    def ask(self, question: SearchQuestion, slot: str, then: Callable[[tuple[Card, ...]], None]) -> None:
        """Ask; a newer question of the slot takes the place of the older."""
        ...


class FindPrompt(HitList[Card]):
    """Lists the best tasks; enter goes to the chosen one, or (`find`) to the best of what is not answered yet."""

    def __init__(
        self, asks: Asks, repaint: Callable[[], None], go: Callable[[Card], None], find: Callable[[str], str | None]
    ) -> None:
        super().__init__(_("Go to"), repaint)
        self.nothing = _("a number, or any part of what it says")
        self.otherwise: Callable[[], None] | None = None  # what is done when nothing was written
        self.found_for = ""
        self._asks = asks
        self._go = go
        self._find = find

    def nothing_found(self) -> str:
        """That nothing matches, else what can be written."""
        return _("Nothing matches.") if self.text and self.found_for == self.text else self.nothing

    def written(self) -> None:
        """Look for it; nothing is found for nothing."""
        text = self.text
        if text:
            self._asks.ask(searched(text, HITS), "found", lambda hits: self.take(text, hits))
        else:
            self.take("", ())

    def enter(self) -> bool:
        """Go to the chosen one."""
        if self.found_for != self.text:
            self._find(self.text)
            return True
        if not self.text and self.otherwise:
            self.otherwise()
        elif self.hit is not None:
            self._go(self.hit)
        return bool(self.hits) or not self.text

    def row(self, hit: Card, *, chosen: bool) -> Row:
        """Its reference and title, whose and for whom."""
        about = f" {GLYPHS.dot} ".join(clean(part) for part in (hit.owner, hit.customer) if part)
        style = "" if hit.category.is_open else "dim"
        return [
            (GLYPHS.cursor if chosen else " ", "accent"),
            (f"{pad(ref(hit.number), 8)} ", "bold"),
            (clean(hit.title), "cursor" if chosen else style),
            (f"  {about}", "dim"),
        ]


def searched(text: str, limit: int) -> SearchQuestion:
    """The question for `text`; `#412` and `SD-412` are numbers as 412 is."""
    return SearchQuestion(text=text.lstrip("#"), limit=limit, closed=True)
