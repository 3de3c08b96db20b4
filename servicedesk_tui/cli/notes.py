"""Notes: written, changed, pinned, taken away. A note is known by its number, as `show` and `history` print it."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from servicedesk_tui.locale import _
from servicedesk_tui.vocabulary.enums import CallDirection, NoteKind

from .asked import Misused
from .choosing import Chosen, Dry, Wanted, Whole, carry_out_for
from .printing import read_stdin
from .program import Verb, make_app
from .service import Ref, carry_out, find_task, opened

if TYPE_CHECKING:
    from collections.abc import Callable

    from servicedesk_tui.vocabulary.commands import TaskCommand

app = make_app()
Number = Annotated[int, typer.Argument(metavar=_("NOTE"), help=_("A note's number, as show prints it."))]
Caller = Annotated[str | None, typer.Option("--caller", metavar=_("NAME"), help=_("Of a call: with whom."))]
CameIn = Annotated[bool, typer.Option("--in", help=_("Of a call: they rang."))]
WentOut = Annotated[bool, typer.Option("--out", help=_("Of a call: we rang."))]
Outcome = Annotated[str | None, typer.Option("--outcome", metavar=_("TEXT"), help=_("Of a call: what came of it."))]


@app.command("note", cls=Verb, help=_("With --filter the note is written on all tasks that it lets through."))
def note(
    words: Annotated[
        list[str],
        typer.Argument(metavar=_("[REF] TEXT…"), help=_("The task and the note; - reads the note from stdin.")),
    ],
    kind: Annotated[NoteKind | None, typer.Option("--kind", help=_("Who it is meant for."))] = None,
    caller: Caller = None,
    came_in: CameIn = False,
    went_out: WentOut = False,
    outcome: Outcome = None,
    pin: Annotated[bool, typer.Option("--pin", help=_("It stands above what happened."))] = False,
    wanted: Wanted = "",
    whole: Whole = False,
    dry: Dry = False,
) -> None:
    """Write a note."""
    from servicedesk_tui.vocabulary.commands import AddNote

    refs, text = ([], words) if wanted else (words[:1], words[1:])
    if not text:
        raise Misused(_("Write the note after the task, or - to read it from stdin."))
    call = _of_a_call(caller, came_in, went_out, outcome)
    meant = kind or (NoteKind.CALL if call else NoteKind.INTERNAL)
    command = AddNote(task=0, body=_said(text), kind=meant, pinned=pin, **call)
    carry_out_for(Chosen(refs, wanted, whole, dry), command)


@app.command("note-edit", cls=Verb, help=_("Only what is given is set. Long after it was written it is marked."))
def edit(
    ref: Ref,
    number: Number,
    words: Annotated[
        list[str] | None,
        typer.Argument(metavar=_("TEXT…"), help=_("What it is to say; - reads it from stdin.")),
    ] = None,
    kind: Annotated[NoteKind | None, typer.Option("--kind", help=_("Who it is meant for."))] = None,
    caller: Caller = None,
    came_in: CameIn = False,
    went_out: WentOut = False,
    outcome: Outcome = None,
) -> None:
    """Change a note."""
    from servicedesk_tui.vocabulary.notes import EditNote

    fields = _of_a_call(caller, came_in, went_out, outcome)
    if words:
        fields["body"] = _said(words)
    if kind:
        fields["kind"] = kind
    if not fields:
        raise Misused(_("Write what the note is to say, or say what to set; see servicedesk note-edit --help."))
    _do(ref, lambda task: EditNote(task=task, note=number, fields=fields))


@app.command("note-pin", cls=Verb, help="")
def pin(
    ref: Ref,
    number: Number,
    off: Annotated[bool, typer.Option("--off", help=_("Let it go back to its place."))] = False,
) -> None:
    """Pin a note."""
    from servicedesk_tui.vocabulary.notes import PinNote

    _do(ref, lambda task: PinNote(task=task, note=number, pinned=not off))


@app.command("note-remove", cls=Verb, help=_("The history says that there was one; undo brings it back."))
def remove(ref: Ref, number: Number) -> None:
    """Take a note away."""
    from servicedesk_tui.vocabulary.notes import RemoveNote

    _do(ref, lambda task: RemoveNote(task=task, note=number))


def _do(ref: str, make: "Callable[[int], TaskCommand]") -> None:
    with opened() as desk:
        carry_out(desk, make(find_task(desk, ref)))


def _said(words: list[str]) -> str:
    return read_stdin() if words == ["-"] else " ".join(words)


def _of_a_call(caller: str | None, came_in: bool, went_out: bool, outcome: str | None) -> dict[str, Any]:
    if came_in and went_out:
        raise Misused(_("Say --in or --out: either they rang or we did."))
    direction = CallDirection.IN if came_in else CallDirection.OUT if went_out else None
    given = {"caller": caller, "direction": direction, "outcome": outcome}
    return {name: value for name, value in given.items() if value is not None}
