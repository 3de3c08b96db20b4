"""Files of tasks: list, save, preview and remove."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from servicedesk_tui.locale import _

from .asked import Misused
from .printing import confirm, print_json, print_line, print_rows, print_text
from .program import Verb, make_app
from .service import Json, Ref, carry_out, find_task, opened, zone_of

if TYPE_CHECKING:
    from servicedesk_tui.desk import Desk
    from servicedesk_tui.vocabulary.files import FileRow

app = make_app("file")
FileId = Annotated[int, typer.Argument(metavar=_("FILE"), help=_("A file's number, as file list shows it."))]


@app.command(
    "list", cls=Verb, help=_("The files with their numbers, what they are, their size, who kept them and when.")
)
def list_files(ref: Ref, json: Json = False) -> None:
    """List files."""
    from .views import say

    with opened() as desk:
        zone, rows = zone_of(desk), _files(desk, find_task(desk, ref))
    if json:
        print_json(
            [
                {
                    "file": row.id,
                    "name": row.name,
                    "type": row.media_type,
                    "size": row.size,
                    "url": row.url or None,
                    "by": row.by,
                    "at": row.at.astimezone(zone).isoformat(timespec="seconds"),
                }
                for row in rows
            ]
        )
        return
    headings = [_("File"), _("Size"), _("Type"), _("By"), _("When"), _("Name")]
    shown = [
        [str(r.id), "" if r.size is None else str(r.size), r.media_type, r.by, say(r.at, False, zone), r.url or r.name]
        for r in rows
    ]
    print_rows(headings, shown)


def _files(desk: "Desk", task: int) -> "tuple[FileRow, ...]":
    from servicedesk_tui.vocabulary.questions import TaskQuestion

    found: tuple[FileRow, ...] = desk.ask(TaskQuestion(id=task, history=1)).files
    return found


@app.command("save", cls=Verb, help=_("Nothing that is there is written over. With --all, every file of the task REF."))
def save(
    number: Annotated[str, typer.Argument(metavar=_("FILE|REF"), help=_("A file's number; with --all, a task."))],
    folder: Annotated[
        Path, typer.Option("--to", metavar=_("FOLDER"), help=_("Where to; here when it is not said."))
    ] = Path(),
    everything: Annotated[bool, typer.Option("--all", help=_("Every file of a task."))] = False,
) -> None:
    """Write files into a folder."""
    from servicedesk_tui.exchange.files import write_file
    from servicedesk_tui.vocabulary.files import FileQuestion

    with opened() as desk:
        ids = [row.id for row in _files(desk, find_task(desk, number))] if everything else [_number(number)]
        for one in ids:
            found = desk.ask(FileQuestion(file=one))
            if found.row.url:
                print_line(found.row.url)
            else:
                print_line(str(write_file(folder.expanduser(), found.row.name, found.content)))
    if not ids:
        confirm(_("There are no files."))


def _number(text: str) -> int:
    if not text.isascii() or not text.isdigit():
        raise Misused(_("“{text}” is no file's number; see servicedesk file list REF.").format(text=text[:40]))
    return int(text)


@app.command("preview", cls=Verb, help=_("The first lines of a text."))
def preview(
    number: FileId, lines: Annotated[int, typer.Option("--lines", min=1, metavar=_("N"), help=_("How many."))] = 20
) -> None:
    """Show the first lines."""
    from servicedesk_tui.vocabulary.files import PreviewQuestion

    with opened() as desk:
        found = desk.ask(PreviewQuestion(file=number, lines=lines))
    if found.lines is None:
        raise Misused(_("{name} is no text but {type}; file save writes it.").format(
            name=found.row.name, type=found.row.media_type))  # fmt: skip
    print_text("\n".join(found.lines))


@app.command("remove", cls=Verb, help=_("Take a file off a task; undo brings it back."))
def remove(ref: Ref, number: FileId) -> None:
    """Take a file off a task."""
    from servicedesk_tui.vocabulary.files import DetachFile

    with opened() as desk:
        carry_out(desk, DetachFile(task=find_task(desk, ref), file=number))
