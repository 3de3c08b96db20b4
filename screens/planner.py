"""What is in hand of the schedule: the period, whose visits, and a cursor that knows days, people, visits and unplanned work.

Plain state; `timeline`, `weekplan` and `agenda` draw it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from servicedesk_tui.vocabulary.plans import Bar, ScheduleRow, ScheduleView, Stretch, Unplanned

WEEK = 7


class Shape(StrEnum):
    """How the period is drawn."""

    DAY = "day"
    WEEK = "week"
    AGENDA = "agenda"


@dataclass(frozen=True, slots=True)
class Held:
    """A visit that is carried: as it was, and whose row, from when to when it is held now."""

    bar: Bar
    was: int
    row: int
    start: datetime
    end: datetime

    @property
    def is_moved(self) -> bool:
        """True when putting it down would change something."""
        return (self.row, self.start, self.end) != (self.was, self.bar.start, self.bar.end)


@dataclass(slots=True)
class Planner:
    """The schedule as it is looked at. `row` is whose, `day` which day (of a week), `visit` which visit, `aside` which of
    the unplanned work while the cursor is there."""

    start: date
    weeks: bool = False
    view: ScheduleView | None = None
    row: int = 0
    day: int = 0
    visit: int | None = None
    aside: int | None = None
    held: Held | None = None
    shape: Shape = Shape.DAY
    top: int = field(default=0)

    # -- what there is -----------------------------------------------------------------------------------------------

    @property
    def days(self) -> int:
        """How many days are read."""
        return WEEK if self.weeks else 1

    @property
    def rows(self) -> tuple[ScheduleRow, ...]:
        """People with their visits; a visit that is carried is where it is held."""
        rows = self.view.rows if self.view else ()
        if self.held is None:
            return rows
        held = self.held
        carried = replace(held.bar, start=held.start, end=held.end, conflicts=())
        found = []
        for number, row in enumerate(rows):
            bars = [bar for bar in row.bars if bar.visit != held.bar.visit or number not in (held.was, held.row)]
            if number == held.row:
                bars = sorted([*bars, carried], key=lambda bar: (bar.start, bar.visit))
            found.append(replace(row, bars=tuple(bars)))
        return tuple(found)

    @property
    def person(self) -> ScheduleRow | None:
        """Whose row the cursor is on."""
        rows = self.rows
        return rows[self.row] if self.row < len(rows) else None

    @property
    def bar(self) -> Bar | None:
        """The visit under the cursor."""
        bars = self.person.bars if self.person and self.aside is None else ()
        return next((bar for bar in bars if bar.visit == self.visit), None)

    @property
    def unplanned(self) -> Unplanned | None:
        """The unplanned work under the cursor."""
        rest = self.view.unplanned if self.view else ()
        return rest[self.aside] if self.aside is not None and self.aside < len(rest) else None

    @property
    def task(self) -> int | None:
        """The task of what is under the cursor."""
        found = self.bar or self.unplanned
        return found.task if found else None

    def on(self, row: ScheduleRow, day: date, zone: ZoneInfo) -> list[Bar]:
        """The visits of a day, also those that began the day before."""
        first, after = day_span(day, zone)
        return [bar for bar in row.bars if bar.start < after and bar.end > first]

    # -- moving ------------------------------------------------------------------------------------------------------

    def show(self, view: ScheduleView, zone: ZoneInfo) -> None:
        """Another reading: the cursor stays on its visit, or on whose row it was."""
        held = self.person.person if self.person else None
        self.view = view
        at = next((n for n, row in enumerate(view.rows) if row.person == held), None)
        self.row = min(self.row, max(0, len(view.rows) - 1)) if at is None else at
        self.day = min(self.day, max(0, len(view.days) - 1))
        for number, row in enumerate(view.rows):
            if any(bar.visit == self.visit for bar in row.bars):
                self.row = number
        if self.aside is not None:
            self.aside = min(self.aside, len(view.unplanned) - 1) if view.unplanned else None
        if self.bar is None and self.aside is None:
            self.visit = self._nearest(None, zone)

    def step(self, down: int, across: int, zone: ZoneInfo) -> bool:
        """The cursor a step on; False when there is nothing that way."""
        if self.aside is not None:
            return self._step_aside(down)
        if self.shape is Shape.AGENDA:
            return self._among(self._bars(zone), down) if down else self._to_row(across, zone)
        if self.shape is Shape.WEEK:
            return self._in_week(down, zone) if down else self._to_day(across, zone)
        return self._to_row(down, zone) if down else self._among(self._bars(zone), across)

    def put(self, row: int, day: int, visit: int | None, aside: int | None) -> None:
        """The cursor onto a place that was pointed at."""
        self.aside = aside
        if aside is None:
            self.row, self.visit = row, visit
            self.day = day if self.shape is Shape.WEEK else self.day

    def go_to(self, visit: int, zone: ZoneInfo) -> bool:
        """The cursor onto a visit of the period."""
        for number, row in enumerate(self.rows):
            for bar in row.bars:
                if bar.visit == visit:
                    self.row, self.visit, self.aside = number, visit, None
                    self.day = max(0, min((bar.start.astimezone(zone).date() - self.start).days, self.days - 1))
                    return True
        return False

    def _step_aside(self, down: int) -> bool:
        count = len(self.view.unplanned) if self.view else 0
        at = max(0, min((self.aside or 0) + down, count - 1))
        moved, self.aside = at != self.aside, at
        return moved

    def _bars(self, zone: ZoneInfo) -> list[Bar]:
        """The visits that a step goes through: of the row, in a week those of its day."""
        row = self.person
        if row is None:
            return []
        if self.shape is Shape.WEEK:
            return self.on(row, self.start + timedelta(days=self.day), zone)
        return list(row.bars)

    def _among(self, bars: Sequence[Bar], by: int) -> bool:
        if not bars:
            return False
        order = [bar.visit for bar in bars]
        if self.visit not in order:
            self.visit = order[0 if by > 0 else -1]
            return True
        at = max(0, min(order.index(self.visit) + by, len(order) - 1))
        moved, self.visit = order[at] != self.visit, order[at]
        return moved

    def _to_row(self, by: int, zone: ZoneInfo) -> bool:
        before, near = self.row, self.bar
        self.row = max(0, min(self.row + by, len(self.rows) - 1))
        if self.row != before:
            self.visit = self._nearest(near, zone)
        return self.row != before

    def _to_day(self, by: int, zone: ZoneInfo) -> bool:
        before = self.day
        self.day = max(0, min(self.day + by, self.days - 1))
        if self.day != before:
            self.visit = next((bar.visit for bar in self._bars(zone)), None)
        return self.day != before

    def _in_week(self, down: int, zone: ZoneInfo) -> bool:
        order = [bar.visit for bar in self._bars(zone)]
        at = order.index(self.visit) + down if self.visit in order else -1
        if self.visit in order and 0 <= at < len(order):
            self.visit = order[at]
            return True
        before = self.row
        self.row = max(0, min(self.row + down, len(self.rows) - 1))
        if self.row != before:
            bars = self._bars(zone)
            self.visit = (bars[0 if down > 0 else -1].visit) if bars else None
        return self.row != before

    def _nearest(self, near: Bar | None, zone: ZoneInfo) -> int | None:
        bars = self._bars(zone)
        if near is None or not bars:
            return bars[0].visit if bars else None
        return min(bars, key=lambda bar: abs((bar.start - near.start).total_seconds())).visit


def day_span(day: date, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """The first moment of a day, and that of the next."""
    return datetime.combine(day, time(), zone), datetime.combine(day + timedelta(days=1), time(), zone)


def week_start(day: date) -> date:
    """The Monday of its week."""
    return day - timedelta(days=day.weekday())


def stretches(row: ScheduleRow) -> list[Bar | Stretch]:
    """Hours and visits of a row: what has to be in view."""
    return [*row.hours, *row.bars]
