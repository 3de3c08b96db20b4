"""What lies at a cell of the schedule's page. Pure: the same rows that are drawn are looked at."""

from bisect import bisect_right
from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from servicedesk_tui.vocabulary.plans import ScheduleRow

from .planner import day_span
from .timeline import NAME, Scale, lanes_of


class Spot(NamedTuple):
    """Whose row, which day of the period, which visit; or which of the unplanned work."""

    row: int
    day: int = 0
    visit: int | None = None
    aside: int | None = None


def day_spot(
    rows: Sequence[ScheduleRow], places: Sequence[int], scale: Scale, lines: int, x: int, line: int
) -> Spot | None:
    """In a day: the row that a line is of, and the visit whose box holds the cell."""
    at = bisect_right(places, line) - 1
    if not 0 <= at < len(rows):
        return None
    lanes = lanes_of(rows[at].bars, scale)
    lane = (line - places[at]) // lines
    if lane >= len(lanes):
        return None
    cell = x - NAME
    return Spot(at, 0, next((bar.visit for bar, left, right in lanes[lane] if left <= cell < right), None))


def week_spot(
    rows: Sequence[ScheduleRow],
    places: Sequence[int],
    days: Sequence[date],
    widths: Sequence[int],
    zone: ZoneInfo,
    x: int,
    line: int,
) -> Spot | None:
    """In a week: the row, the day of the column, and the visit on that line of its cell, else the day's first."""
    at = bisect_right(places, line) - 1
    if not 0 <= at < len(rows):
        return None
    edges = [NAME + sum(widths[: number + 1]) for number in range(len(widths))]
    day = min(bisect_right(edges, x), len(days) - 1)
    first, after = day_span(days[day], zone)
    row = rows[at]
    bars = sorted((b for b in row.bars if b.start < after and b.end > first), key=lambda b: (b.start, b.visit))
    above = 1 if any(one.start < after and one.end > first for one in row.absences) else 0
    number = line - places[at] - above
    found = bars[number if x >= NAME and 0 <= number < len(bars) else 0] if bars else None
    return Spot(at, day, found.visit if found else None)


def agenda_spot(row: int, places: dict[int, int], ends: int, _x: int, line: int) -> Spot | None:
    """In an agenda: the visit whose lines hold this one."""
    order = sorted((at, visit) for visit, at in places.items())
    found = bisect_right([at for at, _visit in order], line) - 1
    return Spot(row, 0, order[found][1]) if found >= 0 and line < ends else None


def cell_length(scale: Scale) -> timedelta:
    """How long a cell of a day is."""
    return timedelta(minutes=(scale.last - scale.first) / max(1, scale.width))
