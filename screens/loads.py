"""The workload as rows: people (or teams, skills) down, days (or weeks) across, each cell hours booked over hours there are.

More than there is has a sign, not only a colour; who is away is hatched; what has no estimate is marked.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from rich.cells import cell_len

from servicedesk_tui.locale import _, language, n_
from servicedesk_tui.locale.dates import SHORT_WEEKDAYS
from servicedesk_tui.locale.words import word
from servicedesk_tui.vocabulary.plans import LoadCell, LoadRow, WorkloadView

from .glyphs import GLYPHS
from .paint import Span, clean, cut, cut_spans, lay, pad, pad_left, spans_width

NAME_MOST, NAME_LEAST = 16, 6
NARROWEST = 6
"""Cells of a day at least: `9.5!` and a blank."""
BAR_FROM = 13
"""Cells from which a day draws a bar beside its figure."""
FIGURE = 9
"""Cells of a figure, `~13.0/7.4`, right-aligned, where there is room; the sign that it is too much stands behind it."""
SUM, WIP = 11, 7
SUM_FROM, WIP_FROM = 70, 60
EIGHTHS = " ▏▎▍▌▋▊▉█"


@dataclass(frozen=True, slots=True)
class Grid:
    """How wide things are: the name's column, each day's, and what stands at the end. `first` is the first day in view."""

    name: int
    cell: int
    first: int
    shown: int
    sums: bool
    wip: bool

    def start(self, number: int) -> int:
        """The cell where day `number` begins."""
        return self.name + (number - self.first) * self.cell


def grid(width: int, names: Sequence[str], days: int, at: int, first: int) -> Grid:
    """The grid for `width` cells in which day `at` is in view; `first` moves as little as it can."""
    name = max(NAME_LEAST, min(NAME_MOST, max((cell_len(one) for one in names), default=0))) + 2
    name = min(name, max(NAME_LEAST, width // 4))
    sums, wip = width >= SUM_FROM, width >= WIP_FROM
    room = width - name - (SUM if sums else 0) - (WIP if wip else 0)
    shown = max(1, min(days, room // NARROWEST))
    first = max(0, min(max(first, at - shown + 1), at, days - shown))
    return Grid(name, room // shown, first, shown, sums, wip)


def hours(minutes: float) -> str:
    """Minutes as hours with one decimal, in the language in force."""
    said = f"{minutes / 60:.1f}"
    return said.replace(".", ",") if language() == "da" else said


def head_row(view: WorkloadView, shape: Grid, at: int) -> list[Span]:
    """The days, today's marked, and what stands at the end."""
    spans: list[Span] = [(" " * shape.name, "")]
    for number in range(shape.first, shape.first + shape.shown):
        day = view.days[number]
        said = _day_head(day, shape.cell - 1, weeks=view.weeks)
        is_today = view.today == day if not view.weeks else 0 <= (view.today - day).days < 7
        style = "here" if is_today else "head" if number == at else "dim"
        marked = f"{said} {GLYPHS.live}" if is_today else said
        spans.append((pad(marked if cell_len(marked) < shape.cell else said, shape.cell), style))
    if shape.sums:
        spans.append((pad_left(cut(_("sum"), SUM), SUM), "dim"))
    if shape.wip:
        spans.append((pad_left(cut(_("wip"), WIP), WIP), "dim"))
    return spans


def _day_head(day: date, room: int, *, weeks: bool) -> str:
    if weeks:
        return _("w {week}").format(week=day.isocalendar().week)
    weekday = _(SHORT_WEEKDAYS[day.weekday()])
    return f"{weekday[: max(2, room - 3)]} {day.day}"


def load_row(row: LoadRow, shape: Grid, *, cursor: int | None, picked: int | None = None) -> list[Span]:
    """A row. `cursor` is the day the cursor is on, when it is in this row; `picked` the one that tasks are held over."""
    here = cursor is not None
    name = clean(row.name)
    spans: list[Span] = [
        (GLYPHS.cursor if here else " ", "accent"),
        (pad(name, shape.name - 1), "bold" if row.is_me or here else ""),
    ]
    for number in range(shape.first, shape.first + shape.shown):
        spans += cell_spans(row.cells[number], shape.cell, cursor=number == cursor, picked=number == picked)
    if shape.sums:
        over = row.booked > row.available
        said = f"{hours(row.booked)}/{hours(row.available)}"
        spans.append((pad_left(cut(said, SUM - 1), SUM), "alarm" if over else "dim"))
    if shape.wip:
        spans += _wip(row)
    return spans


