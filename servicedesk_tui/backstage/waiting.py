"""The questions that wait for the thread that reads."""

import threading
from typing import TYPE_CHECKING

from servicedesk_tui.vocabulary.questions import Question

if TYPE_CHECKING:
    from servicedesk_tui.desk import Desk


class Questions:
    """Questions in order; one that waits is replaced by a newer one of its slot, one under way is interrupted."""

    def __init__(self) -> None:
        self._waiting: list[tuple[Question, str]] = []
        self._changed = threading.Condition()
        self._over = False
        self._slot = ""
        self._superseded = False
        self._is_aside = False
        self._desk: Desk | None = None

    def put(self, question: Question, slot: str) -> None:
        """Add a question."""
        with self._changed:
            if slot:
                self._waiting = [(q, s) for q, s in self._waiting if s != slot]
                if slot == self._slot and self._desk is not None:
                    self._superseded = True
                    self._desk.interrupt()
            if self._is_aside and self._desk is not None:
                self._desk.interrupt()
            self._waiting.append((question, slot))
            self._changed.notify()

    def rest(self, desk: "Desk", seconds: float) -> bool:
        """Wait until none has come for so long; False where some came first. Whatever comes from now on until the next `get`
        interrupts what the desk does."""
        with self._changed:
            came = self._changed.wait_for(lambda: self._waiting or self._over, timeout=seconds)
            self._desk, self._is_aside = desk, not came
            return not came

    def get(self, desk: "Desk") -> tuple[Question, str] | None:
        """The next question, when there is one; None at the end."""
        with self._changed:
            self._desk, self._slot, self._superseded, self._is_aside = None, "", False, False
            self._changed.wait_for(lambda: self._waiting or self._over)
            if self._over:
                return None
            question, slot = self._waiting.pop(0)
            self._desk, self._slot = desk, slot
            return question, slot

    def is_superseded(self) -> bool:
        """True when a newer question of the slot came while this one was answered."""
        with self._changed:
            return self._superseded

    def close(self) -> None:
        """Answer no more."""
        with self._changed:
            self._over = True
            if self._desk is not None:
                self._desk.interrupt()
            self._changed.notify()
