"""Who could take a task: a ranked list with reasons, and why the others not; enter gives it."""

from collections.abc import Callable

from servicedesk_tui.locale import _
from servicedesk_tui.vocabulary.plans import Candidate

from .glyphs import GLYPHS
from .paint import clean, pad
from .prompts import PICKED_ROWS, Press, Row
from .textline import TextLine

_STEPS = {"up": -1, "down": 1, "pageup": -PICKED_ROWS, "pagedown": PICKED_ROWS}


class WhoPrompt:
    """Lists the candidates, those who can first; what is typed narrows them by login or name."""

    draft: str | None = None

    def __init__(self, label: str, give: Callable[[int], str | None]) -> None:
        self.label = label
        self.line: TextLine | None = TextLine()
        self.candidates: tuple[Candidate, ...] | None = None
        self._give = give
        self._at = 0
        self._fault = ""

    @property
    def found(self) -> list[Candidate]:
        """Those that what is written leaves."""
        text = self.line.text.strip().casefold() if self.line else ""
        able = self.candidates or ()
        return [one for one in able if text in one.login.casefold() or text in one.name.casefold()]

    def rows(self) -> list[Row]:
        """Those about the chosen one."""
        found = self.found
        if self.candidates is None:
            return [[(_("looking …"), "dim")]]
        if not found:
            return [[(_("nothing is called that"), "error")]]
        at = min(self._at, len(found) - 1)
        start = max(0, min(at - PICKED_ROWS // 2, len(found) - PICKED_ROWS))
        width = max(len(one.login) for one in found)
        shown = found[start : start + PICKED_ROWS]
        rows = [self._row(one, start + n == at, min(width, 16)) for n, one in enumerate(shown)]
        return [*rows, [(self._fault, "error")]] if self._fault else rows

    def key(self, press: Press) -> bool:
        """Up and down choose, enter gives, anything else narrows."""
        found = self.found
        if press.key in _STEPS:
            self._at = max(0, min(self._at + _STEPS[press.key], len(found) - 1))
        elif press.key == "enter":
            if not found:
                return False
            self._fault = self._give(found[min(self._at, len(found) - 1)].person) or ""
            return not self._fault
        elif self.line and self.line.key(press.key, press.character):
            self._at, self._fault = 0, ""
        return False

    @staticmethod
    def _row(one: Candidate, chosen: bool, width: int) -> Row:
        sign = (GLYPHS.cursor, "accent") if chosen else (" ", "")
        style = "cursor" if chosen else "dim" if one.why_not else ""
        said = (one.why_not,) if one.why_not else one.reasons
        return [sign, (pad(clean(one.login), width), style), (f"  {f' {GLYPHS.dot} '.join(map(clean, said))}", "dim")]
