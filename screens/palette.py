"""The palette: a list of everything by name, in the bottom line. What cannot be chosen now says why not.

A theme is worn while the cursor is on it, and kept with enter.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from rich.cells import cell_len

from servicedesk_tui.locale import _

from .glyphs import GLYPHS
from .paint import lay, pad
from .prompts import Press, Row, matches
from .textline import TextLine

ROWS = 8
NARROW = 60
_WIDEST = 24
_STEPS = {"up": -1, "down": 1, "pageup": -ROWS, "pagedown": ROWS}


@dataclass(frozen=True, slots=True)
class Entry:
    """Something that can be chosen: what it is called, what it does, its key; `why_not` when it cannot be chosen now;
    the theme it stands for. `also` are words it is found by."""

    label: str
    help: str
    choose: Callable[[], None]
    key: str = ""
    why_not: str = ""
    theme: str = ""
    also: str = ""

    def rank(self, text: str) -> int | None:
        """How well it is what `text` says, 0 the best; None when it is not."""
        if not matches(text, f"{self.label} {self.help} {self.also}"):
            return None
        if self.label.casefold().startswith(text.casefold()):
            return 0
        return 1 if matches(text, f"{self.label} {self.also}") else 2


class PalettePrompt:
    """Asks for one of the entries that `list_entries` answers, anew for each key: type to filter, up and down to choose,
    enter does it. `wear` shows a theme, "" the one that was worn before."""

    draft: str | None = None

    def __init__(
        self,
        label: str,
        list_entries: Callable[[], Sequence[Entry]],
        width: Callable[[], int],
        wear: Callable[[str], None],
        *,
        at: int = 0,
    ) -> None:
        self.label = label
        self.line: TextLine | None = TextLine()
        self._list = list_entries
        self._width = width
        self._wear = wear
        self._at = at
        self._worn = ""
        self._fault = ""
        self._widest = min(_WIDEST, max((cell_len(entry.label) for entry in list_entries()), default=0))

    @property
    def found(self) -> list[Entry]:
        """What the typed text leaves, the best first."""
        text, entries = self.line.text.strip() if self.line else "", self._list()
        if not text:
            return list(entries)
        ranked = [(rank, bool(entry.why_not), entry) for entry in entries if (rank := entry.rank(text)) is not None]
        return [entry for _rank, _cannot, entry in sorted(ranked, key=lambda one: one[:2])]

    @property
    def chosen(self) -> Entry | None:
        """What enter would do."""
        found = self.found
        return found[self._at] if self._at < len(found) else None

    def rows(self) -> list[Row]:
        """The entries around the chosen one, and what is said of it."""
        found = self.found
        if not found:
            return [[(_("nothing is called that"), "error")]]
        start = max(0, min(self._at - ROWS // 2, len(found) - ROWS))
        shown = enumerate(found[start : start + ROWS], start)
        return [*(self._row(entry, number == self._at) for number, entry in shown), self._foot(found)]

    def key(self, press: Press) -> bool:
        """Up and down choose, enter does it, anything else filters."""
        if press.key == "enter":
            return self._take(self.chosen)
        if press.key in _STEPS:
            self._at = max(0, min(self._at + _STEPS[press.key], len(self.found) - 1))
        elif self.line and self.line.key(press.key, press.character):
            self._at = 0
        self._show_chosen()
        return False

    def written(self) -> None:
        """Other entries are left: the first of them is chosen."""
        self._at = 0
        self._show_chosen()

    def left(self) -> None:
        """Left without an answer: as it was before."""
        self._preview("")

    def _take(self, entry: Entry | None) -> bool:
        if entry is None:
            return False
        self._fault = entry.why_not
        if not self._fault:
            entry.choose()
        return not self._fault

    def _show_chosen(self) -> None:
        self._fault = ""
        self._preview(self.chosen.theme if self.chosen else "")

    def _preview(self, theme: str) -> None:
        if theme != self._worn:
            self._worn = theme
            self._wear(theme)

    def _row(self, entry: Entry, here: bool) -> Row:
        width = self._width() - 3
        quiet = "dim" if entry.why_not else ""
        says = "" if width < NARROW else entry.why_not or entry.help
        left: Row = [(pad(entry.label, self._widest if says else min(width, _WIDEST)), quiet or "bold")]
        row = lay([*left, ("  ", ""), (says, "dim")], [(entry.key, quiet or "accent")] if entry.key else [], width)
        if here:
            row = [("".join(text for text, _style in row), "cursor")]
        return [(GLYPHS.cursor if here else " ", "accent"), *row]

    def _foot(self, found: Sequence[Entry]) -> Row:
        if self._fault:
            return [(self._fault, "error")]
        entry = found[self._at]
        if self._width() - 3 < NARROW:
            return [(entry.why_not or entry.help, "dim")]
        return [(_("{at} of {count}").format(at=self._at + 1, count=len(found)), "dim")]
