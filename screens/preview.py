"""The task under the cursor, read beside the board: where it is wide, next to the columns; else in their place."""

from collections.abc import Callable
from datetime import datetime
from zoneinfo import ZoneInfo

from servicedesk_tui.locale import _
from servicedesk_tui.vocabulary.refs import ref
from servicedesk_tui.vocabulary.rows import Card
from servicedesk_tui.vocabulary.task_rows import TaskView

from .facts import heading
from .glyphs import GLYPHS
from .keys import key_of
from .paint import Span, clean, wrap
from .sheet import facts_part, things_part
from .story import Telling, story_part
from .widgets.lines import Lines

BESIDE_FROM = 160
"""Cells of a terminal from which the preview stands beside the board."""
WIDTH = 58


class Preview(Lines):
    """Shows a task's facts and the latest of its history, as many rows as there are."""

    def __init__(self, now: Callable[[], tuple[datetime, ZoneInfo]], *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._now = now
        self._view: TaskView | None = None
        self._card: Card | None = None

    @property
    def beside(self) -> bool:
        """True while it stands beside the columns."""
        return self.app.size.width >= BESIDE_FROM

    def show_card(self, card: Card | None) -> None:
        """What is known of the task at once; the rest follows."""
        self._card = card
        if self._view is None or card is None or self._view.card.id != card.id:
            self._view = None
        self.lay()

    def show_view(self, view: TaskView) -> None:
        """The task in full."""
        if self._card is not None and view.card.id == self._card.id:
            self._view = view
            self.lay()

    def on_resize(self) -> None:
        """Another width: other lines."""
        self.lay()

    def lay(self) -> None:
        """Lay the rows out anew."""
        width = self.size.width
        if width:
            bar: list[Span] = [(f"{GLYPHS.bar} ", "dim")] if self.beside else [(" ", "")]
            rows = self._rows(max(8, width - 3))
            self.show([[*bar, *(rows[y] if y < len(rows) else [])] for y in range(self.size.height)])

    def _rows(self, width: int) -> list[list[Span]]:
        card = self._card
        if card is None:
            return [[], [(_("There is no task here. {key} adds one.").format(key=key_of("add")), "dim")]]
        title: list[list[Span]] = [[(line, "bold")] for line in wrap(f"{ref(card.number)}  {clean(card.title)}", width)]
        if self._view is None:
            return title
        now, zone = self._now()
        view = self._view
        head = heading(view.card, view.status.name, view.status_since, now)
        things = things_part(view, width, (now, zone))
        parts = [
            facts_part(view, width, (now, zone)),
            *([things] if things else []),
            story_part(view.history, width, now, zone, Telling()),
        ]
        return [*title, head, *(line for part in parts for line in ([], *(row.spans for row in part)))]
