"""Time spent on tasks, as it is entered by hand: add, list, edit, remove."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from servicedesk_tui.locale import _

from .asked import Misused
from .dating import read_minutes
from .printing import print_json, print_rows
from .program import Verb, make_app
from .service import Json, Ref, carry_out, find_task, opened, zone_of
from .timer import At, Note, moment

if TYPE_CHECKING:
    from servicedesk_tui.desk import Desk
    from servicedesk_tui.vocabulary.task_rows import TaskView

app = make_app("time")
Number = Annotated[int, typer.Argument(metavar=_("TIME"), help=_("A time's number, as time list shows it."))]


@app.command("add", cls=Verb, help=_("Time spent without the timer."))
def add(
    ref: Ref,
    spent: Annotated[str, typer.Argument(metavar="90m|1.5h", help=_("How long."))],
    at: At = "",
    note: Note = "",
) -> None:
    """Enter time spent."""
    from servicedesk_tui.vocabulary.timing import LogTime

    with opened() as desk:
        command = LogTime(task=find_task(desk, ref), minutes=read_minutes(spent), ended_at=moment(desk, at), note=note)
        carry_out(desk, command)


@app.command("list", cls=Verb, help=_("Who spent how long when; the number is for time edit and remove."))
def list_times(ref: Ref, json: Json = False) -> None:
    """List time spent."""
    from servicedesk_tui.locale.dates import length
    from servicedesk_tui.vocabulary.timing import minutes_of

    from .views import say

    with opened() as desk:
        zone, now, view = zone_of(desk), desk.now, _view(desk, ref)
    rows = [(row, minutes_of(row.started_at, row.ended_at or now)) for row in view.times]
    if json:
        print_json(
            [
                {
                    "time": row.id,
                    "who": row.login,
                    "started_at": row.started_at.astimezone(zone).isoformat(timespec="seconds"),
                    "ended_at": row.ended_at.astimezone(zone).isoformat(timespec="seconds") if row.ended_at else None,
                    "minutes": minutes,
                    "note": row.note,
                }
                for row, minutes in rows
            ]
        )
        return
    headings = [_("Time"), _("Who"), _("When"), _("Spent"), _("Note")]
    print_rows(
        headings,
        [
            [
                str(row.id),
                row.login,
                say(row.started_at, False, zone),
                length(minutes) if row.ended_at else _("runs"),
                row.note,
            ]
            for row, minutes in rows
        ],
    )


def _view(desk: "Desk", ref: str) -> "TaskView":
    from servicedesk_tui.vocabulary.questions import TaskQuestion

    found: TaskView = desk.ask(TaskQuestion(id=find_task(desk, ref), history=1))
    return found


@app.command("edit", cls=Verb, help=_("Change a time; only what is given is set."))
def edit(
    ref: Ref,
    number: Number,
    spent: Annotated[str, typer.Option("--for", metavar="90m|1.5h", help=_("How long."))] = "",
    at: At = "",
    note: Annotated[str | None, typer.Option("--note", metavar=_("TEXT"), help=_("What was done."))] = None,
) -> None:
    """Change a time."""
    from servicedesk_tui.vocabulary.timing import EditTime

    with opened() as desk:
        fields: dict[str, Any] = {}
        if spent:
            fields["minutes"] = read_minutes(spent)
        if at:
            fields["ended_at"] = moment(desk, at)
        if note is not None:
            fields["note"] = note
        if not fields:
            raise Misused(_("Say what to set: --for, --at or --note."))
        carry_out(desk, EditTime(task=find_task(desk, ref), entry=number, fields=fields))


@app.command("remove", cls=Verb, help=_("Take a time away; undo brings it back."))
def remove(ref: Ref, number: Number) -> None:
    """Take a time away."""
    from servicedesk_tui.vocabulary.timing import RemoveTime

    with opened() as desk:
        carry_out(desk, RemoveTime(task=find_task(desk, ref), entry=number))
