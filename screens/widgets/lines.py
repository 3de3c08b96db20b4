"""Rows of text that are painted one by one: only a row that changed is sent again."""

from collections.abc import Sequence

from textual.geometry import Region
from textual.strip import Strip

from ..paint import Span, cut_spans, spans_width, strip_of
from .drawn import Drawn


class Lines(Drawn):
    """Shows rows of spans, from its top."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.rows: list[list[Span]] = []

    def show(self, rows: Sequence[Sequence[Span]]) -> None:
        """Show `rows`; what is the same as before is left alone."""
        before, self.rows = self.rows, [list(row) for row in rows]
        longest = max(len(before), len(self.rows))
        width, height = self.size
        changed = [y for y in range(min(longest, height)) if before[y : y + 1] != self.rows[y : y + 1]]
        regions = [Region(0, y, min(width, max(_cells(before, y), _cells(self.rows, y))), 1) for y in changed]
        if any(regions):
            self.refresh(*filter(None, regions))

    def render_line(self, y: int) -> Strip:
        """The row at `y`."""
        width = self.size.width
        row = self.rows[y] if y < len(self.rows) else []
        return strip_of(cut_spans(row, width), width)


def _cells(rows: Sequence[list[Span]], y: int) -> int:
    """How many cells of a row hold anything."""
    return spans_width(rows[y]) if y < len(rows) else 0
