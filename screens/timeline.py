"""A day of the schedule as rows: people down, time across. Pure: rows of the desk in, spans out.

Working hours are blank and the rest is dotted; absences are hatched, with their kind; a visit is a box between two strokes
with its reference, customer and place as room allows, its travel a thin line before it; the present is a line down.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from servicedesk_tui.locale.words import word
from servicedesk_tui.vocabulary.enums import Category, VisitState
from servicedesk_tui.vocabulary.plans import Bar, ScheduleRow
from servicedesk_tui.vocabulary.refs import ref

from .glyphs import GLYPHS, UNICODE
from .paint import Span, clean, cut_spans, pad, spans_width
from .planner import day_span, stretches

Row = list[Span]
NAME = 11
OFFICE = (8 * 60, 16 * 60)
_HOUR = 60
_DAY = 24 * 60
LEAST = 4
"""Cells of a name that say anything."""


@dataclass(frozen=True, slots=True)
class Scale:
    """The hours that are shown, as minutes of the day, over so many cells."""

    day: date
    zone: ZoneInfo
    first: int
    last: int
    width: int

    def minute(self, at: datetime) -> int:
        """The minute of the day, by the clock on the wall; before it and after it too."""
        local = at.astimezone(self.zone)
        return (local.date() - self.day).days * _DAY + local.hour * _HOUR + local.minute

    def cell(self, at: datetime) -> int:
        """The cell in which a moment lies, within the width."""
        return self.cell_of(self.minute(at))

    def cell_of(self, minute: int) -> int:
        """The cell of a minute of the day."""
        share = (minute - self.first) / max(1, self.last - self.first)
        return max(0, min(self.width, round(share * self.width)))

    def holds(self, at: datetime) -> bool:
        """True when the moment is shown."""
        return self.first <= self.minute(at) < self.last


@dataclass(frozen=True, slots=True)
class Look:
    """What a row is drawn with: which visit the cursor is on, which is carried, how many lines a lane has."""

    visit: int | None
    held: int | None
    lines: int
    now: datetime


def scale_of(rows: Sequence[ScheduleRow], day: date, zone: ZoneInfo, width: int) -> Scale:
    """From the earliest to the latest working hour of anybody, widened for visits outside, in whole hours."""
    whole = Scale(day, zone, 0, _DAY, width)
    start, end = day_span(day, zone)
    shown = [one for row in rows for one in stretches(row) if one.start < end and one.end > start]
    first = min((max(0, whole.minute(one.start)) for one in shown), default=OFFICE[0])
    last = max((min(_DAY, whole.minute(one.end)) for one in shown), default=OFFICE[1])
    return Scale(day, zone, first // _HOUR * _HOUR, -(-last // _HOUR) * _HOUR, width)


def hours_row(scale: Scale, now: datetime) -> Row:
    """The hours over the cells, and where the present is: an hour stands aside for it."""
    present = scale.cell(now) if scale.holds(now) else scale.width
    cells = [" "] * scale.width
    step = next((n for n in (1, 2, 3, 4, 6) if scale.width * n * _HOUR >= 4 * (scale.last - scale.first)), 8)
    for hour in range(scale.first // _HOUR, scale.last // _HOUR, step):
        at = scale.cell_of(hour * _HOUR)
        if present in (at, at + 1):
            at = present - 2 if at and present > at else present + 1
        cells[at : at + 2] = f"{hour:02}"[: scale.width - at]
    text = "".join(cells)[: scale.width]
    if present >= scale.width:
        return [(text, "dim")]
    return [(text[:present], "dim"), (GLYPHS.down, "here"), (text[present + 1 :], "dim")]


def person_lines(row: ScheduleRow, scale: Scale, here: bool, look: Look) -> list[Row]:
    """A person's day: a line or two for each lane of visits."""
    lanes = lanes_of(row.bars, scale)
    rows: list[Row] = []
    for lane, bars in enumerate(lanes):
        for line in range(look.lines):
            spans = _name(row, here, is_first=not rows, picked=here and look.visit is None)
            rows.append([*spans, *_lane(row, bars, scale, line, look, is_first=lane == 0)])
    return rows


def lanes_of(bars: Sequence[Bar], scale: Scale) -> list[list[tuple[Bar, int, int]]]:
    """Visits with their cells, those that would lie over each other in lanes of their own; one empty lane for none."""
    lanes: list[list[tuple[Bar, int, int]]] = []
    start, end = day_span(scale.day, scale.zone)
    for bar in sorted(bars, key=lambda bar: (bar.start, bar.visit)):
        if bar.start >= end or bar.end <= start:
            continue
        left = min(scale.cell(bar.start), scale.width - 1)
        right = max(left + 1, scale.cell(bar.end))
        lane = next((lane for lane in lanes if lane[-1][2] <= left), None)
        if lane is None:
            lane = []
            lanes.append(lane)
        lane.append((bar, left, right))
    return lanes or [[]]


def _name(row: ScheduleRow, here: bool, *, is_first: bool, picked: bool) -> Row:
    sign: Span = (GLYPHS.cursor if here else " ", "accent")
    if not is_first:
        return [(" " * NAME, "")]
    style = "cursor" if picked else "here" if here else "bold" if row.is_me else ""
    return [sign, (pad(clean(row.login), NAME - 2), style), (" ", "")]


