"""A week of the schedule as rows: people down, days across, in each cell its visits by time; and one person's agenda.

Pure: rows of the desk in, spans out.
"""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from servicedesk_tui.locale import _, n_
from servicedesk_tui.locale.dates import SHORT_MONTHS, SHORT_WEEKDAYS
from servicedesk_tui.locale.words import word
from servicedesk_tui.vocabulary.enums import Category, VisitState
from servicedesk_tui.vocabulary.plans import Bar, ScheduleRow, Stretch
from servicedesk_tui.vocabulary.refs import ref

from .glyphs import GLYPHS
from .paint import Span, clean, cut_spans, pad, wrap
from .planner import day_span, stretches
from .timeline import NAME, Row

_INDENT = 13
_BOTH = 20
"""Cells in which a visit's reference and its customer are both said."""


def days_shown(rows: Sequence[ScheduleRow], days: Sequence[date], zone: ZoneInfo) -> list[date]:
    """The days of a week; a weekend on which nobody works and nothing is planned is left out."""
    shown = list(days)
    while len(shown) > 5 and not any(_lies(one, shown[-1], zone) for row in rows for one in stretches(row)):
        shown.pop()
    return shown


def week_head(days: Sequence[date], widths: Sequence[int], today: date, at: int) -> Row:
    """The names of the days; today's stands out."""
    spans: Row = [(" " * NAME, "")]
    for number, (day, width) in enumerate(zip(days, widths, strict=True)):
        style = "here" if number == at else "head" if day == today else "dim"
        name = f"{day_name(day)} {GLYPHS.down}" if day == today else day_name(day)
        spans += [(GLYPHS.bar, "dim"), (pad(name, width - 1), style)]
    return spans


def week_rows(
    rows: Sequence[ScheduleRow],
    days: Sequence[date],
    widths: Sequence[int],
    zone: ZoneInfo,
    cursor: tuple[int, int, int | None],
) -> tuple[list[Row], list[int]]:
    """Everybody's week, and the first line of each. `cursor` is the row, the day and the visit."""
    at, on, visit = cursor
    lines: list[Row] = []
    places: list[int] = []
    for number, row in enumerate(rows):
        places.append(len(lines))
        here = number == at
        cells = [
            _cell(row, day, width - 1, zone, visit if here and column == on else None, here and column == on)
            for column, (day, width) in enumerate(zip(days, widths, strict=True))
        ]
        for line in range(max(1, *(len(cell) for cell in cells))):
            name = clean(row.login) if line == 0 else ""
            spans: Row = [(GLYPHS.cursor if here else " ", "accent")]
            spans += [(pad(name, NAME - 2), "here" if here else "bold" if row.is_me else ""), (" ", "")]
            for cell, width in zip(cells, widths, strict=True):
                spans += [(GLYPHS.bar, "dim"), *(cell[line] if line < len(cell) else [(" " * (width - 1), "")])]
            lines.append(spans)
    return lines, places


def _cell(row: ScheduleRow, day: date, width: int, zone: ZoneInfo, visit: int | None, is_here: bool) -> list[Row]:
    """A person's day: absences, then visits by time; dots where there are no hours."""
    bars = [bar for bar in row.bars if _lies(bar, day, zone)]
    away = [one for one in row.absences if _lies(one, day, zone)]
    lines = [_absence(one, width) for one in away[:1]]
    for bar in sorted(bars, key=lambda bar: (bar.start, bar.visit)):
        here = is_here and bar.visit == visit
        lines.append(_visit_cell(bar, day, width, zone, here))
    if not lines:
        works = any(_lies(one, day, zone) for one in row.hours)
        sign = " " if works else GLYPHS.dot if GLYPHS.dot != "-" else "."
        lines.append([(sign * width, "dim")])
    if is_here and not bars:
        text, style = lines[0][0][0], lines[0][0][1]
        lines[0] = [(GLYPHS.cursor, "accent"), (text[1:], "cursor" if text.strip() == "" else style), *lines[0][1:]]
    return [cut_spans(line, width) for line in lines]


def _visit_cell(bar: Bar, day: date, width: int, zone: ZoneInfo, here: bool) -> Row:
    start = bar.start.astimezone(zone)
    clock = f"{start:%H:%M}" if start.date() == day else f"{GLYPHS.left}0:00"
    about = clean(bar.customer) or clean(bar.title)
    over = bar.category in (Category.DONE, Category.CANCELLED) or bar.state is VisitState.LEFT
    style = "cursor" if here else "dim" if over else ""
    spans: Row = [(GLYPHS.cursor if here else " ", "accent"), (clock, style or "bold")]
    spans += [(GLYPHS.alarm, "urgent")] if bar.conflicts else []
    # Where there is not room for both, for whom it is says more than its number.
    reference = f" {ref(bar.number)}" if width >= _BOTH else ""
    return [*spans, (reference, style or "bold"), (f" {about}", style)]


