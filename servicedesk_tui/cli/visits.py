"""Single visits: visit add, move and off."""

from datetime import UTC, datetime, timedelta, tzinfo
from typing import TYPE_CHECKING, Annotated

import typer

from servicedesk_tui.locale import _

from .asked import Misused
from .dating import read_due, read_minutes
from .program import Verb, make_app
from .service import Ref, carry_out, find_task, opened, zone_of

if TYPE_CHECKING:
    from servicedesk_tui.desk import Desk

app = make_app("visit")
Number = Annotated[int, typer.Argument(metavar=_("VISIT"), help=_("A visit's number, as schedule shows it."))]
Person = Annotated[str, typer.Option("--person", metavar=_("LOGIN"), help=_("Who is to visit; “me” is you."))]
Length = Annotated[str, typer.Option("--for", metavar="90m|1.5h", help=_("How long it takes."))]


@app.command("add", cls=Verb, help=_("Plan a further visit to a task; the owner's unless said otherwise."))
def add(
    ref: Ref,
    at: Annotated[str, typer.Option("--at", metavar=_("MOMENT"), help=_("“fri 9:00”, “1/12 13:30”."))],
    length: Length = "1h",
    person: Person = "",
) -> None:
    """Plan a visit."""
    from servicedesk_tui.vocabulary.planning import AddVisit

    from .people import find_login

    with opened() as desk:
        start = _moment(at, zone_of(desk))
        end = start + timedelta(minutes=read_minutes(length))
        who = find_login(desk, person) if person else None
        carry_out(desk, AddVisit(task=find_task(desk, ref), start=start, end=end, person=who))


@app.command("move", cls=Verb, help=_("Without --for it stays as long as it is."))
def move(
    visit: Number,
    at: Annotated[str, typer.Option("--at", metavar=_("MOMENT"), help=_("“fri 9:00”, “1/12 13:30”."))] = "",
    length: Length = "",
    person: Person = "",
) -> None:
    """Move a visit in time or to somebody else."""
    from servicedesk_tui.vocabulary.planning import MoveVisit

    from .people import find_login

    if not (at or length or person):
        raise Misused(_("Say what to set, for instance --at; see servicedesk visit move --help."))
    with opened() as desk:
        before, after = _times(desk, visit)
        start = _moment(at, zone_of(desk)) if at else before
        end = start + (timedelta(minutes=read_minutes(length)) if length else after - before)
        who = find_login(desk, person) if person else None
        carry_out(desk, MoveVisit(visit=visit, start=start, end=end, person=who))


@app.command("off", cls=Verb, help=_("A task that was scheduled by it alone is ready again."))
def call_off(visit: Number) -> None:
    """Call a visit off."""
    from servicedesk_tui.vocabulary.planning import CallOffVisit

    with opened() as desk:
        carry_out(desk, CallOffVisit(visit=visit))


def _moment(text: str, zone: tzinfo) -> datetime:
    start, is_day = read_due(text, zone)
    if is_day:
        raise Misused(_("A visit needs a time of day, as in {example}.").format(example=f"{text.strip()} 9:00"))
    return start


def _times(desk: "Desk", visit: int) -> tuple[datetime, datetime]:
    """When a visit is planned for."""
    from servicedesk_tui.vocabulary.planning import VisitsQuestion
    from servicedesk_tui.vocabulary.refusals import NotFound

    for one in desk.ask(VisitsQuestion(since=datetime(1970, 1, 1, tzinfo=UTC), visit=visit)):
        return one.start, one.end
    raise NotFound(_("There is no such {what}.").format(what=_("visit")))
