"""The box after `g`, `,` and `S`: one more key says what is meant. Who knows it never sees the box."""

from collections.abc import Callable, Sequence
from typing import Any, Protocol

from rich.cells import cell_len
from textual.geometry import Size

from servicedesk_tui.actions import Action, Need, Scope
from servicedesk_tui.keymap import Keymap
from servicedesk_tui.locale import _

from .asking import Speaker
from .keys import why_not
from .paint import pad
from .prompts import Press, Row
from .textline import TextLine

PAUSE = 0.25
"""Seconds until the box is shown."""
_GAP = 3


class BoxOfKeys:
    """Takes one key, which is what to do. `able` says what can be done now; the rest is dim."""

    line: TextLine | None = None
    draft: str | None = None

    def __init__(
        self,
        scope: Scope,
        keymap: Keymap,
        entries: Sequence[Action],
        do: Callable[[Action], None],
        *,
        label: str,
        able: Callable[[Action], bool] = lambda _action: True,
        width: Callable[[], int] = lambda: 80,
    ) -> None:
        self.label = label
        self.is_shown = False
        self._scope = scope
        self._keymap = keymap
        self._entries = [entry for entry in entries if keymap.label(entry.id)]
        self._do = do
        self._able = able
        self._width = width

    def rows(self) -> list[Row]:
        """What there is, after a moment, in as many columns as fit."""
        if not self.is_shown:
            return []
        cells = [self._cell(entry) for entry in self._entries]
        widest = max(cell_len(label) for _key, label, _style in cells) + 4 + _GAP
        across = max(1, min(3, self._width() // widest))
        down = -(-len(cells) // across)
        rows: list[Row] = []
        for y in range(down):
            row: Row = []
            for key, label, style in cells[y::down]:
                row += [(pad(key, 4), "bold" if style != "dim" else "dim"), (pad(label, widest - 4), style)]
            rows.append(row)
        return rows

    def key(self, press: Press) -> bool:
        """Over with the first key, whatever it is."""
        entry = self._keymap.action(self._scope, press.key)
        if entry is not None and entry in self._entries:
            self._do(entry)
        return True

    def _cell(self, entry: Action) -> tuple[str, str, str]:
        return self._keymap.label(entry.id), _(entry.label), "" if self._able(entry) else "dim"


class Opener(Speaker, Protocol):
    """Where a box is opened."""

    @property
    def size(self) -> Size:
        """The cells of the screen."""
        ...

    def present(self) -> frozenset[Need]:
        """What there is for actions to work with."""
        ...

    def do(self, action: Action) -> None:
        """Do what an action's key does."""
        ...

    def repaint_prompt(self) -> None:
        """Paint the open prompt as it is now."""
        ...

    def set_timer(self, delay: float, callback: Any) -> Any:
        """Call back after `delay` seconds."""
        ...


def open_box(opener: Opener, scope: Scope, entries: Sequence[Action], label: str) -> None:
    """The box of what one more key does, shown after a moment."""
    present = opener.present()

    def able(action: Action) -> bool:
        return why_not(action, present) is None

    def width() -> int:
        return opener.size.width - 2

    box = BoxOfKeys(scope, opener.session.keymap, entries, opener.do, label=label, able=able, width=width)

    def show() -> None:
        box.is_shown = True
        opener.repaint_prompt()

    opener.open_prompt(box)
    opener.set_timer(PAUSE, show)
