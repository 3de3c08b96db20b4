"""What a line could go on with: offers from the desk, one row of them, taken with one key.

They come a moment after the key that asked for them and never stand in the way of the next one.
"""

from collections.abc import Callable
from typing import Protocol

from rich.cells import cell_len

from servicedesk_tui.vocabulary.questions import CompletionQuestion
from servicedesk_tui.vocabulary.task_rows import Completion, Offer

from .paint import Span, clean, cut
from .prompts import Row
from .textline import TextLine

WIDEST = 64
"""Cells of offers: each key may repaint them, and each cell is a byte."""
_SHORT, _LONG = 20, 44
"""Cells of what an offer means: longer ones are told of the chosen one only, and cut."""
_OPEN = (":", " ")
"""What an offer ends with after which something is still to be written."""
_SIGNS = "@#!>"
_NONE = Completion(0, 0)


class Asks(Protocol):
    """The way to the desk."""

    def ask(self, question: CompletionQuestion, slot: str, then: Callable[[Completion], None]) -> None:
        """Ask; a newer question of the slot takes the place of the older."""
        ...


class Completing:
    """The offers for one line. `repaint` shows them when they come; `otherwise` says what to offer where the desk has
    nothing to."""

    def __init__(
        self,
        asks: Asks,
        repaint: Callable[[], None],
        *,
        adding: bool = False,
        otherwise: Callable[[], Completion] = lambda: _NONE,
    ) -> None:
        self._asks = asks
        self._repaint = repaint
        self._adding = adding
        self._otherwise = otherwise
        self._found = _NONE
        self._at = 0
        self._text, self._shift = "", 0
        self._asked: tuple[str, int] | None = None
        self._wanted: TextLine | None = None

    @property
    def offers(self) -> tuple[Offer, ...]:
        """What is offered."""
        return self._found.offers

    @property
    def is_pending(self) -> bool:
        """True until it is known what is offered for what is written now."""
        return self._asked is not None

    @property
    def start(self) -> int:
        """Where in the line begins what is being completed."""
        return self._found.start

    def read(self, text: str, cursor: int, *, shift: int = 0, adding: bool | None = None) -> None:
        """Find out how `text`, which begins at `shift` in the line, could go on at `cursor` in it."""
        self._wanted = None
        asked = self._asked = (text, cursor)
        self._text, self._shift = text, shift
        self._asks.ask(
            CompletionQuestion(text=text, cursor=cursor, adding=self._adding if adding is None else adding),
            "completion",
            lambda found: self._take(asked, _shifted(found, shift)),
        )

    def offer(self, found: Completion) -> None:
        """Offer what is known without asking."""
        self._asked = self._wanted = None
        self._text = ""
        self._found, self._at = found, 0

    def forget(self) -> None:
        """Offer nothing."""
        self._found, self._at, self._asked, self._wanted = _NONE, 0, None, None

    def look_again(self) -> None:
        """Where nothing is offered, offer what there is otherwise by now."""
        if not self.offers and self._asked is None:
            self._found, self._at = self._otherwise(), 0
            self._repaint()

    def choose(self, by: int) -> None:
        """The next or the previous offer."""
        if self.offers:
            self._at = (self._at + by) % len(self.offers)

    def take(self, line: TextLine) -> bool:
        """Put the chosen offer into `line`; one that is still on its way is put in when it comes."""
        if self._asked:
            self._wanted = line
            return False
        if not self.offers:
            return False
        text = self.offers[self._at].text
        line.swap(self._found.start, self._found.end, text if text.endswith(_OPEN) else f"{text} ")
        self.forget()
        return True

    def row(self) -> Row:
        """The offers, the chosen one first to be seen; each with what it means while there is room."""
        row: Row = []
        room = WIDEST
        for number, offer in enumerate(self.offers[self._at :], self._at):
            spans = _offer(offer, self._sign, chosen=number == self._at)
            size = sum(cell_len(text) for text, _style in spans)
            if size > room and row:
                break
            row += spans
            room -= size
        return row

    @property
    def _sign(self) -> str:
        """The sign that what is offered stands behind: it is shown with it."""
        before = self._text[: max(0, self._found.start - self._shift)][-1:]
        return before if before and before in _SIGNS else ""

    def _take(self, asked: tuple[str, int], found: Completion) -> None:
        if self._asked != asked:
            return
        wanted, self._asked, self._wanted = self._wanted, None, None
        self._found, self._at = found if found.offers else self._otherwise(), 0
        if wanted:
            self.take(wanted)  # nothing was typed meanwhile: that would have asked anew
        self._repaint()


def _shifted(found: Completion, shift: int) -> Completion:
    return Completion(max(0, found.start + shift), max(0, found.end + shift), found.offers)


def _offer(offer: Offer, sign: str, *, chosen: bool) -> list[Span]:
    spans: list[Span] = [(sign + clean(offer.text), "here" if chosen else "")]
    meaning = clean(offer.meaning)
    if meaning and (chosen or cell_len(meaning) <= _SHORT):
        spans.append((f" {cut(meaning, _LONG)}", "dim"))
    return [*spans, ("   ", "")]
