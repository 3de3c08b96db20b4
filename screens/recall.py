"""The commands that were written before, kept over restarts as a draft of one's own."""

from collections.abc import Callable
from typing import Protocol

from servicedesk_tui.vocabulary.commands import SaveDraft
from servicedesk_tui.vocabulary.questions import DraftQuestion

KEY = "commands"
MOST = 100


class Desk(Protocol):
    """The way to the desk."""

    def ask(self, question: DraftQuestion, slot: str, then: Callable[[str], None]) -> None:
        """Ask for a draft."""
        ...

    def do_quietly(self, command: SaveDraft) -> None:
        """Keep a draft."""
        ...


class Recall:
    """What was written before, oldest first, and the place in it while somebody goes through it."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self.lines: list[str] = []
        self._at = 0
        self._begun = ""

    def read(self) -> None:
        """Read what an earlier start kept."""
        self._desk.ask(DraftQuestion(key=KEY), "recall", self._take)

    def begin(self) -> None:
        """A new line is written: go through it from the end."""
        self._at = len(self.lines)

    def add(self, text: str) -> None:
        """Keep what was written."""
        if text and self.lines[-1:] != [text]:
            self.lines = [*(line for line in self.lines if line != text), text][-MOST:]
            self._desk.do_quietly(SaveDraft(key=KEY, body="\n".join(self.lines)))

    def step(self, by: int, text: str) -> str | None:
        """The line `by` steps from the one shown; None when there is none that way. What was begun is at the end."""
        if self._at == len(self.lines):
            self._begun = text
        at = self._at + by
        if not 0 <= at <= len(self.lines):
            return None
        self._at = at
        return self._begun if at == len(self.lines) else self.lines[at]

    @property
    def is_under_way(self) -> bool:
        """True while an earlier line is shown."""
        return self._at < len(self.lines)

    def _take(self, text: str) -> None:
        earlier = text.split("\n") if text else []
        self.lines, self._at = [*earlier, *self.lines], self._at + len(earlier)
