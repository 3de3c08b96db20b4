"""Undo and redo."""

import shlex
from typing import TYPE_CHECKING, Annotated

import typer

from servicedesk_tui.locale import _
from servicedesk_tui.vocabulary.refusals import Needs, Refusal

from .asked import ASKED
from .program import Verb, make_app
from .service import carry_out, opened

if TYPE_CHECKING:
    from servicedesk_tui.vocabulary.commands import Redo, Undo

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
def undo(batch: Batch = None) -> None:
    """Take back the latest change."""
    from servicedesk_tui.vocabulary.commands import Undo

    _reverse("undo", Undo(batch=batch))


@app.command("redo", cls=Verb, help="")
def redo(batch: Batch = None) -> None:
    """Do again what was taken back."""
    from servicedesk_tui.vocabulary.commands import Redo

    _reverse("redo", Redo(batch=batch))


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
