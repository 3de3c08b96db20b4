"""A line that is understood while it is written: what is wrong in it is underlined, and a row above it says the rest.

The rows are always as many, so that nothing but the line and them is painted while somebody writes.
"""

from collections.abc import Callable, Sequence

from servicedesk_tui.actions import Scope
from servicedesk_tui.keymap import Keymap

from .completing import Completing
from .paint import Span
from .prompts import Press, Row
from .textline import TextLine

Stretch = tuple[int, int]
"""Where something begins and ends in a line."""
_CHOOSE = {"up": -1, "down": 1}


class LivePrompt:
    """Asks for a text. Subclasses say what it means (`written`, `note`, `wrong`), and take it (`accept`)."""

    def __init__(
        self, label: str, keymap: Keymap, completing: Completing, *, text: str = "", draft: str | None = None
    ) -> None:
        self.label = label
        self.line: TextLine | None = TextLine(text)
        self.draft = draft
        self.keymap = keymap
        self.completing = completing
        self._over: Row = []

    @property
    def text(self) -> str:
        """What is written so far."""
        return self.line.text if self.line else ""

    @property
    def place(self) -> int:
        """Where the next character goes."""
        return self.line.place if self.line else 0

    def written(self) -> None:
        """The text or the place in it is another than before."""
        self.completing.read(self.text, self.place)

    def accept(self) -> bool:
        """Take the text; False when it stays to be mended."""
        raise NotImplementedError

    def left(self) -> None:
        """The line was left without an answer."""

    def wrong(self) -> Sequence[Stretch]:
        """What of the text is not understood."""
        return ()

    def note(self) -> Row:
        """What is said over the line when nothing is offered."""
        return []

    def suggestion(self) -> Callable[[], None] | None:
        """What the completing key does when nothing is offered."""
        return None

    def over(self) -> Row:
        """The row over the line: what is offered, else what is said."""
        offered = self.completing.row()
        return [(f"{self.keymap.label('complete')} ", "dim"), *offered] if offered else self.note()

    def rows(self) -> list[Row]:
        """The one row; it stays as it is until it is known what is offered, so that it is painted once a key."""
        if not self.completing.is_pending:
            self._over = self.over()
        return [self._over]

    def key(self, press: Press) -> bool:
        """Enter gives the text, the completing key and the arrows take what is offered, anything else edits."""
        if self.line is None:
            return True
        if press.key == "enter":
            return self.accept()
        action = self.keymap.action(Scope.LINE, press.key)
        if action:
            return self.act(action.id)
        if press.key in _CHOOSE:
            self.choose(_CHOOSE[press.key])
            return False
        before = (self.text, self.place)
        self.line.key(press.key, press.character)
        if before != (self.text, self.place):
            self.written()
        return False

    def choose(self, by: int) -> None:
        """Another one of what is offered."""
        self.completing.choose(by)

    def act(self, action: str) -> bool:
        """A key that belongs to lines; True when it ends this one."""
        if action == "complete":
            self._complete()
        return False

    def _complete(self) -> None:
        suggestion = self.suggestion()
        if self.line and self.completing.take(self.line):
            self.written()
        elif suggestion:
            suggestion()
            self.written()


def underline(text: str, start: int, end: int, wrong: Sequence[Stretch]) -> list[Span]:
    """The stretch of `text` from `start` to before `end` as spans, what is wrong in it underlined."""
    spans: list[Span] = []
    at = start
    for first, last in sorted(wrong):
        first, last = max(at, first), min(end, last)
        if first < last:
            spans += [(text[at:first], ""), (text[first:last], "wrong")]
            at = last
    return [span for span in (*spans, (text[at:end], "")) if span[0]]
