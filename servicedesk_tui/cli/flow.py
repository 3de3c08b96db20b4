"""Who does it and how far it has come: assign, take, move, done, close, reopen."""

from typing import Annotated

import typer

from servicedesk_tui.locale import _
from servicedesk_tui.vocabulary.enums import CloseReason, OpenItems, WaitingOn

from .asked import Misused
from .choosing import Chosen, Dry, Refs, Wanted, Whole, carry_out_for, do_for
from .naming import is_none
from .program import Verb, make_app
from .service import find_task, opened, zone_of

app = make_app()
Items = Annotated[OpenItems | None, typer.Option("--items", help=_("What to do with open checklist items."))]
Reason = Annotated[CloseReason | None, typer.Option("--reason", help=_("Why it is not done."))]


@app.command(
    "assign", cls=Verb, help=_("From the inbox they move to the first ready status; “none” puts them back into it.")
)
def assign(
    to: Annotated[str, typer.Option("--to", metavar=_("LOGIN"), help=_("The owner's login, “me”, or “none”."))] = "",
    refs: Refs = None,
    by_policy: Annotated[
        bool, typer.Option("--by-policy", help=_("To whom the policy for each of them chooses."))
    ] = False,
    wanted: Wanted = "",
    whole: Whole = False,
    dry: Dry = False,
) -> None:
    """Give tasks an owner, or take it off."""
    from servicedesk_tui.vocabulary.commands import AssignTask, TakeTask, UnassignTask
    from servicedesk_tui.vocabulary.planning import AssignByPolicy

    from .people import find_person

    if bool(to) is by_policy:
        raise Misused(_("Say --to LOGIN or --by-policy."))
    login = to.removeprefix("@")
    with opened() as desk:
        chosen = Chosen(refs, wanted, whole, dry)
        if by_policy:
            do_for(desk, chosen, AssignByPolicy(task=0))
        elif is_none(login):
            do_for(desk, chosen, UnassignTask(task=0))
        elif login.lower() in ("me", "mig"):
            do_for(desk, chosen, TakeTask(task=0))
        else:
            do_for(desk, chosen, AssignTask(task=0, owner=find_person(desk, login).id))


@app.command("take", cls=Verb, help="")
def take(refs: Refs = None, wanted: Wanted = "", whole: Whole = False, dry: Dry = False) -> None:
    """Make tasks mine."""
    from servicedesk_tui.vocabulary.commands import TakeTask

    carry_out_for(Chosen(refs, wanted, whole, dry), TakeTask(task=0))


@app.command("move", cls=Verb, help=_("Waiting needs to know on whom or what, and takes until when."))
def move(
    to: Annotated[str, typer.Option("--to", metavar=_("STATUS"), help=_("The status, by its key or its name."))],
    refs: Refs = None,
    waiting_on: Annotated[WaitingOn | None, typer.Option("--waiting-on", help=_("Whom or what it waits for."))] = None,
    until: Annotated[str, typer.Option("--until", metavar=_("DATE"), help=_("Until when it waits."))] = "",
    owner: Annotated[
        str, typer.Option("--owner", metavar=_("LOGIN"), help=_("Who is to own it, when nobody does; “me” is you."))
    ] = "",
    items: Items = None,
    reason: Reason = None,
    wanted: Wanted = "",
    whole: Whole = False,
    dry: Dry = False,
) -> None:
    """Set the status."""
    from servicedesk_tui.vocabulary.commands import MoveTask

    from .dating import read_due
    from .people import find_login
    from .views import find_status

    with opened() as desk:
        moment, is_day = read_due(until, zone_of(desk)) if until else (None, False)
        command = MoveTask(
            task=0,
            status=find_status(desk, to).key,
            owner=find_login(desk, owner) if owner else None,
            waiting_on=waiting_on,
            until=moment,
            until_is_day=is_day,
            open_items=items,
            reason=reason,
        )
        do_for(desk, Chosen(refs, wanted, whole, dry), command)


@app.command("done", cls=Verb, help="")
def finish(refs: Refs = None, items: Items = None, wanted: Wanted = "", whole: Whole = False, dry: Dry = False) -> None:
    """Finish tasks."""
    from servicedesk_tui.vocabulary.commands import FinishTask

    carry_out_for(Chosen(refs, wanted, whole, dry), FinishTask(task=0, open_items=items))


@app.command("close", cls=Verb, help=_("A duplicate's notes, files and watchers go to the task it is the same as."))
def close(
    refs: Refs = None,
    reason: Reason = None,
    duplicate_of: Annotated[
        str, typer.Option("--duplicate-of", metavar=_("REF"), help=_("The task that they are the same as."))
    ] = "",
    wanted: Wanted = "",
    whole: Whole = False,
    dry: Dry = False,
) -> None:
    """Close tasks without doing them."""
    from servicedesk_tui.vocabulary.checklists import CloseAsDuplicate
    from servicedesk_tui.vocabulary.commands import CloseTask

    if duplicate_of:
        if reason not in (None, CloseReason.DUPLICATE):
            raise Misused(_("Say --reason or --duplicate-of REF, and not both."))
        with opened() as desk:
            same = CloseAsDuplicate(task=0, of=find_task(desk, duplicate_of))
            do_for(desk, Chosen(refs, wanted, whole, dry), same)
        return
    carry_out_for(Chosen(refs, wanted, whole, dry), CloseTask(task=0, reason=reason))


@app.command("reopen", cls=Verb, help="")
def reopen(refs: Refs = None, wanted: Wanted = "", whole: Whole = False, dry: Dry = False) -> None:
    """Open tasks again."""
    from servicedesk_tui.vocabulary.commands import ReopenTask

    carry_out_for(Chosen(refs, wanted, whole, dry), ReopenTask(task=0))
