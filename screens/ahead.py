"""Keys typed ahead: while what the last key asked for is on its way, those after it wait, so that what they do does not hang on
how fast they were typed, or on a line that brings them all at once."""

import time
from collections import deque
from collections.abc import Callable, Hashable
from typing import Protocol, runtime_checkable

from textual import events

Press = events.Key | events.Paste


@runtime_checkable
class Heeds(Protocol):
    """A screen that keys and pasted text are for."""

    def heed(self, event: Press) -> None:
        """Take what was pressed."""
        ...


LONGEST = 1.0
"""Seconds that keys wait at most: a store that is busy for longer stops nobody."""


class TypeAhead:
    """Keeps what was typed until what it waits for has come; `play` takes it then, press by press."""

    def __init__(self) -> None:
        self.play: Callable[[Press], None] = lambda _press: None
        self.wake: Callable[[float], object] = lambda _seconds: None
        """Has `go_on` called after so many seconds."""
        self._awaited: dict[Hashable, float] = {}
        self._kept: deque[Press] = deque()

    @property
    def is_waiting(self) -> bool:
        """True while something is on its way that the next key depends on."""
        now = time.monotonic()
        return any(now - since < LONGEST for since in self._awaited.values())

    def lead(self, what: Hashable) -> None:
        """The next key depends on this."""
        self._awaited[what] = time.monotonic()

    def arrive(self, what: Hashable) -> None:
        """This has come, or will not."""
        self._awaited.pop(what, None)

    def keep(self, press: Press) -> bool:
        """Keep what was pressed for later; False where it may be heeded now."""
        if not self.is_waiting and not self._kept:
            return False
        if not self._kept:
            self.wake(LONGEST)
        self._kept.append(press)
        return True

    def forget(self) -> None:
        """What was typed is to do nothing."""
        self._kept.clear()

    def go_on(self) -> None:
        """Heed what was kept, until something is waited for again."""
        while self._kept and not self.is_waiting:
            self.play(self._kept.popleft())
        if self._kept:
            self.wake(LONGEST)
