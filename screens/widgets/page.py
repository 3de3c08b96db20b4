"""A task's page: one column after the other where it is narrow, two beside each other where there is room."""

from collections.abc import Sequence
from enum import StrEnum

from textual import events
from textual.geometry import Offset
from textual.message import Message

from ..glyphs import GLYPHS
from ..paint import Span, cut_spans
from ..spots import PageRow, Pane, Spot
from .lines import Lines
from .scroller import WHEEL

WIDE = 100
"""Cells from which what happened stands beside the rest."""


class Part(StrEnum):
    """A part of the page: the facts, what hangs on the task, what happened."""

    FACTS = "facts"
    THINGS = "things"
    STORY = "story"


class SpotPressed(Message):
    """A spot was pressed with the mouse; `again` when it was stood on already."""

    def __init__(self, part: Part, *, again: bool) -> None:
        super().__init__()
        self.part = part
        self.again = again


class Page(Lines):
    """Shows a head that stays, and under it the panes; one of them has the cursor."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.panes = {part: Pane() for part in Part}
        self.part = Part.FACTS
        self.head: list[list[Span]] = []

    @property
    def is_wide(self) -> bool:
        """True where two parts stand beside each other."""
        return self.size.width >= WIDE

    @property
    def parts(self) -> tuple[Part, ...]:
        """The parts there are to go to at this width: beside each other the facts hold the things too."""
        return (Part.FACTS, Part.STORY) if self.is_wide else tuple(Part)

    @property
    def pane(self) -> Pane:
        """The one with the cursor."""
        return self.panes[self.part]

    @property
    def spot(self) -> Spot | None:
        """What is stood on, and seen."""
        return self.pane.spot if self.pane.row is not None else None

    @property
    def widths(self) -> tuple[int, int]:
        """The cells of the left part and of what happened."""
        width = self.size.width
        left = width * 11 // 20
        return (left - 1, width - left - 2) if self.is_wide else (width, width)

    def fill(self, head: Sequence[Sequence[Span]], rows: dict[Part, list[PageRow]], *, anew: bool = False) -> None:
        """Show other rows."""
        self.head = [list(row) for row in head]
        stood_on = None if anew else self.pane.spot
        if anew:
            self.part = Part.FACTS
        if self.part not in self.parts:
            self.part = Part.FACTS
        for part in Part:
            self.panes[part].height = max(1, self.size.height - len(self.head))
            self.panes[part].fill(rows.get(part, []), anew=anew)
        self._follow(stood_on)
        self.lay()

    def _follow(self, spot: Spot | None) -> None:
        """At another width a thing may stand in another part: one goes there with it."""
        where = next((part for part in self.parts if spot and self.panes[part].has(spot)), None)
        if spot is not None and where is not None and where is not self.part and not self.pane.has(spot):
            self.part = where
        if spot is not None and self.pane.has(spot) and self.pane.spot != spot:
            self.pane.show(spot)

    def go_to(self, part: Part) -> None:
        """To another part."""
        if part in self.parts:
            self.part = part
            self.pane.enter()
            self.lay()

    def next_part(self) -> None:
        """To the next part, after the last to the first."""
        parts = self.parts
        self.go_to(parts[(parts.index(self.part) + 1) % len(parts)])

    def lay(self) -> None:
        """Draw the rows that are on the glass."""
        width = self.size.width
        if not self.is_wide:
            self.show([*self.head, *(self._row(row, n, self.part, width) for n, row in self._seen(self.part))])
            return
        left, right = self.widths
        facts, story = dict(self._seen(Part.FACTS)), dict(self._seen(Part.STORY))
        rows = [
            [
                *self._row(facts.get(n, PageRow([])), n, Part.FACTS, left),
                (GLYPHS.bar, "dim"),
                *self._row(story.get(n, PageRow([])), n, Part.STORY, right + 1),
            ]
            for n in range(self.pane.height)
        ]
        self.show([*self.head, *rows])

    def cursor_cell(self) -> Offset:
        """Where the terminal's cursor stands: on the row that is stood on, else at the top."""
        row = self.pane.row
        x = self.widths[0] + 1 if self.is_wide and self.part is Part.STORY else 0
        return Offset(x, 0 if row is None else row + len(self.head))

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """The wheel reads on where the mouse is."""
        self._scroll(event, WHEEL)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """The wheel reads back where the mouse is."""
        self._scroll(event, -WHEEL)

    def on_click(self, event: events.Click) -> None:
        """Stand on what was pressed."""
        event.stop()
        part = self._part_at(event.x)
        row = self.panes[part].top + event.y - len(self.head)
        rows = self.panes[part].rows
        if event.y < len(self.head) or not 0 <= row < len(rows) or rows[row].spot is None:
            return
        again = self.part is part and self.panes[part].spot == rows[row].spot
        self.part = part
        self.pane.spot = rows[row].spot
        self.lay()
        self.post_message(SpotPressed(part, again=again))

    def _scroll(self, event: events.MouseEvent, by: int) -> None:
        event.stop()
        pane = self.panes[self._part_at(event.x)]
        pane.top = max(0, min(pane.top + by, len(pane.rows) - pane.height))
        self.lay()

    def _part_at(self, x: int) -> Part:
        if not self.is_wide:
            return self.part
        return Part.STORY if x > self.widths[0] else Part.FACTS

    def _seen(self, part: Part) -> list[tuple[int, PageRow]]:
        return list(enumerate(self.panes[part].visible()))

    def _row(self, row: PageRow, at: int, part: Part, width: int) -> list[Span]:
        """A row behind the cursor's cell."""
        stands = part is self.part and row.spot is not None and at == self.panes[part].row
        spans = [(text, "cursor" if stands and not style else style) for text, style in row.spans]
        return [(GLYPHS.cursor if stands else " ", "accent" if stands else ""), *cut_spans(spans, max(0, width - 1))]
