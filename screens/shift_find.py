"""The line that finds a shift's hand-over: the latest ones, or those that say what is written."""

from collections.abc import Callable

from servicedesk_tui.locale import _
from servicedesk_tui.locale.dates import moment
from servicedesk_tui.locale.words import word
from servicedesk_tui.vocabulary.handing import ShiftRow, ShiftsQuestion

from .glyphs import GLYPHS
from .paint import clean, pad
from .prompts import Press, Row
from .session import Session
from .textline import TextLine

HITS = 6
_STEPS = {"up": -1, "down": 1}
_WHOSE = 14


class ShiftFind:
    """Lists hand-overs of shifts while somebody writes; enter shows the chosen one."""

    draft: str | None = None

    def __init__(
        self, session: Session, repaint: Callable[[], None], show: Callable[[int], None], none: Callable[[], None]
    ) -> None:
        self.label = _("Shift hand-overs that say")
        self.line: TextLine | None = TextLine()
        self._session = session
        self._repaint = repaint
        self._show = show
        self._none = none
        self._shifts: tuple[ShiftRow, ...] = ()
        self._found_for: str | None = None
        self._at = 0

    @property
    def text(self) -> str:
        """What is written so far."""
        return self.line.text.strip() if self.line else ""

    def rows(self) -> list[Row]:
        """Those that were found, in as many rows whatever their number."""
        top = max(0, self._at - HITS + 1)
        rows = [self._row(row, at == self._at) for at, row in enumerate(self._shifts)][top : top + HITS]
        if not rows and self._found_for is not None:
            rows = [[(_("None says that.") if self._found_for else _("None was kept yet."), "dim")]]
        return [*rows, *([] for _row in range(HITS - len(rows)))]

    def key(self, press: Press) -> bool:
        """Up and down choose, enter shows, anything else is looked for."""
        if press.key in _STEPS:
            self._at = max(0, min(self._at + _STEPS[press.key], len(self._shifts) - 1))
        elif press.key == "enter":
            return self._enter()
        elif self.line and self.line.key(press.key, press.character):
            self.written()
        return False

    def written(self) -> None:
        """Look for it."""
        text = self.text
        self._session.ask(ShiftsQuestion(text=text, limit=200), "shifts", lambda shifts: self._take(text, shifts))

    def _enter(self) -> bool:
        """Show the chosen one; where it is not found yet, the first one that will be."""
        if self._found_for == self.text:
            if self._shifts:
                self._show(self._shifts[self._at].id)
            return bool(self._shifts)

        def take(shifts: tuple[ShiftRow, ...]) -> None:
            if shifts:
                self._show(shifts[0].id)
            else:
                self._none()

        self._session.ask(ShiftsQuestion(text=self.text, limit=1), "shifts", take, leads=True)
        return True

    def _take(self, text: str, shifts: tuple[ShiftRow, ...]) -> None:
        self._shifts, self._found_for, self._at = shifts, text, 0
        self._repaint()

    def _row(self, row: ShiftRow, chosen: bool) -> Row:
        now, zone = self._session.now()
        return [
            (GLYPHS.cursor if chosen else " ", "accent"),
            (f"{pad(clean(row.whose), _WHOSE)} ", "cursor" if chosen else "bold"),
            (f"{moment(row.at, False, now, zone)} {GLYPHS.dot} {word(row.state)}", "dim"),
        ]
