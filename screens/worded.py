"""A line that takes what can be said in words: common answers to choose from, and any other, with what it is understood to mean."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from rich.cells import cell_len

from servicedesk_tui.vocabulary.refusals import Invalid

from .glyphs import GLYPHS
from .paint import pad
from .prompts import Press, Row
from .textline import TextLine

_STEPS = {"up": -1, "down": 1}
_WORD, _WIDEST = 16, 20
"""Cells of the answers' column: a longer one takes its own."""
_GAP = 2


@dataclass(frozen=True, slots=True)
class Wording:
    """What is asked for in words. `words` are common answers, each with what it means; `explain` says in full what a text
    means and raises `Invalid` where it means nothing; `example` is how others are written."""

    words: Sequence[tuple[str, str]]
    explain: Callable[[str], str]
    example: str


class WordedPrompt:
    """Asks for something in words. What is written is meant as soon as it means something; until then the first common answer
    that it begins."""

    draft: str | None = None

    def __init__(self, label: str, wording: Wording, accept: Callable[[str], str | None]) -> None:
        self.label = label
        self.line: TextLine | None = TextLine()
        self._wording = wording
        self._accept = accept
        self._at: int | None = None
        self._fault = ""

    @property
    def text(self) -> str:
        """What is written so far."""
        return self.line.text.strip() if self.line else ""

    @property
    def found(self) -> list[tuple[str, str]]:
        """The common answers that what is written begins."""
        text = self.text.casefold()
        return [(word, meaning) for word, meaning in self._wording.words if word.casefold().startswith(text)]

    @property
    def chosen(self) -> int | None:
        """Which of them enter gives; None where it gives what is written."""
        found = self.found
        if not found or (self._at is None and self._meaning()):
            return None
        return min(self._at or 0, len(found) - 1)

    def rows(self) -> list[Row]:
        """What is meant by what is written, the common answers it begins, and what is wrong."""
        meaning, fault = self._meaning(), ""
        found, chosen = self.found, self.chosen
        if self.text and not meaning and not found:
            fault = self._wrong()
        rows: list[Row] = [[(f"{GLYPHS.arrow} {meaning}", "accent" if chosen is None else "dim")]] if meaning else []
        width = max([_WORD, *(size for word, _meaning in found if (size := cell_len(word) + _GAP) <= _WIDEST)])
        for number, (word, said) in enumerate(found):
            here = number == chosen
            sign = (GLYPHS.cursor, "accent") if here else (" ", "")
            rows.append(
                [sign, (pad(word, max(width, cell_len(word) + _GAP)), "cursor" if here else ""), (f" {said}", "dim")]
            )
        if not self.text:
            rows.append([(self._wording.example, "dim")])
        if self._fault or fault:
            rows.append([(self._fault or fault, "error" if self._fault else "dim")])
        return rows

    def key(self, press: Press) -> bool:
        """Up and down choose among the common answers, enter gives, anything else is written."""
        if press.key in _STEPS:
            start = self.chosen
            step = 0 if start is None else start + _STEPS[press.key]
            self._at = max(0, min(step, len(self.found) - 1))
        elif press.key == "enter":
            chosen = self.chosen
            wanted = self.text if chosen is None else self.found[chosen][0]
            self._fault = self._accept(wanted) or "" if wanted else ""
            return bool(wanted) and not self._fault
        elif self.line and self.line.key(press.key, press.character):
            self.written()
        return False

    def written(self) -> None:
        """Other answers are left: the first of them is chosen."""
        self._at, self._fault = None, ""

    def _meaning(self) -> str:
        """What is written means; "" for nothing."""
        try:
            return self._wording.explain(self.text) if self.text else ""
        except Invalid:
            return ""

    def _wrong(self) -> str:
        try:
            self._wording.explain(self.text)
        except Invalid as refusal:
            return refusal.message
        return ""
