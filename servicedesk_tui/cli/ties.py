"""How tasks hang together: links and blocks."""

from typing import Annotated

import typer

from servicedesk_tui.locale import _
from servicedesk_tui.vocabulary.enums import LinkKind

from .asked import Misused
from .program import Verb, make_app
from .service import Ref, Refs, Whole, carry_out, do_for, find_task, find_tasks, opened

app = make_app()
KindArgument = Annotated[
    LinkKind, typer.Argument(metavar="blocks|relates|duplicates|follows", help=_("How, read from left to right."))
]
By = Annotated[str, typer.Option("--by", metavar=_("REF"), help=_("The task that blocks."))]


@app.command("link", cls=Verb, help="")
def link(task: Ref, kind: KindArgument, other: Ref) -> None:
    """Link two tasks."""
    from servicedesk_tui.vocabulary.commands import LinkTask

    with opened() as desk:
        carry_out(desk, LinkTask(task=find_task(desk, task), other=find_task(desk, other), kind=kind))


@app.command("unlink", cls=Verb, help="")
def unlink(task: Ref, kind: KindArgument, other: Ref) -> None:
    """Take a link away."""
    from servicedesk_tui.vocabulary.commands import UnlinkTask

    with opened() as desk:
        carry_out(desk, UnlinkTask(task=find_task(desk, task), other=find_task(desk, other), kind=kind))


@app.command("block", cls=Verb, help="")
def block(
    refs: Refs,
    by: By = "",
    reason: Annotated[str, typer.Option("--reason", metavar=_("TEXT"), help=_("Why, in a few words."))] = "",
    whole: Whole = False,
) -> None:
    """Say that tasks cannot go on."""
    from servicedesk_tui.vocabulary.commands import BlockTask

    if not by and not reason:
        raise Misused(_("Say --by REF, --reason TEXT, or both."))
    with opened() as desk:
        command = BlockTask(task=0, reason=reason, by=find_task(desk, by) if by else None)
        do_for(desk, find_tasks(desk, refs), command, whole=whole)


@app.command("unblock", cls=Verb, help=_("Without --by, the reason is taken away."))
def unblock(refs: Refs, by: By = "", whole: Whole = False) -> None:
    """Take a block away."""
    from servicedesk_tui.vocabulary.commands import UnblockTask

    with opened() as desk:
        command = UnblockTask(task=0, by=find_task(desk, by) if by else None)
        do_for(desk, find_tasks(desk, refs), command, whole=whole)
