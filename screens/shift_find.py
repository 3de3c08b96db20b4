"""The line that finds a shift's hand-over: the latest ones, or those that say what is written."""

from collections.abc import Callable

from servicedesk_tui.locale import _
from servicedesk_tui.locale.dates import moment
from servicedesk_tui.locale.words import word
from servicedesk_tui.vocabulary.handing import ShiftRow, ShiftsQuestion

from .finding import HitList
from .glyphs import GLYPHS
from .paint import clean, pad
from .prompts import Row
from .session import Session

MOST = 200
"""So many of them can be looked through."""
_WHOSE = 14


class ShiftFind(HitList[ShiftRow]):
    """Lists hand-overs of shifts; enter shows the chosen one, or the first of what is not answered yet."""

    def __init__(
        self, session: Session, repaint: Callable[[], None], show: Callable[[int], None], none: Callable[[], None]
    ) -> None:
        super().__init__(_("Shift hand-overs that say"), repaint)
        self._session = session
        self._show = show
        self._none = none

    def nothing_found(self) -> str:
        """That there is none, once that is known."""
        if self.found_for is None:
            return ""
        return _("None says that.") if self.found_for else _("None was kept yet.")

    def written(self) -> None:
        """Look for it; for nothing, the latest are found."""
        text = self.text
        self._session.ask(ShiftsQuestion(text=text, limit=MOST), "shifts", lambda shifts: self.take(text, shifts))

    def enter(self) -> bool:
        """Show the chosen one."""
        if self.found_for != self.text:
            self._session.ask(ShiftsQuestion(text=self.text, limit=1), "shifts", self._take_first, leads=True)
            return True
        if self.hit is not None:
            self._show(self.hit.id)
        return bool(self.hits)

    def _take_first(self, shifts: tuple[ShiftRow, ...]) -> None:
        if shifts:
            self._show(shifts[0].id)
        else:
            self._none()

    def row(self, hit: ShiftRow, *, chosen: bool) -> Row:
        """Whose it is, from when, and how far it has come."""
        now, zone = self._session.now()
        return [
            (GLYPHS.cursor if chosen else " ", "accent"),
            (pad(clean(hit.whose), _WHOSE), "cursor" if chosen else "bold"),
            (f"  {moment(hit.at, False, now, zone)} {GLYPHS.dot} {word(hit.state)}", "dim"),
        ]
