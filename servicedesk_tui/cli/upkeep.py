"""Looking after the store."""

from pathlib import Path
from typing import Annotated

import typer

from servicedesk_tui.locale import _

from .printing import confirm
from .program import Verb, make_app
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
