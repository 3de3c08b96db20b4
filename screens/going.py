"""Going somewhere: the box after `g`, and the line that finds a task by its number or by what it says."""

from collections.abc import Callable, Sequence

from servicedesk_tui.actions import Action, Scope
from servicedesk_tui.keymap import Keymap
from servicedesk_tui.locale import _

from .prompts import Press, Row
from .textline import TextLine

PAUSE = 0.25
"""Seconds until the box is shown: who knows the next key never sees it."""


class GoPrompt:
    """Takes one key, which is the place to go to."""

    line: TextLine | None = None
    draft: str | None = None

    def __init__(self, keymap: Keymap, places: Sequence[Action], go: Callable[[Action], None]) -> None:
        self.label = keymap.label("go")
        self.is_shown = False
        self._keymap = keymap
        self._places = places
        self._go = go

    def rows(self) -> list[Row]:
        """The places there are, after a moment."""
        if not self.is_shown:
            return []
        return [[(f"{self._keymap.label(place.id)}  ", "bold"), (_(place.label), "")] for place in self._places]

    def key(self, press: Press) -> bool:
        """Over with the first key, whatever it is."""
        place = self._keymap.action(Scope.GO, press.key)
        if place in self._places and place is not None:
            self._go(place)
        return True
