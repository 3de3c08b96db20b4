"""How each view's board is laid out, kept for me over restarts: what `S` sets, and where it is remembered.

A saved view brings its own layout; what I set over it is mine alone until the view is saved again.
"""

import json
from collections.abc import Callable, Mapping
from typing import Any, Protocol

from servicedesk_tui.vocabulary.commands import SaveDraft
from servicedesk_tui.vocabulary.enums import Grouping
from servicedesk_tui.vocabulary.questions import DraftQuestion
from servicedesk_tui.vocabulary.rows import Layout, ViewRow

KEY = "layouts"


class Desk(Protocol):
    """The way to the desk."""

    def ask(self, question: DraftQuestion, slot: str, then: Callable[[str], None]) -> None:
        """Ask for a draft."""
        ...

    def do_quietly(self, command: SaveDraft) -> None:
        """Keep a draft."""
        ...


class Layouts:
    """My layouts, by view; 0 is the board without one."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._mine: dict[int, Layout] = {}

    def read(self, then: Callable[[], None]) -> None:
        """Read what an earlier start kept, then go on."""

        def take(text: str) -> None:
            self._mine = _layouts_of(text) | self._mine
            then()

        self._desk.ask(DraftQuestion(key=KEY), "layouts", take)

    def of(self, view: ViewRow | None) -> Layout:
        """How `view`'s board is laid out for me."""
        if view is None:
            return self._mine.get(0, Layout())
        return self._mine.get(view.id, view.layout)

    def keep(self, view: ViewRow | None, layout: Layout) -> None:
        """Remember how I want `view`'s board laid out."""
        self._mine[view.id if view else 0] = layout
        plain = {str(view): plain_of(layout) for view, layout in self._mine.items()}
        self._desk.do_quietly(SaveDraft(key=KEY, body=json.dumps(plain, separators=(",", ":"))))


def plain_of(layout: Layout) -> dict[str, Any]:
    """A layout as JSON holds it."""
    return {
        "by": layout.by.value,
        "density": layout.density,
        "hidden": sorted(layout.hidden),
        "collapsed": sorted(layout.collapsed),
    }


def _layouts_of(text: str) -> dict[int, Layout]:
    try:
        found = json.loads(text) if text else {}
        return {int(view): layout_of(plain) for view, plain in found.items()}
    except (ValueError, KeyError, TypeError, AttributeError):
        return {}


def layout_of(plain: Mapping[str, Any]) -> Layout:
    """A layout from JSON; raises `KeyError`, `TypeError` or `ValueError` for anything else."""
    return Layout(
        Grouping(plain["by"]),
        max(1, min(3, int(plain["density"]))),
        frozenset(map(int, plain["hidden"])),
        frozenset(map(int, plain["collapsed"])),
    )
