"""How tasks hang together: links and blocks."""

from typing import Annotated

import typer

from servicedesk_tui.locale import _
from servicedesk_tui.vocabulary.enums import LinkKind
from servicedesk_tui.vocabulary.refs import ref as refer

from .asked import Misused
from .choosing import Chosen, Dry, Refs, Wanted, Whole, do_for
from .printing import print_line
from .program import Verb, make_app
from .service import Ref, carry_out, find_task, opened

app = make_app()
Words = Annotated[
    list[str],
    typer.Argument(
        metavar=f"{_('REF…')} blocks|relates|duplicates|follows {_('REF')}", help=_("How, read from left to right.")
    ),
]
By = Annotated[str, typer.Option("--by", metavar=_("REF"), help=_("The task that blocks."))]


@app.command("link", cls=Verb, help=_("With --filter, all tasks that it lets through are linked to the last one."))
def link(words: Words, wanted: Wanted = "", whole: Whole = False, dry: Dry = False) -> None:
    """Link two tasks."""
    from servicedesk_tui.vocabulary.commands import LinkTask

    refs, kind, other = _read(words, wanted)
    with opened() as desk:
        do_for(desk, Chosen(refs, wanted, whole, dry), LinkTask(task=0, other=find_task(desk, other), kind=kind))


@app.command("unlink", cls=Verb, help="")
def unlink(words: Words, wanted: Wanted = "", whole: Whole = False, dry: Dry = False) -> None:
    """Take a link away."""
    from servicedesk_tui.vocabulary.commands import UnlinkTask

    refs, kind, other = _read(words, wanted)
    with opened() as desk:
        do_for(desk, Chosen(refs, wanted, whole, dry), UnlinkTask(task=0, other=find_task(desk, other), kind=kind))


def _read(words: list[str], wanted: str) -> tuple[list[str], LinkKind, str]:
    """The tasks named before the kind of link, the kind, and the task after it."""
    kinds = {kind.value: kind for kind in LinkKind}
    *refs, kind, other = words if len(words) > 1 else ["", ""]
    if len(words) < (2 if wanted else 3) or kind.lower() not in kinds:
        raise Misused(_("Write REF, one of {kinds}, and another REF.").format(kinds=", ".join(kinds)))
    return refs, kinds[kind.lower()], other


@app.command(
    "split",
    cls=Verb,
    help=_("It is for the same customer, in the inbox, and follows from REF; the note is its description."),
)
def split(
    ref: Ref,
    note: Annotated[int, typer.Argument(metavar=_("NOTE"), help=_("A note's number, as show prints it."))],
    title: Annotated[list[str], typer.Argument(metavar=_("TITLE…"), help=_("The new task's title."))],
) -> None:
    """Make a task of a note."""
    from servicedesk_tui.vocabulary.checklists import SplitNote
    from servicedesk_tui.vocabulary.questions import FactsQuestion

    with opened() as desk:
        made = carry_out(desk, SplitNote(task=find_task(desk, ref), note=note, title=" ".join(title))).created
        assert made is not None
        print_line(refer(desk.ask(FactsQuestion(ids=(made,)))[0].number))


@app.command("block", cls=Verb, help="")
def block(
    refs: Refs = None,
    by: By = "",
    reason: Annotated[str, typer.Option("--reason", metavar=_("TEXT"), help=_("Why, in a few words."))] = "",
    wanted: Wanted = "",
    whole: Whole = False,
    dry: Dry = False,
) -> None:
    """Say that tasks cannot go on."""
    from servicedesk_tui.vocabulary.commands import BlockTask

    if not by and not reason:
        raise Misused(_("Say --by REF, --reason TEXT, or both."))
    with opened() as desk:
        command = BlockTask(task=0, reason=reason, by=find_task(desk, by) if by else None)
        do_for(desk, Chosen(refs, wanted, whole, dry), command)


@app.command("unblock", cls=Verb, help=_("Without --by, the reason is taken away."))
def unblock(refs: Refs = None, by: By = "", wanted: Wanted = "", whole: Whole = False, dry: Dry = False) -> None:
    """Take a block away."""
    from servicedesk_tui.vocabulary.commands import UnblockTask

    with opened() as desk:
        command = UnblockTask(task=0, by=find_task(desk, by) if by else None)
        do_for(desk, Chosen(refs, wanted, whole, dry), command)