def cell_spans(cell: LoadCell, width: int, *, cursor: bool = False, picked: bool = False) -> list[Span]:
    """A cell: the figure, and a bar where there is room; a blank at its end. The cursor's is reversed."""
    room = width - 1
    said, style = _figure(cell, room), _style(cell)
    if cursor or picked:
        held = f"{GLYPHS.mark}{said.removeprefix(' ')}" if picked else said
        return [(pad(held, room), "cursor"), (" ", "")]
    bar = _bar(cell, room - cell_len(said) - 1) if room >= BAR_FROM and not _is_away(cell) else ""
    drawn: list[Span] = [(" ", ""), (bar, "alarm" if cell.is_over else "dim")] if bar else []
    return [*cut_spans([(said, style), *drawn], room), (" ", "")]


def _figure(cell: LoadCell, room: int) -> str:
    if _is_away(cell):
        return _hatched(word(cell.away) if cell.away else "", room)
    if not cell.available and not cell.booked:
        return _aligned(GLYPHS.dash, "", room)
    guess = "~" if cell.guessed else ""
    over = GLYPHS.alarm if cell.is_over else ""
    booked = f"{guess}{hours(cell.booked)}"
    whole = f"{booked}/{hours(cell.available)}"
    # The sign that it is too much is worth more than how much there would be.
    return _aligned(whole if cell_len(whole + over) <= room else booked, over, room)


def _aligned(said: str, sign: str, room: int) -> str:
    """A figure to the right of its place; the signs behind the figures of a column stand below each other."""
    behind = cell_len(GLYPHS.alarm)
    place = min(FIGURE, room - behind)
    if cell_len(said) <= place:
        return pad_left(said, place) + pad(sign, behind)
    return pad_left(said + sign, place + behind)


def _is_away(cell: LoadCell) -> bool:
    """True for a day on which nobody is there and nothing is booked: it is hatched."""
    return cell.away is not None and not cell.available and not cell.booked


def _hatched(why: str, room: int) -> str:
    sides = (room - cell_len(why) - 2) // 2
    return f"{GLYPHS.hatch * sides} {why} {GLYPHS.hatch * sides}" if sides > 0 else cut(GLYPHS.hatch * 2, room)


def _style(cell: LoadCell) -> str:
    if cell.is_over:
        return "urgent"
    return "dim" if _is_away(cell) or not cell.booked else ""


def _bar(cell: LoadCell, room: int) -> str:
    """How much of what there is is booked: a full bar is all of it."""
    if room < 2:
        return ""
    if not cell.available:
        return GLYPHS.full * room if cell.booked else ""
    share = min(1.0, cell.booked / cell.available)
    if GLYPHS.full != "█":
        return GLYPHS.full * round(share * room)
    eighths = round(share * room * 8)
    return "█" * (eighths // 8) + (EIGHTHS[eighths % 8] if eighths % 8 else "")


def _wip(row: LoadRow) -> list[Span]:
    said = f"{row.wip}/{row.cap}" if row.cap is not None else str(row.wip)
    over = row.cap is not None and row.wip > row.cap
    return [(pad_left(f"{said}{GLYPHS.alarm if over else ''}", WIP), "urgent" if over else "dim")]


def title_row(view: WorkloadView | None, place: str, who: str, width: int) -> list[Span]:
    """What is shown, and the team's figures: hours, days to clear with the trend against last week, who has too much. Where
    it is narrow, fewer of them."""
    left: list[Span] = [(f" {_('Workload')} ", "head"), (f"{GLYPHS.bar} {place}", "dim")]
    if view is None:
        return lay(left, [(f"{who} ", "dim")], width)
    total = view.total
    over = sum(row.is_overloaded for row in view.rows)
    hours_said: list[Span] = [(f"{hours(total.booked)} / {hours(total.available)} {_('h')}", "")]
    days: list[Span] = [(f" {GLYPHS.dot} {_days(total)}", "dim")] if total.days_to_clear is not None else []
    too_much: list[Span] = [(f" {GLYPHS.dot} ", "dim"), (_("{count} over").format(count=over), "alarm")] if over else []
    for right in ([*hours_said, *days, *too_much, (f"  {who} ", "dim")], [*hours_said, *days, *too_much, (" ", "")]):
        if spans_width(right) <= width - spans_width(left[:1]) - 4:
            return lay(left, right, width)
    narrow: list[Span] = [*hours_said, *too_much, (" ", "")]
    if spans_width(narrow) > width - spans_width(left):
        narrow[0] = (f"{round(total.booked / 60)}/{round(total.available / 60)} {_('h')}", "")
    return lay(left, narrow, width)


def _days(total: LoadRow) -> str:
    days = round(total.days_to_clear or 0)
    said = n_("{days} day to clear", "{days} days to clear", days).format(days=days)
    if total.a_week_ago is None:
        return said
    more = days - round(total.a_week_ago)
    sign = f" {GLYPHS.up}{more}" if more > 0 else f" {GLYPHS.down}{-more}" if more < 0 else ""
    return said + sign
