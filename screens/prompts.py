"""What the bottom line can ask: a text, one of a list, the priority box, or a yes. Pure state; a widget draws it.

A prompt takes keys and says when it is over; its `rows` are drawn above the line. `accept` answers a sentence when what
was given cannot be, and the prompt stays.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple, Protocol, runtime_checkable

from servicedesk_tui.locale import _
from servicedesk_tui.locale.words import word
from servicedesk_tui.vocabulary.enums import Level
from servicedesk_tui.vocabulary.refusals import Choice

from .glyphs import GLYPHS
from .paint import Span, safe
from .textline import TextLine

Row = list[Span]
PICKED_ROWS = 8


class Press(NamedTuple):
    """A key as it came: its name, and the character it writes if it writes one."""

    key: str
    character: str | None = None


def explain_nothing(_text: str) -> list[Row]:
    """No rows."""
    return []


class Prompt(Protocol):
    """What every prompt answers. `line` is None when it takes no text."""

    label: str
    line: TextLine | None
    draft: str | None

    def rows(self) -> list[Row]:
        """The rows above the line, from top to bottom."""
        ...

    def key(self, press: Press) -> bool:
        """Take a key; True when the prompt is over."""
        ...


@runtime_checkable
class Heedful(Protocol):
    """A prompt that is told when its text became another: by a key, pasted, or brought back from a draft."""

    def written(self) -> None:
        """The text is another than before."""
        ...


@runtime_checkable
class Roomy(Prompt, Protocol):
    """A prompt that needs room for a text of many lines, over the bottom line."""

    @property
    def takes_escape(self) -> bool:
        """True when escape closes something within it first."""
        ...

    def drafted(self) -> str:
        """What is to be kept of it while it is written."""
        ...

    def paste(self, text: str) -> None:
        """Write a pasted text where one writes."""
        ...

    def lay(self, width: int, height: int) -> tuple[list[Row], tuple[int, int]]:
        """Its rows in so much room, and the cell where the next character goes."""
        ...

    def hints(self, width: int) -> Row:
        """What its keys do, in the bottom line."""
        ...


@runtime_checkable
class Growing(Protocol):
    """A prompt of one line that goes on with more room when what is to be written does not fit a line."""

    def needs_room(self, text: str) -> bool:
        """True when `text` is more than a line."""
        ...

    def grow(self, text: str) -> None:
        """Go on with this text, with room for it."""
        ...


@runtime_checkable
class TakesLines(Protocol):
    """A prompt that takes several lines at once when they are pasted."""

    def take_lines(self, text: str) -> bool:
        """Text was pasted; True when it was taken whole, and the prompt is over."""
        ...


class TextPrompt:
    """Asks for a text. `explain` says live what it will become; `draft` is the key under which half of it is kept."""

    def __init__(
        self,
        label: str,
        accept: Callable[[str], str | None],
        *,
        text: str = "",
        draft: str | None = None,
        explain: Callable[[str], list[Row]] = explain_nothing,
        tone: str = "accent",
    ) -> None:
        self.label = label
        self.tone = tone
        self.line: TextLine | None = TextLine(text)
        self.draft = draft
        self._accept = accept
        self._explain = explain
        self._fault = ""

    @property
    def text(self) -> str:
        """What is written so far."""
        return self.line.text if self.line else ""

    def rows(self) -> list[Row]:
        """What the text will become, and what was wrong with it."""
        rows = self._explain(self.text)
        if not self._fault:
            return rows
        # The explanation may have said the very same already.
        others = [row for row in rows if "".join(text for text, _style in row) != self._fault]
        return [*others, [(self._fault, "error")]]

    def key(self, press: Press) -> bool:
        """Enter gives the text; anything else edits it."""
        if press.key == "enter":
            self._fault = self._accept(self.text.strip()) or ""
            return not self._fault
        if self.line and self.line.key(press.key, press.character):
            self.written()
        return False

    def written(self) -> None:
        """What was wrong was of another text."""
        self._fault = ""


def matches(text: str, label: str) -> bool:
    """True when every word of `text` begins a word of `label` or occurs in it."""
    folded = label.casefold()
    return all(piece in folded for piece in text.casefold().split())


_PICK_STEPS = {"up": -1, "down": 1, "pageup": -PICKED_ROWS, "pagedown": PICKED_ROWS}


class PickPrompt:
    """Asks for one of a list: type to filter, up and down to choose, enter. `accept` answers a sentence when the one
    chosen cannot be."""

    draft: str | None = None

    def __init__(
        self, label: str, choices: Sequence[Choice], accept: Callable[[Any], str | None], *, at: int = 0
    ) -> None:
        self.label = label
        self.line: TextLine | None = TextLine()
        self._choices = [(choice.label.casefold(), choice) for choice in choices]
        self._accept = accept
        self._at = at
        self._fault = ""
        self._found: tuple[str, list[Choice]] | None = None

    @property
    def found(self) -> list[Choice]:
        """The choices that the typed text leaves; those that begin with it come first. Looked for once a text: a desk
        may have a hundred thousand customers."""
        text = self.line.text.casefold() if self.line else ""
        if self._found is None or self._found[0] != text:
            pieces = text.split()
            found = [(label, choice) for label, choice in self._choices if all(piece in label for piece in pieces)]
            first = [choice for label, choice in found if label.startswith(text)]
            rest = [choice for label, choice in found if not label.startswith(text)]
            self._found = (text, first + rest)
        return self._found[1]

    @property
    def chosen(self) -> Choice | None:
        """The one that enter would give."""
        found = self.found
        return found[min(self._at, len(found) - 1)] if found else None

    def rows(self) -> list[Row]:
        """The choices around the chosen one, and how many there are."""
        found = self.found
        if not found:
            return [[(self._fault or _("nothing is called that"), "error")]]
        start = max(0, min(self._at - PICKED_ROWS // 2, len(found) - PICKED_ROWS))
        shown = found[start : start + PICKED_ROWS]
        rows = [self._row(choice, start + number == self._at) for number, choice in enumerate(shown)]
        if len(found) > PICKED_ROWS:
            rows.append([(_("{at} of {count}").format(at=self._at + 1, count=len(found)), "dim")])
        return [*rows, [(self._fault, "error")]] if self._fault else rows

    def key(self, press: Press) -> bool:
        """Up and down choose, enter gives, anything else filters."""
        found = self.found
        if press.key in _PICK_STEPS:
            self._at = max(0, min(self._at + _PICK_STEPS[press.key], len(found) - 1))
        elif press.key == "enter":
            if not found:
                return False
            self._fault = self._accept(found[min(self._at, len(found) - 1)].value) or ""
            return not self._fault
        elif self.line and self.line.key(press.key, press.character):
            self.written()
        return False

    def written(self) -> None:
        """Other choices are left: the first of them is chosen."""
        self._at, self._fault = 0, ""

    @staticmethod
    def _row(choice: Choice, chosen: bool) -> Row:
        sign = (GLYPHS.cursor, "accent") if chosen else (" ", "")
        return [sign, (safe(choice.label), "cursor" if chosen else "")]


@dataclass(frozen=True, slots=True)
class Setting:
    """An impact and an urgency."""

    impact: Level
    urgency: Level


PRESETS = {
    "1": Setting(Level.HIGH, Level.HIGH),
    "2": Setting(Level.MEDIUM, Level.HIGH),
    "3": Setting(Level.MEDIUM, Level.MEDIUM),
    "4": Setting(Level.LOW, Level.LOW),
}
_BOX_MOVES = {
    "h": (0, -1), "left": (0, -1), "l": (0, 1), "right": (0, 1),
    "k": (-1, 0), "up": (-1, 0), "j": (1, 0), "down": (1, 0),
}  # fmt: skip


class BoxPrompt:
    """Asks for impact and urgency in a box of three by three that shows the priority each pair gives."""

    line: TextLine | None = None
    draft: str | None = None

    def __init__(self, label: str, start: Setting, accept: Callable[[Setting], str | None]) -> None:
        self.label = label
        self._accept = accept
        self._impact, self._urgency = start.impact, start.urgency

    def rows(self) -> list[Row]:
        """The box: impact down, urgency across."""
        width = max(len(word(level)) for level in Level) + 2
        names = "".join(word(urgency).center(width) for urgency in Level)
        indent = " " * (len(_("impact")) + width + 2)
        head: Row = [(indent + names, "dim"), ("  " + _("urgency"), "dim")]
        return [head, *(self._row(impact, width) for impact in Level)]

    def key(self, press: Press) -> bool:
        """Move in the box; enter gives it, 1 to 4 give that priority at once."""
        if press.key in PRESETS:
            return not self._accept(PRESETS[press.key])
        if press.key == "enter":
            return not self._accept(Setting(self._impact, self._urgency))
        down, across = _BOX_MOVES.get(press.key, (0, 0))
        self._impact = Level(max(1, min(3, self._impact + down)))
        self._urgency = Level(max(1, min(3, self._urgency + across)))
        return False

    def _row(self, impact: Level, width: int) -> Row:
        title = _("impact") if impact is Level.HIGH else " " * len(_("impact"))
        row: Row = [(f"{title}  {word(impact).ljust(width)}", "dim")]
        for urgency in Level:
            here = (impact, urgency) == (self._impact, self._urgency)
            name = f"P{min(4, impact + urgency - 1)}"
            row.append((f"[{name}]".center(width) if here else name.center(width), "cursor" if here else ""))
        return row


class ConfirmPrompt:
    """Says what would happen, a row a sentence; one of `keys` lets it, escape and every other key do not."""

    line: TextLine | None = None
    draft: str | None = None

    def __init__(self, said: str | Sequence[str], label: str, keys: Sequence[str], accept: Callable[[], None]) -> None:
        """`said` in one text is broken into its sentences; a sequence is taken row by row."""
        self.label = label
        self._said = re.split(r"(?<=[.?!]) ", said) if isinstance(said, str) else list(said)
        self._keys = frozenset(keys)
        self._accept = accept

    def rows(self) -> list[Row]:
        """What would happen."""
        return [[(safe(sentence), "")] for sentence in self._said]

    def key(self, press: Press) -> bool:
        """Over with the first key, whatever it is."""
        if press.key in self._keys:
            self._accept()
        return True
