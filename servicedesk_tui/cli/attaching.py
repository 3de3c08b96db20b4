"""Keeping files with a task."""

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from servicedesk_tui.locale import _

from .asked import Misused
from .program import Verb, make_app
from .service import Ref, carry_out, find_task, opened

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from servicedesk_tui.desk import Desk
    from servicedesk_tui.vocabulary.files import NewFile

app = make_app()


@app.command(
    "attach",
    cls=Verb,
    help=_("- reads standard input; https://… keeps the address. All are kept, or none."),
)
def attach(
    ref: Ref,
    files: Annotated[list[str], typer.Argument(metavar=_("FILE…|-"), help=_("Files, an address, or - for stdin."))],
    name: Annotated[
        str, typer.Option("--name", metavar=_("NAME"), help=_("What it is called; for stdin, or a single file."))
    ] = "",
    note: Annotated[str, typer.Option("--note", metavar=_("TEXT"), help=_("A note about them."))] = "",
) -> None:
    """Keep files with a task."""
    from servicedesk_tui.vocabulary.files import AttachFiles

    if name and len(files) > 1:
        raise Misused(_("--name is for a single file."))
    with opened() as desk:
        task = find_task(desk, ref)
        limit = _limit(desk)
        found = tuple(_read(text, name, limit) for text in files)
        carry_out(desk, AttachFiles(task=task, files=found, note=note))


def _limit(desk: "Desk") -> int:
    """The most bytes a file may have."""
    from servicedesk_tui.policy.contents import MEGABYTE
    from servicedesk_tui.vocabulary.staffing import SettingsQuestion

    found: Mapping[str, Any] = desk.ask(SettingsQuestion())
    return int(found["file_limit_mb"]) * MEGABYTE


def _read(text: str, name: str, limit: int) -> "NewFile":
    from dataclasses import replace

    from servicedesk_tui.exchange.files import read_file, read_stream

    if text == "-":
        return read_stream(name or "stdin", sys.stdin.buffer, limit)
    found = read_file(text, limit)
    return replace(found, name=name) if name else found
