"""What goes along with a task that is handed over: a form of a few lines, asked for in the bottom line one after the other."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from servicedesk_tui.locale import N_, _

from .glyphs import GLYPHS
from .paint import Span, cut, safe
from .prompts import Press, Row
from .textline import TextLine

NAMES: Mapping[str, str] = {
    "why": N_("why"),
    "done": N_("done"),
    "next": N_("next"),
    "watch": N_("watch"),
    "until": N_("until"),
}
FIELDS = tuple(NAMES)
_NAME = 8
_STEPS = {"down": 1, "tab": 1, "up": -1, "shift+tab": -1}
_SHOWN = 200

Fault = tuple[str, str]
"""The field that cannot be, and a sentence."""
Accept = Callable[[Mapping[str, str]], Fault | None]
Keep = Callable[[str, str], None]


@dataclass(frozen=True, slots=True)
class Drafts:
    """Under which name what is written into a field is kept, and how."""

    name: str
    keep: Keep

    def key(self, field: str) -> str:
        """The key of a field's draft."""
        return f"{self.name}:{field}"


class HandForm:
    """Why, what is done, what is next, what to watch, until when; all of them may be empty. Enter goes on, and on the last
    line sends; ctrl+d sends at once."""

    def __init__(self, title: str, accept: Accept, drafts: Drafts | None = None) -> None:
        self._title = title
        self._accept = accept
        self._drafts = drafts
        self._lines = {field: TextLine() for field in FIELDS}
        self._fault = ""
        self._stand(0)

    @property
    def field(self) -> str:
        """What is being written."""
        return FIELDS[self._at]

    @property
    def texts(self) -> dict[str, str]:
        """Everything that is written."""
        return {field: line.text.strip() for field, line in self._lines.items()}

    def rows(self) -> list[Row]:
        """The fields as they stand, and the keys."""
        rows = [self._row(field) for field in FIELDS]
        rows.append([(self._fault, "error")] if self._fault else [(_("enter goes on, ctrl+d offers it"), "dim")])
        return rows

    def key(self, press: Press) -> bool:
        """Enter and the arrows go to another field, ctrl+d gives all of them; anything else writes."""
        if press.key == "ctrl+d" or (press.key == "enter" and self._at == len(FIELDS) - 1):
            return self._send()
        if press.key == "enter":
            self._go(1)
        elif press.key in _STEPS:
            self._go(_STEPS[press.key])
        elif self.line and self.line.key(press.key, press.character):
            self.written()
        return False

    def written(self) -> None:
        """What was wrong was of another text."""
        self._fault = ""

    def restore(self, field: str, text: str) -> None:
        """Bring back what was written before, where nothing is written yet."""
        if text and not self._lines[field].text:
            self._lines[field].set(text)

    def _stand(self, at: int) -> None:
        """Ask for another field."""
        self._at = at
        self.label = f"{self._title} {GLYPHS.dot} {_(NAMES[self.field])}"
        self.line: TextLine | None = self._lines[self.field]
        self.draft: str | None = self._drafts.key(self.field) if self._drafts else None

    def _go(self, by: int) -> None:
        if self._drafts:
            self._drafts.keep(self._drafts.key(self.field), self.texts[self.field])
        self._stand(max(0, min(self._at + by, len(FIELDS) - 1)))

    def _send(self) -> bool:
        fault = self._accept(self.texts)
        if fault is not None:
            self._stand(FIELDS.index(fault[0]))
            self._fault = fault[1]
            return False
        for field in FIELDS if self._drafts else ():
            assert self._drafts is not None
            self._drafts.keep(self._drafts.key(field), "")
        return True

    def _row(self, field: str) -> Row:
        here = field == self.field
        sign: Span = (GLYPHS.cursor, "accent") if here else (" ", "")
        return [
            sign,
            (f"{_(NAMES[field]):<{_NAME}}", "bold" if here else "dim"),
            (cut(safe(self._lines[field].text), _SHOWN), ""),
        ]
