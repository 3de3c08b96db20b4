"""The box after `g`, `,` and `S`: one more key says what is meant. Who knows it never sees the box."""

from collections.abc import Callable, Sequence

from rich.cells import cell_len

from servicedesk_tui.actions import Action, Scope
from servicedesk_tui.keymap import Keymap
from servicedesk_tui.locale import _

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
