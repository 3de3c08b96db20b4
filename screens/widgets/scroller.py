"""Rows that are more than fit, read from any of them on."""

from collections.abc import Sequence

from textual import events
from textual.strip import Strip

from ..paint import Span, cut_spans, strip_of
from .lines import Lines

WHEEL = 3
"""Rows a notch of the wheel goes on."""


class Scroller(Lines):
    """Shows `rows` from `top` on."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.top = 0

    def fill(self, rows: Sequence[Sequence[Span]], *, from_top: bool = False) -> None:
        """Show other rows, from where it stood unless they begin anew."""
        self.rows = [list(row) for row in rows]
        self.top = 0 if from_top else self._within(self.top)
        self.refresh()

    def scroll_rows(self, by: int) -> None:
        """Go `by` rows on."""
        top = self._within(self.top + by)
        if top != self.top:
            self.top = top
            self.refresh()

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """The wheel."""
        event.stop()
        self.scroll_rows(WHEEL)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """The wheel."""
        event.stop()
        self.scroll_rows(-WHEEL)

    def render_line(self, y: int) -> Strip:
        """The row at `y`."""
        width = self.size.width
        number = self.top + y
        return strip_of(cut_spans(self.rows[number] if number < len(self.rows) else [], width), width)

    def _within(self, top: int) -> int:
        return max(0, min(top, len(self.rows) - self.size.height))
