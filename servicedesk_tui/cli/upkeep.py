"""Looking after the store."""

from pathlib import Path
from typing import Annotated

import typer

from servicedesk_tui.locale import _

from .printing import complain, confirm
from .program import Verb, make_app
from .running import REFUSED
from .service import asked_store, opened

app = make_app()


@app.command(
    "backup", cls=Verb, help=_("Others may go on working meanwhile; a file that is there already is left alone.")
)
def backup(file: Annotated[Path, typer.Argument(metavar=_("FILE"), help=_("Where to write the copy."))]) -> None:
    """Copy the store."""
    from servicedesk_tui.store.backup import back_up

    # Opening first refuses what is no desk, and who may not read it.
    with opened():
        back_up(asked_store(), file)
    confirm(_("Backup written to {file}.").format(file=file))


@app.command("check", cls=Verb, help=_("Without --fix nothing is changed. Exit status 1 when something is wrong."))
def check(fix: Annotated[bool, typer.Option("--fix", help=_("Make what searching reads anew."))] = False) -> None:
    """Look whether the store is whole."""
    from servicedesk_tui.store.checking import check_store, fix_search

    with opened() as desk:
        address = asked_store()
        if fix:
            fix_search(address, desk.me.login)
            confirm(_("What searching reads was made anew."))
        findings = check_store(address)
    for finding in findings:
        complain(finding.sentence)
    if any(finding.is_fault for finding in findings):
        raise typer.Exit(REFUSED)
    confirm(_("The store is whole."))
