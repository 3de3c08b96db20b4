"""Checklists: item add, list, tick, untick, edit, move and remove."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from servicedesk_tui.locale import _

from .asked import Misused
from .dating import read_due
from .naming import is_none
from .printing import print_json, print_rows, read_stdin
from .program import Verb, make_app
from .service import Json, Ref, carry_out, find_task, opened, zone_of
from .views import MINUS, FilterVerb, say

if TYPE_CHECKING:
    from servicedesk_tui.desk import Desk
    from servicedesk_tui.vocabulary.task_rows import ChecklistRow

app = make_app("item")
Number = Annotated[int, typer.Argument(metavar=_("LINE"), help=_("A line's number, as item list shows it."))]
Numbers = Annotated[list[int], typer.Argument(metavar=_("LINE…"), help=_("Lines' numbers, as item list shows them."))]


@app.command(
    "add",
    cls=FilterVerb,
    help=_(
        "Each LINE is one; - reads them from stdin. A bullet, a number and [ ] or [x] before it are taken off. @login at "
        "its end says who does it, due:fri by when; a line that is only SD-12 stands for that task, and is ticked with it."
    ),
)
def add(
    ref: Ref,
    lines: Annotated[list[str], typer.Argument(metavar=_("LINE…"), help=_("The lines, or - for stdin."))],
) -> None:
    """Add lines."""
    from servicedesk_tui.vocabulary.checklists import AddChecklistItems

    written = read_stdin().splitlines() if lines == ["-"] else [line.removeprefix(MINUS) for line in lines]
    with opened() as desk:
        carry_out(desk, AddChecklistItems(task=find_task(desk, ref), lines=tuple(written)))


@app.command("list", cls=Verb, help=_("The lines with their numbers, who does them and by when."))
def list_items(ref: Ref, json: Json = False) -> None:
    """List lines."""
    from servicedesk_tui.vocabulary.refs import ref as refer

    with opened() as desk:
        zone, rows = zone_of(desk), _lines(desk, find_task(desk, ref))
    if json:
        print_json(
            [
                {
                    "line": place,
                    "text": row.text,
                    "done": row.done,
                    "assignee": row.assignee,
                    "due": row.due.astimezone(zone).isoformat(timespec="seconds") if row.due else None,
                    "task": refer(row.linked) if row.linked else None,
                }
                for place, row in enumerate(rows, 1)
            ]
        )
        return
    shown = [
        [
            str(place),
            "x" if row.done else "",
            refer(row.linked) if row.linked else "",
            row.assignee or "",
            say(row.due, True, zone) if row.due else "",
            row.text,
        ]
        for place, row in enumerate(rows, 1)
    ]
    print_rows([_("Line"), _("Done"), _("Task"), _("Who"), _("Due"), _("Text")], shown)


@app.command("tick", cls=Verb, help=_("Tick lines."))
def tick(ref: Ref, lines: Numbers) -> None:
    """Tick lines."""
    _tick(ref, lines, done=True)


@app.command("untick", cls=Verb, help=_("Take ticks off."))
def untick(ref: Ref, lines: Numbers) -> None:
    """Take ticks off."""
    _tick(ref, lines, done=False)


def _tick(ref: str, lines: list[int], *, done: bool) -> None:
    from servicedesk_tui.vocabulary.commands import TickChecklistItem

    with opened() as desk:
        task = find_task(desk, ref)
        rows = _lines(desk, task)
        found = [_line(rows, number) for number in dict.fromkeys(lines)]
        for row in found:
            carry_out(desk, TickChecklistItem(task=task, item=row.id, done=done))


@app.command(
    "edit", cls=Verb, help=_("Only what is given is set; “none” clears who does it, the due date or the task.")
)
def edit(
    ref: Ref,
    line: Number,
    text: Annotated[str | None, typer.Option("--text", metavar=_("TEXT"), help=_("What it says."))] = None,
    who: Annotated[
        str | None, typer.Option("--for", metavar=_("LOGIN"), help=_("Who does it; “me” is you, or “none”."))
    ] = None,
    due: Annotated[str | None, typer.Option("--due", metavar=_("DATE"), help=_("By when, or “none”."))] = None,
    stands_for: Annotated[
        str | None, typer.Option("--task", metavar=_("REF"), help=_("The task it stands for, or “none”."))
    ] = None,
) -> None:
    """Set what a line says."""
    from servicedesk_tui.vocabulary.checklists import EditChecklistItem

    from .people import find_login

    with opened() as desk:
        task = find_task(desk, ref)
        row = _line(_lines(desk, task), line)
        fields: dict[str, Any] = {} if text is None else {"text": text}
        if who is not None:
            fields["assignee"] = None if is_none(who) else find_login(desk, who)
        if due is not None:
            fields["due"] = None if is_none(due) else read_due(due, zone_of(desk))[0]
        if stands_for is not None:
            fields["linked"] = None if is_none(stands_for) else find_task(desk, stands_for)
        if not fields:
            raise Misused(_("Say what to set, for instance --text; see servicedesk item edit --help."))
        carry_out(desk, EditChecklistItem(task=task, item=row.id, fields=fields))


@app.command("move", cls=Verb, help=_("Put a line right above another, or right below it."))
def move(
    ref: Ref,
    line: Number,
    above: Annotated[int, typer.Option("--above", metavar=_("LINE"), help=_("The line that is to be below it."))] = 0,
    below: Annotated[int, typer.Option("--below", metavar=_("LINE"), help=_("The line that is to be above it."))] = 0,
) -> None:
    """Put a line in another place."""
    from servicedesk_tui.vocabulary.checklists import MoveChecklistItem

    if bool(above) is bool(below):
        raise Misused(_("Say --above LINE or --below LINE."))
    with opened() as desk:
        task = find_task(desk, ref)
        rows = _lines(desk, task)
        row, other = _line(rows, line), _line(rows, above or below)
        carry_out(desk, MoveChecklistItem(task=task, item=row.id, other=other.id, below=bool(below)))


@app.command("remove", cls=Verb, help=_("Take a line off."))
def remove(ref: Ref, line: Number) -> None:
    """Take a line off."""
    from servicedesk_tui.vocabulary.checklists import RemoveChecklistItem

    with opened() as desk:
        task = find_task(desk, ref)
        carry_out(desk, RemoveChecklistItem(task=task, item=_line(_lines(desk, task), line).id))


def _lines(desk: "Desk", task: int) -> "tuple[ChecklistRow, ...]":
    from servicedesk_tui.vocabulary.questions import TaskQuestion

    found: tuple[ChecklistRow, ...] = desk.ask(TaskQuestion(id=task, history=1)).checklist
    return found


def _line(rows: "tuple[ChecklistRow, ...]", number: int) -> "ChecklistRow":
    from servicedesk_tui.vocabulary.refusals import NotFound

    if not 1 <= number <= len(rows):
        raise NotFound(
            _("There is no line {number}; the checklist has {count}.").format(number=number, count=len(rows))
        )
    return rows[number - 1]
