"""The tasks behind a cell of the workload, and the arithmetic of its hours."""

from collections.abc import Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

from textual.widget import Widget

from servicedesk_tui.locale import _
from servicedesk_tui.locale.dates import SHORT_WEEKDAYS
from servicedesk_tui.vocabulary.planning import Work
from servicedesk_tui.vocabulary.plans import CellView, LoadRow, Part
from servicedesk_tui.vocabulary.refs import ref

from .glyphs import GLYPHS
from .loads import hours
from .paint import Span, clean, cut_spans, lay, pad, pad_left, wrap
from .widgets.pointed import PointedLines

HEAD = 2
GRID_LEAST = 4
"""The rows that are always left to the cells above the pane."""
_REF, _HOURS, _WORK = 9, 8, 18


class PartsPane(PointedLines):
    """Lists the parts of a load under their sum; has a cursor of its own while somebody is in it."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.view: CellView | None = None
        self.head: list[Span] = []
        self.cursor: int | None = None
        self.marks: set[int] = set()
        self.explains = False
        self._top = 0
        self._now: tuple[datetime, ZoneInfo] | None = None

    @property
    def parts(self) -> tuple[Part, ...]:
        """What is listed."""
        return self.view.parts if self.view else ()

    @property
    def part(self) -> Part | None:
        """The part under the cursor."""
        return self.parts[self.cursor] if self.cursor is not None and self.cursor < len(self.parts) else None

    def fill(self, view: CellView | None, head: list[Span], now: tuple[datetime, ZoneInfo]) -> None:
        """Show another cell."""
        held = self.part.task if self.part else None
        self.view, self.head, self._now = view, head, now
        if self.cursor is not None:
            found = next((n for n, part in enumerate(self.parts) if part.task == held), None)
            self.cursor = min(self.cursor, max(0, len(self.parts) - 1)) if found is None else found
            if not self.parts:
                self.cursor = None
        self.marks &= {part.task for part in self.parts}
        self._fit()
        self.lay_out()

    def step(self, by: int) -> None:
        """The cursor so many parts down."""
        if self.cursor is not None:
            self.cursor = max(0, min(self.cursor + by, len(self.parts) - 1))
            self.lay_out()

    def chosen(self) -> list[Part]:
        """The marked parts, else the one under the cursor."""
        marked = [part for part in self.parts if part.task in self.marks]
        return marked or ([self.part] if self.part else [])

    def number_at(self, y: int) -> int | None:
        """Which part is drawn in a row of the pane."""
        number = self._top + y - HEAD
        return number if y >= HEAD and number < len(self.parts) and not self.explains else None

    def on_resize(self) -> None:
        """Another size: other rows."""
        self.lay_out()

    def lay_out(self) -> None:
        """Draw the rows."""
        width, height = self.size
        if not width or self._now is None:
            return
        rule: list[Span] = [(GLYPHS.rule * width, "dim")]
        room = max(0, height - HEAD)
        self.show([rule, lay(self.head, [], width), *self._body(width, room)])

    def _body(self, width: int, room: int) -> list[list[Span]]:
        if self.view is None:
            return []
        if self.explains:
            said = self._arithmetic(width)
            rest = [[(f" {GLYPHS.more}", "dim")]] if len(said) > room else []
            return [*([(f" {line}", "")] for line in said[: room - len(rest)]), *rest]
        if not self.parts:
            return [[(f" {_('Nothing is booked here.')}", "dim")]]
        at = self.cursor or 0
        if not self._top <= at < self._top + room:
            self._top = max(0, at - room // 2)
        self._top = max(0, min(self._top, len(self.parts) - room))
        shown = self.parts[self._top : self._top + room]
        return [self._row(part, self._top + n == self.cursor, width) for n, part in enumerate(shown)]

    def _arithmetic(self, width: int) -> list[str]:
        return (
            [line for one in self.view.arithmetic for line in wrap(clean(one), max(8, width - 2))] if self.view else []
        )

    def explain(self, *, explains: bool) -> None:
        """Show how the hours come about, in as many rows as that takes and the cells spare; or the tasks again."""
        self.explains = explains
        self._fit()
        self.lay_out()

    def _fit(self) -> None:
        whole = self.parent.size.height if isinstance(self.parent, Widget) else 0
        wanted = HEAD + len(self._arithmetic(self.size.width))
        self.styles.min_height = min(wanted, whole - GRID_LEAST) if self.explains else None

    def _row(self, part: Part, chosen: bool, width: int) -> list[Span]:
        assert self._now is not None
        sign = GLYPHS.cursor if chosen else " "
        mark = GLYPHS.mark if part.task in self.marks else " "
        spans: list[Span] = [
            (sign, "accent"),
            (mark, "accent"),
            (pad(ref(part.number), _REF), "bold"),
            (pad_left(f"{hours(part.minutes)} {_('h')}", _HOURS - 2) + "  ", ""),
            (pad(work_words(part, self._now[1]), _WORK), "dim"),
            (clean(part.title), "cursor" if chosen else ""),
        ]
        return cut_spans(spans, width)


def work_words(part: Part, zone: ZoneInfo) -> str:
    """Where a part of a load comes from."""
    if part.work is Work.VISIT and part.start is not None:
        return _("visit {moment}").format(moment=f"{part.start.astimezone(zone):%H:%M}")
    return {
        Work.VISIT: _("visit"),
        Work.TRAVEL: _("on the way"),
        Work.ESTIMATE: _("estimate"),
        Work.GUESS: _("no estimate"),
    }[part.work]


def cell_head(row: LoadRow, days: Sequence[str], booked: int, available: int) -> list[Span]:
    """Which cell it is, and its sum."""
    over = booked > available
    said = _("{booked} of {available} h").format(booked=hours(booked), available=hours(available))
    return [
        (f" {' '.join(days)} {GLYPHS.dot} {clean(row.name)} {GLYPHS.dot} ", "head"),
        (said, "urgent" if over else ""),
        (f" {GLYPHS.alarm}" if over else "", "urgent"),
    ]


def day_words(day: date) -> str:
    """A day in the head of a cell: `tue 24`."""
    return f"{_(SHORT_WEEKDAYS[day.weekday()])} {day.day}"
