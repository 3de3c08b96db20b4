"""Undo and redo."""

import shlex
from typing import TYPE_CHECKING, Annotated

import typer

from servicedesk_tui.locale import _
from servicedesk_tui.vocabulary.refusals import Needs, Refusal

from .asked import ASKED, Misused
from .printing import print_json, print_rows
from .program import Verb, make_app
from .service import Json, carry_out, opened, zone_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from servicedesk_tui.vocabulary.commands import Redo, Undo
    from servicedesk_tui.vocabulary.history_rows import UndoLine

app = make_app()
Batch = Annotated[
    int | None,
    typer.Option("--batch", metavar=_("N"), help=_("The very one to take back, by its number in the history.")),
]


@app.command(
    "undo",
    cls=Verb,
    help=_("What was done elsewhere, or more than an hour ago, is shown first with the line that takes it back."),
)
def undo(
    batch: Batch = None,
    listed: Annotated[
        bool, typer.Option("--list", help=_("Take nothing back; list what could be, the latest first."))
    ] = False,
    limit: Annotated[int, typer.Option("--limit", min=1, metavar=_("N"), help=_("Of a list, at most so many."))] = 50,
    json: Json = False,
) -> None:
    """Take back the latest change, or list them."""
    from servicedesk_tui.vocabulary.commands import Undo

    if listed:
        if batch is not None:
            raise Misused(_("Say --list or --batch, not both."))
        _print_list(limit, json=json)
        return
    if json:
        raise Misused(_("--json goes with --list."))
    _reverse("undo", Undo(batch=batch))


@app.command("redo", cls=Verb, help="")
def redo(batch: Batch = None) -> None:
    """Do again what was taken back."""
    from servicedesk_tui.vocabulary.commands import Redo

    _reverse("redo", Redo(batch=batch))


def _print_list(limit: int, *, json: bool) -> None:
    from servicedesk_tui.vocabulary.questions import UndoQuestion

    with opened() as desk:
        lines: Sequence[UndoLine] = desk.ask(UndoQuestion(limit=limit))
        zone = zone_of(desk)
        if json:
            print_json(
                [
                    {
                        "batch": line.batch,
                        "at": line.at.astimezone(zone).isoformat(timespec="seconds"),
                        "label": line.label,
                        "tasks": line.tasks,
                        "undone": line.undone,
                        "here": line.here,
                    }
                    for line in lines
                ]
            )
            return
        rows = [
            [str(line.batch), line.at.astimezone(zone).strftime("%Y-%m-%d %H:%M"), _where(line), _label(line)]
            for line in lines
        ]
        print_rows([_("No."), _("When"), _("Where"), _("What")], rows)


def _where(line: "UndoLine") -> str:
    return _("here") if line.here else _("elsewhere")


def _label(line: "UndoLine") -> str:
    return f"{line.label} ({_('taken back')})" if line.undone else line.label


def _reverse(verb: str, command: "Undo | Redo") -> None:
    with opened() as desk:
        try:
            carry_out(desk, command)
        except Needs as needs:
            if needs.field != "batch" or not needs.choices:
                raise
            raise Refusal(f"{needs.message} {_line(verb, needs.choices[0].value)}") from None


def _line(verb: str, batch: int) -> str:
    """The exact line to run, to the same store as the same person; a password is left to be filled in."""
    from servicedesk_tui.store.faults import masked

    asked = ASKED.get()
    named = [("--store", masked(asked.store or "")), ("--as", asked.as_login)]
    options = [part for name, value in named if value for part in (name, value)]
    return _("Then run: {line}").format(line=shlex.join(["servicedesk", verb, "--batch", str(batch), *options]))
