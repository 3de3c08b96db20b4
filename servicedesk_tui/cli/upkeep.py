"""Looking after the store."""

from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from servicedesk_tui.locale import _

from .printing import complain, confirm
from .program import Verb, make_app
from .running import REFUSED
from .service import asked_store, opened

if TYPE_CHECKING:
    from servicedesk_tui.desk import Desk

app = make_app()
LATE = timedelta(minutes=5)
"""How long something may be due before it is said that nobody raises it."""


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
        forgotten = _forgotten(desk)
    if forgotten:
        complain(forgotten)
    for finding in findings:
        complain(finding.sentence)
    if forgotten or any(finding.is_fault for finding in findings):
        raise typer.Exit(REFUSED)
    confirm(_("The store is whole."))


def _forgotten(desk: "Desk") -> str:
    """What is wrong with looking after reminders: something has been due for a while, and no program raised it."""
    from servicedesk_tui.locale.dates import moment, span, zone
    from servicedesk_tui.vocabulary.reminding import NextDue, NextDueQuestion

    due: NextDue = desk.ask(NextDueQuestion())
    if not due.is_due or due.next_at is None or due.now - due.next_at < LATE:
        return ""
    here = zone(desk.me.zone)
    since = moment(due.ran_at, False, due.now, here) if due.ran_at else _("never")
    return _(
        "Reminders are not looked after: something has been due for {length}, and the last program that looked was here"
        " {since}. Open the desk, or run: servicedesk worker"
    ).format(length=span(due.now - due.next_at), since=since)
