"""Handing over the work of somebody who is away: their open tasks, each with who is suggested for it, sent as one."""

from collections.abc import Callable, Mapping, Sequence

from servicedesk_tui.locale import _
from servicedesk_tui.vocabulary.handing import CoverRow
from servicedesk_tui.vocabulary.refs import ref
from servicedesk_tui.vocabulary.rows import PersonRow

from .glyphs import GLYPHS
from .paint import clean, cut, pad
from .prompts import PICKED_ROWS, Press, Row
from .textline import TextLine

_STEPS = {"up": -1, "k": -1, "down": 1, "j": 1, "pageup": -PICKED_ROWS, "pagedown": PICKED_ROWS}
_TURNS = {"left": -1, "h": -1, "right": 1, "l": 1}
_TITLE, _NAME = 34, 8


class CoverPrompt:
    """Who gets which task: up and down go from task to task, left and right from person to person, enter hands them over."""

    line: TextLine | None = None
    draft: str | None = None

    def __init__(
        self,
        label: str,
        rows: Sequence[CoverRow],
        people: Sequence[PersonRow],
        accept: Callable[[Mapping[int, int]], str | None],
    ) -> None:
        self.label = label
        self._tasks = rows
        self._people: list[tuple[int | None, str]] = [(None, _("nobody")), *((p.id, p.login) for p in people)]
        self._to = [row.to for row in rows]
        self._accept = accept
        self._at = 0
        self._fault = ""

    def rows(self) -> list[Row]:
        """The tasks around the chosen one, with who gets each and why."""
        start = max(0, min(self._at - PICKED_ROWS // 2, len(self._tasks) - PICKED_ROWS))
        shown = [self._row(number) for number in range(start, min(start + PICKED_ROWS, len(self._tasks)))]
        said = _("{at} of {count}; left and right change who gets it").format(at=self._at + 1, count=len(self._tasks))
        return [*shown, [(self._fault, "error")] if self._fault else [(said, "dim")]]

    def key(self, press: Press) -> bool:
        """Move, change who gets it, hand over."""
        self._fault = ""
        if press.key in _STEPS:
            self._at = max(0, min(self._at + _STEPS[press.key], len(self._tasks) - 1))
        elif press.key in _TURNS:
            ids = [one for one, _login in self._people]
            at = ids.index(self._to[self._at]) if self._to[self._at] in ids else 0
            self._to[self._at] = ids[(at + _TURNS[press.key]) % len(ids)]
        elif press.key == "enter":
            pairs = zip(self._tasks, self._to, strict=True)
            chosen = {row.task: to for row, to in pairs if to is not None}
            self._fault = (self._accept(chosen) if chosen else _("Nobody gets any of it.")) or ""
            return not self._fault
        return False

    def _row(self, number: int) -> Row:
        row, to, here = self._tasks[number], self._to[number], number == self._at
        login = dict(self._people).get(to, "")
        why = clean(row.why) if to == row.to else ""
        title = pad(cut(f"{ref(row.number)} {clean(row.title)}", _TITLE), _TITLE)
        return [
            (GLYPHS.cursor if here else " ", "accent"),
            (title, "cursor" if here else ""),
            (f" {GLYPHS.arrow} ", "dim"),
            (pad(cut(clean(login), _NAME), _NAME), "bold" if to is not None else "dim"),
            (f" {why}", "dim"),
        ]
