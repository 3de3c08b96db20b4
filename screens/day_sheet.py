"""My day on the cells there are: parts under each other, or where it is wide in two panes; all of it, or as much of each part as
fits. Pure: rows, and where each line is."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import zip_longest

from servicedesk_tui.locale import _
from servicedesk_tui.vocabulary.day import DayView

from .day_lines import Line, Name, Part, Row, Sight, coming, doing, due_part, going, next_part
from .paint import cut_spans, lay

TWO_PANES = 150
"""Cells from which what is to be done stands beside where one goes."""
_GAP = 3
_LEFT = 56
"""Percent of a wide screen that are for where one goes: places and names are long."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """The rows, and the lines that can be stood on with where each is: `column` and `row` of its first cell."""

    rows: list[Row] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    places: list[tuple[int, int]] = field(default_factory=list)
    parts: list[int] = field(default_factory=list)
    """The first line of each part."""
    is_cut: bool = False
    """True where a part has more lines than are shown."""

    def at(self, name: Name | None, task: int | None = None) -> int:
        """Which line is called that, else the first one about the same task, else 0: a task goes from part to part."""
        names = [line.name for line in self.lines]
        if name in names:
            return names.index(name)
        return next((n for n, line in enumerate(self.lines) if task is not None and line.task == task), 0)


def draw(view: DayView, sight: Sight, height: int, cursor: Callable[["list[Line]"], int], *, whole: bool) -> Sheet:
    """The day as it is drawn in so many rows; `cursor` says which of the lines is stood on. With `whole` every line is there,
    however many rows that takes."""
    room = None if whole else height
    if sight.width < TWO_PANES:
        return _sheet([_Pane(_in_order(view, sight), sight.width)], room, cursor)
    left = (sight.width - _GAP) * _LEFT // 100
    right = sight.width - _GAP - left
    panes = [
        _Pane(going(view, _narrowed(sight, left)), left),
        _Pane(doing(view, _narrowed(sight, right)), right, left + _GAP),
    ]
    if not all(pane.parts for pane in panes):
        return _sheet([_Pane(_in_order(view, sight), sight.width)], room, cursor)
    return _sheet(panes, room, cursor)


def _narrowed(sight: Sight, width: int) -> Sight:
    return Sight(width, sight.now, sight.zone, sight.running)


def _in_order(view: DayView, sight: Sight) -> list[Part]:
    """One under the other: where I am and go, what is due, what comes to me, what to do next."""
    those = coming(view, sight)
    here = [part for part in going(view, sight) if part.title not in {one.title for one in those}]
    parts = [*here, due_part(view, sight), *those, next_part(view, sight)]
    return [part for part in parts if part.lines or part in here]


@dataclass(slots=True)
class _Pane:
    """Parts under each other in so many cells, from a column on."""

    parts: list[Part]
    width: int
    column: int = 0


def _sheet(panes: Sequence[_Pane], room: int | None, cursor: Callable[[list[Line]], int]) -> Sheet:
    chosen = [_choose(pane.parts, room) for pane in panes]
    lines = [line for shown in chosen for some in shown for line in some.lines]
    here = cursor(lines)
    sheet = Sheet(lines=lines, is_cut=any(some.left for shown in chosen for some in shown))
    drawn = []
    for pane, shown in zip(panes, chosen, strict=True):
        rows, starts, firsts = _pane_rows(shown, pane.width, here - len(sheet.places))
        sheet.parts.extend(len(sheet.places) + first for first in firsts)
        sheet.places.extend((pane.column, row) for row in starts)
        drawn.append(rows)
    if len(panes) == 1:
        sheet.rows.extend(drawn[0])
    else:
        first, *_others = panes
        for one, other in zip_longest(*drawn, fillvalue=[]):
            sheet.rows.append([*cut_spans(one, first.width), (" " * _GAP, ""), *other])
    return sheet


@dataclass(frozen=True, slots=True)
class _Shown:
    """A part as far as it is shown: its lines, how many more there are, whether their further rows and a row of space before
    it are too."""

    part: Part
    lines: tuple[Line, ...]
    rich: bool = True
    apart: bool = True

    @property
    def left(self) -> int:
        """How many of its lines are not shown."""
        return len(self.part.lines) - len(self.lines)

    @property
    def height(self) -> int:
        """The rows it takes, without the space before it."""
        between = sum(place < len(self.lines) for place, _row in self.part.between)
        return 1 + between + sum(1 + len(self.under(line)) for line in self.lines)

    def under(self, line: Line) -> tuple[Row, ...]:
        """The further rows of a line: on a low screen only of where one is, and where one goes next."""
        if self.rich or line.name[0] == "now":
            return line.under
        return line.under[:1] if line.visit is not None and line is self.lines[0] else ()


def _choose(parts: Sequence[Part], room: int | None) -> list[_Shown]:
    """As many lines of each part as fit, in turns; each part has one at least."""
    all_of_it = [_Shown(part, part.lines, apart=number > 0) for number, part in enumerate(parts)]
    if room is None or _height(all_of_it) <= room:
        return all_of_it
    rich = _height([_Shown(part, part.lines[:1], apart=False) for part in parts]) <= room
    shown = [_Shown(part, part.lines[:1], rich, apart=False) for part in parts]
    grew = True
    while grew:
        grew = False
        for number, one in enumerate(shown):
            longer = _Shown(one.part, one.part.lines[: len(one.lines) + 1], rich, apart=False)
            if one.left and _height(shown) - one.height + longer.height <= room:
                shown[number], grew = longer, True
    spaces = max(0, room - _height(shown))
    return [_Shown(one.part, one.lines, rich, apart=0 < number <= spaces) for number, one in enumerate(shown)]


def _height(shown: Sequence[_Shown]) -> int:
    return sum(one.height + one.apart for one in shown)


def _pane_rows(shown: Sequence[_Shown], width: int, here: int) -> tuple[list[Row], list[int], list[int]]:
    """The rows of a pane, the row of each of its lines, and which lines begin a part."""
    rows: list[Row] = []
    starts: list[int] = []
    firsts: list[int] = []
    for one in shown:
        rows += [[]] if one.apart else []
        more: Row = [(_("{n} more").format(n=one.left) + " ", "dim")] if one.left else one.part.right
        rows.append(lay([(f" {one.part.title}", "bold"), (f"  {one.part.count}", "dim")], more, width))
        firsts += [len(starts)] if one.lines else []
        between = dict(one.part.between)
        for number, line in enumerate(one.lines):
            rows += [between[number]] if number in between else []
            starts.append(len(rows))
            first = line.rows(width, here=len(starts) - 1 == here)[0]
            rows += [first, *one.under(line)]
    return rows, starts, firsts
