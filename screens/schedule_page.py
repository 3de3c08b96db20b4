"""The page of the schedule: head, people, the unplanned work beside them, and the visit under the cursor in words."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import partial
from zoneinfo import ZoneInfo

from servicedesk_tui.keymap import Keymap
from servicedesk_tui.locale import _
from servicedesk_tui.vocabulary.plans import ScheduleRow

from .aside import LINES, aside_rows, rest_words
from .glyphs import GLYPHS
from .paint import Span, clean, cut, cut_spans, lay, pad, wrap
from .plan_spots import Spot, agenda_spot, cell_length, day_spot, week_spot
from .planner import Planner, Shape, stretches
from .timeline import NAME, Look, Row, day_rows, hours_row, lanes_of, scale_of
from .weekplan import agenda_rows, bar_words, day_name, days_shown, week_head, week_rows

BESIDE = 120
"""Columns from which the unplanned work is shown beside the schedule."""
NARROW = 80
"""Columns under which one person's visits are listed instead."""
ASIDE = {Shape.DAY: 40, Shape.WEEK: 33, Shape.AGENDA: 0}
"""How wide it is then: the cells of a week need room."""
FOOT = 3


@dataclass(frozen=True, slots=True)
class Page:
    """Rows of the body, and the cell of the cursor."""

    rows: list[Row]
    cursor: tuple[int, int] = (0, 0)


def reading() -> list[Row]:
    """What stands there until it was read."""
    return [[], [(f" {_('Reading the schedule …')}", "dim")]]