def _absence(one: Stretch, width: int) -> Row:
    hatch = GLYPHS.hatch
    said = f" {word(one.away)} " if one.away else ""
    if len(said) + 4 > width:
        return [(hatch * width, "dim")]
    return [(hatch * 2, "dim"), (said, ""), (hatch * (width - len(said) - 2), "dim")]


def agenda_rows(
    row: ScheduleRow, days: Sequence[date], width: int, zone: ZoneInfo, visit: int | None, now: datetime
) -> tuple[list[Row], dict[int, int]]:
    """One person's visits day by day, and the line of each."""
    lines: list[Row] = []
    places: dict[int, int] = {}
    today = now.astimezone(zone).date()
    for day in days:
        bars = sorted((bar for bar in row.bars if _lies(bar, day, zone)), key=lambda bar: (bar.start, bar.visit))
        if len(days) > 1 and not any(_lies(one, day, zone) for one in (*stretches(row), *row.absences)):
            continue
        lines.append(_agenda_head(row, day, today, zone, width))
        for one in row.absences:
            if _lies(one, day, zone):
                lines.append(cut_spans([(" ", ""), *_absence(one, min(width - 2, 30))], width))
        if not bars:
            lines.append([(f"   {_('no visit')}", "dim")])
        for bar in bars:
            places.setdefault(bar.visit, len(lines))
            lines += _agenda_visit(bar, width, zone, bar.visit == visit)
        lines.append([])
    return lines[:-1], places


def _agenda_head(row: ScheduleRow, day: date, today: date, zone: ZoneInfo, width: int) -> Row:
    first, after = day_span(day, zone)
    hours = [
        f"{max(one.start, first).astimezone(zone):%H:%M}{GLYPHS.range}{min(one.end, after).astimezone(zone):%H:%M}"
        for one in row.hours
        if _lies(one, day, zone)
    ]
    style = "here" if day == today else "head"
    return cut_spans([(f" {day_name(day)}", style), (f"  {' '.join(hours) or _('no working hours')}", "dim")], width)


def _agenda_visit(bar: Bar, width: int, zone: ZoneInfo, here: bool) -> list[Row]:
    start, end = bar.start.astimezone(zone), bar.end.astimezone(zone)
    when = f"{start:%H:%M}{GLYPHS.range}{end:%H:%M}"
    sign: Row = [(GLYPHS.alarm, "urgent")] if bar.conflicts else []
    title = clean(bar.title)
    head: Row = [
        (GLYPHS.cursor if here else " ", "accent"),
        (f"{when} {ref(bar.number)}", "cursor" if here else "bold"),
    ]
    rows = [cut_spans([*head, *sign, (f" {title}", "cursor" if here else "")], width)]
    place = f" {GLYPHS.dot} ".join(part for part in (clean(bar.customer), clean(bar.place)) if part)
    if bar.travel:
        place = f" {GLYPHS.dot} ".join(part for part in (place, way_words(bar.travel)) if part)
    if place:
        rows.append(cut_spans([(" " * _INDENT, ""), (place, "dim")], width))
    for conflict in bar.conflicts:
        rows += [[(" " * 3, ""), (line, "alarm")] for line in wrap(clean(conflict), max(8, width - 4))]
    return rows


def bar_words(bar: Bar, zone: ZoneInfo) -> str:
    """A visit in words: task, customer, place, when, how long, the way to it."""
    start, end = bar.start.astimezone(zone), bar.end.astimezone(zone)
    when = f"{day_name(start.date())} {start:%H:%M}{GLYPHS.range}{end:%H:%M}"
    task = f"{ref(bar.number)} {clean(bar.title)}"
    way = way_words(bar.travel) if bar.travel else ""
    parts = [when, length_words(bar.end - bar.start), way, task, clean(bar.customer), clean(bar.place)]
    return f" {GLYPHS.dot} ".join(part for part in parts if part)


def length_words(length: timedelta) -> str:
    """How long: `1 h 30 m`, `45 m`."""
    hours, minutes = divmod(int(length.total_seconds()) // 60, 60)
    parts = [_("{n} h").format(n=hours) if hours else "", _("{n} m").format(n=minutes) if minutes else ""]
    return " ".join(part for part in parts if part) or _("{n} m").format(n=0)


def way_words(minutes: int) -> str:
    """The way to a visit."""
    return n_("{count} minute on the way", "{count} minutes on the way", minutes).format(count=minutes)


def day_name(day: date) -> str:
    """`thu 26 nov`."""
    return f"{_(SHORT_WEEKDAYS[day.weekday()])} {day.day} {_(SHORT_MONTHS[day.month - 1])}"


def _lies(one: Bar | Stretch, day: date, zone: ZoneInfo) -> bool:
    first, after = day_span(day, zone)
    return one.start < after and one.end > first


def text_of(spans: Sequence[Span]) -> str:
    """What spans say."""
    return "".join(text for text, _style in spans)
