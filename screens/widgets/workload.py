"""The grid of the workload: it draws its own lines and has its own cursor; a step repaints the cells it concerns."""

from textual.geometry import Region
from textual.strip import Strip

from servicedesk_tui.locale import _
from servicedesk_tui.vocabulary.plans import LoadCell, LoadRow, WorkloadView

from ..loads import Grid, grid, head_row, load_row
from ..paint import blank, clean, cut_spans, strip_of
from .drawn import Drawn

HEAD = 1


class LoadGrid(Drawn):
    """Shows a `WorkloadView`; `row` and `day` are the cursor's."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.view: WorkloadView | None = None
        self.row = 0
        self.day = 0
        self.top = 0
        self.picked: tuple[int, int] | None = None
        """The row and day that tasks are held over."""
        self._first = 0

    @property
    def rows(self) -> int:
        """How many rows are in view."""
        return max(1, self.size.height - HEAD)

    @property
    def at(self) -> LoadRow | None:
        """The row under the cursor."""
        rows = self.view.rows if self.view else ()
        return rows[self.row] if self.row < len(rows) else None

    @property
    def cell(self) -> LoadCell | None:
        """The cell under the cursor."""
        return self.at.cells[self.day] if self.at and self.day < len(self.at.cells) else None

    @property
    def cursor_cell(self) -> tuple[int, int]:
        """Where the cursor's cell begins."""
        return self._shape().start(self.day), HEAD + self.row - self.top

    def show(self, view: WorkloadView) -> None:
        """Show another reading; the cursor stays on who it was on."""
        held = self.at.key if self.at else None
        self.view = view
        found = next((n for n, row in enumerate(view.rows) if row.key == held), None)
        self.row = min(self.row, max(0, len(view.rows) - 1)) if found is None else found
        self.day = min(self.day, max(0, len(view.days) - 1))
        self._reveal()
        self.refresh()

    def move(self, down: int, across: int) -> None:
        """The cursor so many rows down and days across."""
        if self.view is None or not self.view.rows:
            return
        before = (self.row, self.day, self.top, self._shape())
        self.row = max(0, min(self.row + down, len(self.view.rows) - 1))
        self.day = max(0, min(self.day + across, len(self.view.days) - 1))
        self._reveal()
        after = (self.row, self.day, self.top, self._shape())
        if before[2:] != after[2:]:
            self.refresh()
        elif before != after:
            self.refresh(*(self._row_region(row) for row in {before[0], after[0]}))
            if before[1] != after[1]:
                self.refresh(Region(0, 0, self.size.width, HEAD))

    def place(self, x: int, y: int) -> tuple[int, int] | None:
        """The row and day at a cell of the widget; over a name the day stays."""
        row, shape = self.top + y - HEAD, self._shape()
        if self.view is None or y < HEAD or row >= len(self.view.rows):
            return None
        day = shape.first + (x - shape.name) // max(1, shape.cell)
        return row, day if shape.first <= day < shape.first + shape.shown else self.day

    def pick(self, place: tuple[int, int] | None) -> None:
        """Tasks are held over this row and day, or over none."""
        before, self.picked = self.picked, place
        rows = {one[0] for one in (before, place) if one is not None}
        if rows:
            self.refresh(*(self._row_region(row) for row in rows))

    def on_resize(self) -> None:
        """Another size: other cells."""
        self._reveal()
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """The heads, or a row."""
        width = self.size.width
        if not width or self.view is None:
            text = _("Opening …") if y == HEAD else ""
            return strip_of(cut_spans([(f" {text}", "dim")], width), width) if width else blank(width)
        shape = self._shape()
        if y < HEAD:
            return strip_of(cut_spans(head_row(self.view, shape, self.day), width), width)
        number = self.top + y - HEAD
        if number >= len(self.view.rows):
            text = _("Nobody is here yet. :person adds somebody.") if not self.view.rows and y == HEAD else ""
            return strip_of(cut_spans([(f" {text}", "dim")], width), width)
        cursor = self.day if number == self.row else None
        picked = self.picked[1] if self.picked and self.picked[0] == number else None
        row = load_row(self.view.rows[number], shape, cursor=cursor, picked=picked)
        return strip_of(cut_spans(row, width), width)

    def _shape(self) -> Grid:
        view = self.view
        if view is None:
            return Grid(8, 8, 0, 1, False, False)
        shape = grid(self.size.width, [clean(row.name) for row in view.rows], len(view.days), self.day, self._first)
        self._first = shape.first
        return shape

    def _reveal(self) -> None:
        if not self.top <= self.row < self.top + self.rows:
            self.top = max(0, self.row - self.rows // 2)

    def _row_region(self, row: int) -> Region:
        return Region(0, HEAD + row - self.top, self.size.width, 1)