@dataclass(slots=True)
class Drawing:
    """Draws a planner at a size; keeps from where each list is shown."""

    planner: Planner
    keymap: Keymap
    top: int = 0
    aside_top: int = 0
    cell: timedelta = timedelta(0)
    """How long a cell of a day is."""
    _find: Callable[[int, int], Spot | None] = field(default=lambda _x, _line: None)
    _edge: int = 0
    """The cell where the unplanned work begins."""
    _room: int = 0

    def shape(self, width: int) -> Shape:
        """What is drawn at that width."""
        if width < NARROW:
            return Shape.AGENDA
        return Shape.WEEK if self.planner.weeks else Shape.DAY

    def page(self, width: int, height: int, now: datetime, zone: ZoneInfo) -> Page:
        """The whole body."""
        planner = self.planner
        planner.shape = self.shape(width)
        if planner.view is None:
            return Page(reading())
        if not planner.view.rows:
            said = _("Nobody works here yet: {key} and a login add somebody.").format(key=":person")
            return Page([[], [(f" {said}", "bold")]])
        beside, side = width >= BESIDE, ASIDE[planner.shape]
        self._edge = width - side if beside else width if planner.aside is None else 0
        if planner.aside is not None and not beside:
            rows, at = self._aside(width, height)
            return Page(rows, (0, at))
        plan = self._plan(width - side - 2 if beside else width, height, now, zone)
        if not beside:
            return plan
        rows, at = self._aside(side, height)
        joined = [
            [*cut_spans(_at(plan.rows, y), width - side - 2), (GLYPHS.bar, "dim"), (" ", ""), *_at(rows, y)]
            for y in range(height)
        ]
        return Page(joined, (width - side, at) if planner.aside is not None else plan.cursor)

    def spot(self, x: int, y: int) -> Spot | None:
        """What was drawn at a cell of the page."""
        planner = self.planner
        if planner.view is None or not planner.view.rows or y < 1:
            return None
        if x >= self._edge:
            number = self.aside_top + (y - 1) // LINES
            return Spot(planner.row, aside=number) if number < len(planner.view.unplanned) else None
        return self._find(x, self.top + y - 1) if y - 1 < self._room else None

    # -- parts -------------------------------------------------------------------------------------------------------

    def _aside(self, width: int, height: int) -> tuple[list[Row], int]:
        planner = self.planner
        rest = planner.view.unplanned if planner.view else ()
        rows, self.aside_top = aside_rows(rest, planner.aside, self.aside_top, width, height)
        return rows, 1 + 2 * ((planner.aside or 0) - self.aside_top)

    def _plan(self, width: int, height: int, now: datetime, zone: ZoneInfo) -> Page:
        if self.planner.shape is Shape.AGENDA:
            return self._agenda(width, height, now, zone)
        self._room = room = max(1, height - 1 - FOOT)
        draw = self._week if self.planner.shape is Shape.WEEK else self._day
        head, lines, at, cell = draw(width, room, now, zone)
        self._reveal(at, room, len(lines))
        shown = lines[self.top : self.top + room]
        rows = [head, *shown, *([[]] * (room - len(shown))), *self._foot(width, zone)]
        return Page(rows, (cell, 1 + at[0] - self.top))

    def _day(self, width: int, room: int, now: datetime, zone: ZoneInfo) -> tuple[Row, list[Row], tuple[int, int], int]:
        planner = self.planner
        # While a visit is carried the hours do not become fewer: only what is carried is painted anew.
        before = planner.view.rows if planner.held and planner.view else ()
        scale = scale_of((*planner.rows, *before), planner.start, zone, width - NAME)
        lanes = sum(len(lanes_of(row.bars, scale)) for row in planner.rows)
        held = planner.held.bar.visit if planner.held else None
        bar = planner.bar
        look = Look(bar.visit if bar else None, held, 2 if lanes * 2 <= room else 1, now)
        lines, places = day_rows(planner.rows, scale, planner.row if planner.aside is None else -1, look)
        self.cell = cell_length(scale)
        self._find = partial(day_spot, planner.rows, places, scale, look.lines)
        name = " ".join(day_name(planner.start).split()[:2])
        head: Row = [(pad(f" {name}", NAME), "head"), *hours_row(scale, now)]
        first = places[planner.row]
        after = places[planner.row + 1] if planner.row + 1 < len(places) else len(lines)
        if bar is None:
            return head, lines, (first, after), 0
        row = planner.rows[planner.row]
        lane = next(
            (n for n, one in enumerate(lanes_of(row.bars, scale)) for b, _l, _r in one if b.visit == bar.visit), 0
        )
        return head, lines, (first + lane * look.lines, after), NAME + min(scale.cell(bar.start), scale.width - 1)

    def _week(
        self, width: int, _room: int, now: datetime, zone: ZoneInfo
    ) -> tuple[Row, list[Row], tuple[int, int], int]:
        planner = self.planner
        days = days_shown(planner.rows, planner.view.days if planner.view else (), zone)
        planner.day = min(planner.day, len(days) - 1)
        each, more = divmod(width - NAME, len(days))
        widths = [each + (1 if number < more else 0) for number in range(len(days))]
        cursor = (planner.row if planner.aside is None else -1, planner.day, planner.visit)
        lines, places = week_rows(planner.rows, days, widths, zone, cursor)
        head = week_head(days, widths, now.astimezone(zone).date(), planner.day)
        self._find = partial(week_spot, planner.rows, places, days, widths, zone)
        first = places[planner.row]
        after = places[planner.row + 1] if planner.row + 1 < len(places) else len(lines)
        row = planner.rows[planner.row]
        order = [bar.visit for bar in planner.on(row, days[planner.day], zone)]
        lane = order.index(planner.visit) if planner.visit in order else 0
        return head, lines, (first + lane, after), NAME + 1 + sum(widths[: planner.day])

    def _agenda(self, width: int, height: int, now: datetime, zone: ZoneInfo) -> Page:
        planner, row = self.planner, self.planner.rows[self.planner.row]
        days = planner.view.days if planner.view else ()
        lines, places = agenda_rows(row, days, width, zone, planner.visit, now)
        at = places.get(planner.visit or 0, 0)
        self._room = room = max(1, height - 1)
        self._reveal((at, at + 3), room, len(lines))
        self._find = partial(agenda_spot, planner.row, places, len(lines))
        who: Row = [
            (f" {GLYPHS.left} ", "dim"),
            (clean(row.login), "here"),
            (f"  {clean(row.name)} {GLYPHS.right}", "dim"),
        ]
        head = lay(who, [(f"{planner.row + 1}/{len(planner.rows)} ", "dim")], width)
        return Page([head, *lines[self.top : self.top + room]], (0, 1 + at - self.top))

    def _reveal(self, at: tuple[int, int], room: int, count: int) -> None:
        """Bring the lines from the first to before the second of `at` into view."""
        self.top = max(0, min(max(self.top, min(at[1], at[0] + room) - room), at[0], max(0, count - 1)))
        self.top = min(self.top, max(0, count - room))

    def _foot(self, width: int, zone: ZoneInfo) -> list[Row]:
        """The visit under the cursor in words, and what is wrong with it; else what can be done."""
        bar = self.planner.bar
        rule: Row = [(GLYPHS.rule * width, "dim")]
        if self.planner.unplanned:
            return [rule, *([(f" {line}", "")] for line in wrap(rest_words(self.planner.unplanned), width - 2))][:FOOT]
        if bar is None:
            return [rule, *([(f" {line}", "")] for line in wrap(self._said(zone), width - 2))][:FOOT]
        wrong = f" {GLYPHS.dot} ".join(clean(one) for one in bar.conflicts)
        lines = wrap(bar_words(bar, zone), width - 2)
        words: list[Row] = [[(f" {line}", "bold" if n == 0 else "")] for n, line in enumerate(lines[:2])]
        if len(lines) > 2:
            words[1] = [(f" {cut(lines[1] + GLYPHS.more, width - 2)}", "")]
        if not wrong:
            return [rule, *words]
        first = wrap(wrong, width - 5)[0]
        more = GLYPHS.more if first != wrong else ""
        return [rule, words[0], [(f" {GLYPHS.alarm} ", "urgent"), (first + more, "alarm")]]

    def _said(self, zone: ZoneInfo) -> str:
        planner, key = self.planner, self.keymap.label
        rows = planner.view.rows if planner.view else ()
        shown = [row for row in rows if any(_within(row, planner, zone))]
        if not shown:
            said = _("Nobody works then. {next} goes on, {today} goes to today.")
            return said.format(next=key("schedule_next"), today=key("schedule_today"))
        if not any(row.bars for row in rows):
            said = _("No visits. {aside} goes to the work that has none, {plan} plans one there.")
            return said.format(aside=key("schedule_aside"), plan=key("plan"))
        row = planner.person
        return _("{login} has no visit here.").format(login=clean(row.login)) if row else ""


def _within(row: ScheduleRow, planner: Planner, zone: ZoneInfo) -> list[bool]:
    days: tuple[date, ...] = planner.view.days if planner.view else ()
    return [True for one in stretches(row) if days[0] <= one.start.astimezone(zone).date() <= days[-1]]


def _at(rows: list[Row], y: int) -> list[Span]:
    return rows[y] if y < len(rows) else []
