"""Bringing in a spreadsheet: read, told in full, then all of it or nothing."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from servicedesk_tui.locale import N_, _, n_
from servicedesk_tui.vocabulary.refusals import Invalid, Refusal

from .asked import Misused
from .printing import complain, confirm, is_read_by_a_person, print_json, print_line
from .program import Verb, make_app
from .service import Json, carry_out, opened, zone_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from servicedesk_tui.desk import Desk
    from servicedesk_tui.exchange.rows import Known
    from servicedesk_tui.exchange.spreadsheet import Reading

app = make_app()
_SHOWN = 40
_EVERY = 100_000
_PASSED_OVER = {
    "blank": N_("blank"),
    "heading": N_("headings again"),
    "total": N_("totals"),
    "repeated": N_("the same row twice"),
}


@app.command(
    "import",
    cls=Verb,
    help=_(
        "Columns are guessed from English and Danish headings. All rows or none, unless --partial. A row is known again by"
        " its id column, else by the file and its line, so the same file again adds nothing; servicedesk undo takes an"
        " import back."
    ),
)
def bring_in(
    file: Annotated[Path, typer.Argument(metavar=_("FILE"), help=_("The CSV file; - reads stdin."))],
    columns: Annotated[
        str, typer.Option("--map", metavar='"Kunde=customer,Emne=title"', help=_("What columns are, before any guess."))
    ] = "",
    dry_run: Annotated[bool, typer.Option("--dry-run", help=_("Only say what would be brought in."))] = False,
    partial: Annotated[bool, typer.Option("--partial", help=_("Take the good rows though others are faulty."))] = False,
    source: Annotated[
        str,
        typer.Option(
            "--source", metavar=_("NAME"), help=_("A name for the list, where two have the same headings and ids.")
        ),
    ] = "",
    json: Json = False,
) -> None:
    """Bring tasks in."""
    data = _read_file(file)
    with opened() as desk:
        reading = _read_sheet(desk, data, columns, source)
        refused = bool(reading.rejected) and not partial
        if dry_run or refused:
            _report(reading, as_json=json, to_a_person=dry_run or is_read_by_a_person())
            if refused:
                raise Refusal(_refuse(reading, dry_run=dry_run))
            return
        if not json and is_read_by_a_person():
            _report(reading, as_json=False, to_a_person=True)
        added = _add(desk, file.name, reading)
    known = len(reading.rows) - added
    if json:
        print_json(_describe(reading) | {"added": added, "known": known})
    if known:
        confirm(n_("{n} row was here already.", "{n} rows were here already.", known).format(n=known))
    if known and reading.has_identity and not source:
        confirm(_("If this is another list with the same headings and ids, give it a name with --source."))


def _read_file(file: Path) -> bytes:
    try:
        return sys.stdin.buffer.read() if str(file) == "-" else file.read_bytes()
    except OSError as error:
        raise Refusal(_("{file} cannot be read: {why}.").format(file=file, why=error.strerror)) from None


def _read_sheet(desk: "Desk", data: bytes, columns: str, source: str) -> "Reading":
    from servicedesk_tui.clock import SystemClock
    from servicedesk_tui.exchange.columns import parse_map
    from servicedesk_tui.exchange.spreadsheet import read_spreadsheet

    try:
        chosen = parse_map(columns)
    except Invalid as refusal:
        raise Misused(refusal.message) from None
    return read_spreadsheet(
        data,
        now=SystemClock().now(),
        zone=zone_of(desk),
        known=_know(desk),
        chosen=chosen,
        source=source,
        progress=_show_progress if sys.stderr.isatty() else None,
    )


def _know(desk: "Desk") -> "Known":
    from servicedesk_tui.exchange.rows import Known
    from servicedesk_tui.vocabulary.questions import CustomersQuestion, PeopleQuestion, StatusesQuestion

    return Known(
        people=[(person.login, person.name) for person in desk.ask(PeopleQuestion())],
        customers=[customer.name for customer in desk.ask(CustomersQuestion(limit=_EVERY))],
        statuses=desk.ask(StatusesQuestion()),
    )


def _show_progress(read: int, of: int) -> None:
    sys.stderr.write("\r" + _("Reading row {read} of {of}").format(read=read, of=of))
    if read + 500 >= of:
        sys.stderr.write("\r\x1b[K")
    sys.stderr.flush()


def _add(desk: "Desk", name: str, reading: "Reading") -> int:
    """Bring the rows in; answers how many were new."""
    from servicedesk_tui.vocabulary.desk_commands import ImportTasks

    if sys.stderr.isatty() and reading.rows:
        complain(n_("Writing {n} task…", "Writing {n} tasks…", len(reading.rows)).format(n=len(reading.rows)))
    return len(carry_out(desk, ImportTasks(source=reading.source, file=name, rows=reading.rows)).tasks)


def _refuse(reading: "Reading", *, dry_run: bool) -> str:
    count = len(reading.rejected)
    said = n_("{n} row cannot be taken.", "{n} rows cannot be taken.", count).format(n=count)
    if not dry_run:
        said = f"{_('Nothing was brought in.')} {said}"
    rest = _("Put them right, or add --partial to take the other {n}.").format(n=len(reading.rows))
    return f"{said} {rest}"


def _report(reading: "Reading", *, as_json: bool, to_a_person: bool) -> None:
    """What the file says; the rows that cannot be taken are told in any case."""
    if as_json:
        print_json(_describe(reading))
        return
    if to_a_person:
        for line in _summarise(reading):
            print_line(line)
    for fault in reading.rejected[:_SHOWN]:
        complain(_("Line {line}: {reason}").format(line=fault.line, reason=fault.reason))
    if len(reading.rejected) > _SHOWN:
        complain(_("… and {n} more; --json lists them all.").format(n=len(reading.rejected) - _SHOWN))


def _summarise(reading: "Reading") -> list[str]:
    count = len(reading.rows)
    lines = [n_("{n} task", "{n} tasks", count).format(n=count)]
    skipped = ", ".join(f"{_(_PASSED_OVER[kind])} ({n})" for kind, n in reading.passed_over.items())
    if skipped:
        lines.append(_("Rows passed over: {what}").format(what=skipped))
    used = ", ".join(f"{heading} = {column}" for heading, column in reading.columns if column)
    lines.append(_("Columns: {columns}").format(columns=used))
    unused = ", ".join(heading for heading, column in reading.columns if not column and heading.strip())
    if unused:
        lines.append(_("Columns not used: {columns}").format(columns=unused))
    if reading.new_customers:
        lines.append(_("New customers: {names}").format(names=_count_out(reading.new_customers)))
    if reading.unknown_people:
        lines.append(
            _(
                "Nobody here is called {names}; what they have goes to the inbox. Add those who work here first, with:"
                " servicedesk person add LOGIN"
            ).format(names=_count_out(reading.unknown_people))
        )
    if not reading.has_identity:
        lines.append(_("There is no id column: the same file again adds nothing, a changed one adds all its rows."))
    return lines


def _count_out(names: "Mapping[str, int]") -> str:
    shown = ", ".join(f"{name} ({count})" for name, count in list(names.items())[:8])
    more = len(names) - 8
    return shown + (" " + _("and {n} more").format(n=more) if more > 0 else "")


def _describe(reading: "Reading") -> dict[str, Any]:
    return {
        "source": reading.source,
        "encoding": reading.encoding,
        "separator": reading.separator,
        "columns": dict(reading.columns),
        "tasks": len(reading.rows),
        "rejected": [{"line": fault.line, "reason": fault.reason} for fault in reading.rejected],
        "passed_over": dict(reading.passed_over),
        "unknown_people": dict(reading.unknown_people),
        "new_customers": dict(reading.new_customers),
    }
