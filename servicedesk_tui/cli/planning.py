"""When and in what order: snooze, plan, reorder."""

from typing import Annotated

import typer

from servicedesk_tui.locale import _

from .asked import Misused
from .choosing import Chosen, Dry, Refs, Wanted, Whole, do_for
from .dating import read_due, read_minutes
from .naming import is_none
from .program import Verb, make_app
from .service import find_task, opened, zone_of

app = make_app()


@app.command(
    "snooze", cls=Verb, help=_("For the whole team, and in the inbox only; past it a task is moved to waiting.")
)
def snooze(
    until: Annotated[str, typer.Option("--until", metavar=_("DATE"), help=_("mon, +3d, 1/12 9:00, or none to wake."))],
    refs: Refs = None,
    wanted: Wanted = "",
    whole: Whole = False,
    dry: Dry = False,
) -> None:
    """Put inbox tasks aside, or wake them."""
    from servicedesk_tui.vocabulary.commands import SnoozeTask

    with opened() as desk:
        at, is_day = (None, False) if is_none(until) else read_due(until, zone_of(desk))
        do_for(desk, Chosen(refs, wanted, whole, dry), SnoozeTask(task=0, until=at, is_day=is_day))


@app.command(
    "plan", cls=Verb, help=_("Without --person it is the owner's; their next visit is moved when there is one.")
)
def plan(
    at: Annotated[
        str, typer.Option("--at", metavar=_("MOMENT"), help=_("“fri 9:00”, “1/12 13:30”, or none to call it off."))
    ],
    refs: Refs = None,
    length: Annotated[str, typer.Option("--for", metavar="90m|1.5h", help=_("How long it takes."))] = "",
    person: Annotated[str, typer.Option("--person", metavar=_("LOGIN"), help=_("Who is to visit; “me” is you."))] = "",
    wanted: Wanted = "",
    whole: Whole = False,
    dry: Dry = False,
) -> None:
    """Plan visits, move them, or call them off."""
    from servicedesk_tui.vocabulary.commands import PlanVisit

    from .people import find_login

    with opened() as desk:
        start, is_day = (None, False) if is_none(at) else read_due(at, zone_of(desk))
        if is_day:
            raise Misused(_("A visit needs a time of day, as in {example}.").format(example=f"{at.strip()} 9:00"))
        command = PlanVisit(
            task=0,
            start=start,
            minutes=read_minutes(length) if length else None,
            person=find_login(desk, person) if person else None,
        )
        do_for(desk, Chosen(refs, wanted, whole, dry), command)


@app.command(
    "reorder",
    cls=Verb,
    help=_(
        "Only among open tasks of one status and priority. Setting when one is due takes it back to the order of dates."
    ),
)
def reorder(
    refs: Refs = None,
    above: Annotated[str, typer.Option("--above", metavar=_("REF"), help=_("The task they go right above."))] = "",
    below: Annotated[str, typer.Option("--below", metavar=_("REF"), help=_("The task they go right below."))] = "",
    wanted: Wanted = "",
    whole: Whole = False,
    dry: Dry = False,
) -> None:
    """Put tasks above or below another."""
    from servicedesk_tui.vocabulary.commands import ReorderTask

    if bool(above) is bool(below):
        raise Misused(_("Say --above REF or --below REF."))
    with opened() as desk:
        command = ReorderTask(task=0, other=find_task(desk, above or below), below=bool(below))
        do_for(desk, Chosen(refs, wanted, whole, dry), command)