def _lane(
    row: ScheduleRow, bars: Sequence[tuple[Bar, int, int]], scale: Scale, line: int, look: Look, *, is_first: bool
) -> Row:
    ground = _ground(row, scale, look.now)
    spans: Row = []
    at = 0
    for bar, left, right in bars:
        spans += _gap(ground[at:left], bar, scale, line)
        spans += bar_spans(bar, right - left, line, look)
        at = right
    spans += ground[at:]
    return _joined(_told(spans, row, scale) if is_first and line == 0 and not bars else spans)


def _ground(row: ScheduleRow, scale: Scale, now: datetime) -> Row:
    """What lies under the visits, a cell at a time."""
    hatch, off = (GLYPHS.hatch, "dim"), (GLYPHS.dot if _is_unicode() else ".", "dim")
    cells: Row = [off] * scale.width
    for stretch, sign in (*((one, (" ", "")) for one in row.hours), *((one, hatch) for one in row.absences)):
        left, right = scale.cell(stretch.start), scale.cell(stretch.end)
        if scale.minute(stretch.end) > scale.first and scale.minute(stretch.start) < scale.last:
            cells[left:right] = [sign] * (right - left)
    if scale.holds(now) and scale.cell(now) < scale.width:
        cells[scale.cell(now)] = (GLYPHS.bar, "accent")
    return cells


def _gap(cells: Row, bar: Bar, scale: Scale, line: int) -> Row:
    """The cells before a visit: the last of them are the way to it."""
    way = scale.cell(bar.start) - scale.cell(bar.start - timedelta(minutes=bar.travel)) if bar.travel else 0
    way = min(max(way, 1 if bar.travel else 0), len(cells))
    if line or not way:
        return cells
    return [*cells[: len(cells) - way], (GLYPHS.rule * way, "dim")]


def bar_spans(bar: Bar, width: int, line: int, look: Look) -> Row:
    """A visit in so many cells: on its first line the reference and customer, on its second the place; on one line all."""
    here = bar.visit == look.visit and line == 0
    over = bar.category in (Category.DONE, Category.CANCELLED) or bar.state is VisitState.LEFT
    style = "cursor" if here else "dim" if over else "bold" if line == 0 else ""
    left, right = _strokes(bar, look, here=here)
    if width == 1:
        return [(left[0], "cursor" if here else left[1])]
    is_open = width < len(str(bar.number)) + 2 + (len(GLYPHS.alarm) if bar.conflicts else 0)
    room = width - (1 if is_open else 2)
    inside: Row = []
    if bar.conflicts and line == 0 and room >= len(GLYPHS.alarm):
        # What is wrong is a sign, not only a colour: it comes before the reference.
        inside = [(GLYPHS.alarm, "urgent")]
    rest = room - spans_width(inside)
    inside.append((pad(_short(bar, line, look.lines, rest), rest), style))
    return [left, *inside] if is_open else [left, *inside, right]


def _strokes(bar: Bar, look: Look, *, here: bool) -> tuple[Span, Span]:
    left, right = ("┃", "┃") if _is_unicode() else ("[", "]")
    style = "urgent" if bar.conflicts else "accent"
    if bar.visit == look.held:
        return (GLYPHS.left, "here"), (GLYPHS.right, "here")
    return (GLYPHS.cursor if here else left, "here" if here else style), (right, style)


def _short(bar: Bar, line: int, lines: int, room: int) -> str:
    """What fits: `SD-412 Acme`, the bare number where the reference does not."""
    reference = ref(bar.number) if room >= len(ref(bar.number)) else str(bar.number)
    states = {VisitState.ON_MY_WAY: GLYPHS.arrow, VisitState.ARRIVED: GLYPHS.live, VisitState.LEFT: GLYPHS.mark}
    sign = f" {states[bar.state]}" if bar.state in states else ""
    about, place = clean(bar.customer) or clean(bar.title), clean(bar.place) or clean(bar.title)
    if len(reference) > room:
        return ""
    said = f"{reference}{sign}"
    is_tight = room < len(said) + 1 + LEAST
    if lines > 1 and line:
        return about if is_tight else place
    if is_tight:
        return said if len(said) <= room else reference
    tail = f", {clean(bar.place)}" if bar.place and lines == 1 else ""
    return f"{said} {about}{tail}"


def _told(spans: Row, row: ScheduleRow, scale: Scale) -> Row:
    """An absence over an empty lane says what it is."""
    for one in row.absences:
        said = f" {word(one.away)} " if one.away else ""
        left, right = scale.cell(one.start), scale.cell(one.end)
        if said and right - left >= len(said) + 2:
            spans = [*spans[: left + 2], (said, ""), *spans[left + 2 + len(said) :]]
            break
    return spans


def _joined(spans: Row) -> Row:
    """The same with neighbours of one style together."""
    rows: Row = []
    for text, style in spans:
        if rows and rows[-1][1] == style:
            rows[-1] = (rows[-1][0] + text, style)
        elif text:
            rows.append((text, style))
    return rows


def _is_unicode() -> bool:
    return GLYPHS.bar == UNICODE.bar


def day_rows(rows: Sequence[ScheduleRow], scale: Scale, at: int, look: Look) -> tuple[list[Row], list[int]]:
    """All people of a day, and the first line of each."""
    lines: list[Row] = []
    places: list[int] = []
    for number, row in enumerate(rows):
        places.append(len(lines))
        lines += person_lines(row, scale, number == at, look)
    return [cut_spans(line, NAME + scale.width) for line in lines], places
