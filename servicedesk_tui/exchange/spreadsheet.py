"""A spreadsheet saved as CSV, as tasks to import: what it says, what cannot be taken and why, who is new.

A row is known again by its id column; without one, by the file's content and the row's line. Never by what it says.
"""

import hashlib
import re
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, tzinfo

from servicedesk_tui.locale import _
from servicedesk_tui.query.names import fold
from servicedesk_tui.vocabulary.desk_commands import ImportedTask
from servicedesk_tui.vocabulary.refusals import Invalid
from servicedesk_tui.vocabulary.text import one_line

from .cells import is_month_first
from .columns import Column, assign_columns, count_known, simplify
from .rows import Fault, Known, RowReader
from .sheet import Line, Sheet, read_sheet

_HEADING_WITHIN = 20
_TOTALS = re.compile(r"(?:i ?alt|total|totaler|sum|subtotal|samlet|antal\b[^:]*)\s*:?\s*[\d.,]*")
_FIGURE = re.compile(r"[\d.,:\s%-]*(?:kr\.?|dkk|t|timer|h|stk\.?)?", re.IGNORECASE)
_DATED = frozenset({Column.DUE, Column.CREATED, Column.DONE})

Progress = Callable[[int, int], None]
"""Told how many rows of how many are read."""


@dataclass(frozen=True, slots=True)
class Rejected:
    """A row that cannot be taken: its line in the file, and why."""

    line: int
    reason: str


@dataclass(frozen=True, slots=True)
class Reading:
    """What a file says. `passed_over` counts rows that say nothing of a task, by what they are."""

    source: str
    encoding: str
    separator: str
    columns: tuple[tuple[str, Column | None], ...]
    rows: tuple[ImportedTask, ...]
    rejected: tuple[Rejected, ...]
    passed_over: Mapping[str, int]
    unknown_people: Mapping[str, int]
    new_customers: Mapping[str, int]
    has_identity: bool


@dataclass(slots=True)
class _Tally:
    """What has been read so far."""

    rows: list[ImportedTask] = field(default_factory=list)
    rejected: list[Rejected] = field(default_factory=list)
    passed_over: Counter[str] = field(default_factory=Counter)
    seen: dict[str, tuple[int, tuple[str, ...]]] = field(default_factory=dict)


def read_spreadsheet(
    data: bytes,
    *,
    now: datetime,
    zone: tzinfo,
    known: Known | None = None,
    chosen: Mapping[str, Column] | None = None,
    source: str = "",
    progress: Progress | None = None,
) -> Reading:
    """The tasks in `data`. `chosen` columns (see `columns.parse_map`) go before guessed ones; `source` names the list
    instead of its headings. Raises `Invalid` when the file as a whole cannot be read."""
    known, chosen = known or Known(), chosen or {}
    sheet = read_sheet(data, lambda cells: count_known(cells, chosen))
    head = _find_headings(sheet, chosen)
    columns = tuple(zip(head.cells, assign_columns(head.cells, chosen), strict=True))
    body = [line for line in sheet.lines if line.number > head.number]
    reader = RowReader(known, now, zone, _find_american(body, columns))
    tally = _Tally()
    digest = hashlib.sha256(data).hexdigest()[:16]
    for count, line in enumerate(body):
        if progress and count % 500 == 0:
            progress(count, len(body))
        _take(line, columns, reader, tally, digest)
    if sheet.unclosed is not None:
        tally.rejected.append(
            Rejected(sheet.unclosed, _("a quotation mark opens here and is not closed; nothing from here on is read"))
        )
    return Reading(
        source=source or _name_source(head),
        encoding=sheet.encoding,
        separator=sheet.separator,
        columns=columns,
        rows=tuple(tally.rows),
        rejected=tuple(tally.rejected),
        passed_over=tally.passed_over,
        unknown_people=_count_strangers(tally.rows, "owner", {login for login, _name in known.people}),
        new_customers=_count_strangers(tally.rows, "customer", set(known.customers)),
        has_identity=any(column is Column.IDENTITY for _heading, column in columns),
    )


def _find_headings(sheet: Sheet, chosen: Mapping[str, Column]) -> Line:
    """The row with most headings we know: spreadsheets have titles and blank lines above them."""
    first = [line for line in sheet.lines if not line.is_blank][:_HEADING_WITHIN]
    if not first:
        raise Invalid(_("There is nothing in the file."))
    return max(first, key=lambda line: count_known(line.cells, chosen))


def _find_american(body: list[Line], columns: tuple[tuple[str, Column | None], ...]) -> frozenset[int]:
    dated = [at for at, (_heading, column) in enumerate(columns) if column in _DATED]
    return frozenset(at for at in dated if is_month_first(line.cells[at] for line in body if at < len(line.cells)))


def _name_source(head: Line) -> str:
    """A name for the list that stays when the file is renamed, grows or is sorted: its set of headings."""
    names = sorted(filter(None, (simplify(cell) for cell in head.cells)))
    return f"csv:{hashlib.sha256('|'.join(names).encode()).hexdigest()[:16]}"


def _take(
    line: Line,
    columns: tuple[tuple[str, Column | None], ...],
    reader: RowReader,
    tally: _Tally,
    digest: str,
) -> None:
    """Add one line to the tally: as a task, as passed over, or as rejected."""
    cells = tuple(cell.strip() for cell in line.cells)
    if kind := _find_emptiness(cells, columns):
        tally.passed_over[kind] += 1
        return
    try:
        if any(cells[len(columns) :]):
            raise Fault(
                _(
                    "there are {cells} cells under {headings} headings; is a text with the separator in it not quoted?"
                ).format(cells=len(cells), headings=len(columns))
            )
        row = reader.read(cells, columns, identity=f"{digest}:{line.number}", line=line.number)
        earlier = tally.seen.setdefault(row.identity, (line.number, cells))
        if earlier[0] == line.number:
            tally.rows.append(row)
        elif earlier[1] == cells:
            tally.passed_over["repeated"] += 1
        else:
            raise Fault(_("line {line} has the same id, “{id}”").format(line=earlier[0], id=row.identity[:40]))
    except Fault as fault:
        tally.rejected.append(Rejected(line.number, str(fault)))


def _find_emptiness(cells: tuple[str, ...], columns: tuple[tuple[str, Column | None], ...]) -> str | None:
    """What a row that is no task is: `blank`, `heading` (again, between pages), `total`; None for a task."""
    said = [cell for cell in cells if cell]
    if not said:
        return "blank"
    if cells == tuple(heading.strip() for heading, _column in columns):
        return "heading"
    words = [cell for cell in said if not _FIGURE.fullmatch(cell)]
    return "total" if len(words) == 1 and _TOTALS.fullmatch(fold(words[0])) else None


def _count_strangers(rows: list[ImportedTask], name: str, known: set[str]) -> Mapping[str, int]:
    """How often a name that the desk does not have occurs, commonest first."""
    counts = Counter(getattr(row, name) for row in rows)
    return {one_line(text): count for text, count in counts.most_common() if text and text not in known}
