"""Your timer: start, stop, show."""

from typing import TYPE_CHECKING, Annotated

import typer

from servicedesk_tui.locale import _
from servicedesk_tui.vocabulary.refs import ref as refer

from .dating import read_past
from .printing import confirm, print_json, print_rows
from .program import Verb, make_app
from .service import Json, Ref, carry_out, find_task, opened, zone_of

if TYPE_CHECKING:
    from datetime import datetime

    from servicedesk_tui.desk import Desk
    from servicedesk_tui.vocabulary.timing import Running

app = make_app("timer")
Note = Annotated[str, typer.Option("--note", metavar=_("TEXT"), help=_("What was done."))]
At = Annotated[str, typer.Option("--at", metavar=_("WHEN"), help=_("When it ended: now when not said."))]


@app.command("start", cls=Verb, help=_("One that runs for another task stops."))
def start(ref: Ref) -> None:
    """Start your timer for a task."""
    from servicedesk_tui.vocabulary.timing import StartTimer

    with opened() as desk:
        carry_out(desk, StartTimer(task=find_task(desk, ref)))


@app.command("stop", cls=Verb, help=_("What ran past your working day needs --at."))
def stop(at: At = "", note: Note = "") -> None:
    """Stop your timer."""
    from servicedesk_tui.vocabulary.timing import StopTimer

    with opened() as desk:
        carry_out(desk, StopTimer(ended_at=moment(desk, at), note=note))


@app.command("show", cls=Verb, help=_("Show whether your timer runs, for what and how long."))
def show(json: Json = False) -> None:
    """Show whether your timer runs, and for what."""
    from servicedesk_tui.locale.dates import length
    from servicedesk_tui.vocabulary.timing import TimerQuestion, minutes_of

    with opened() as desk:
        running: Running | None = desk.ask(TimerQuestion())
        zone, now = zone_of(desk), desk.now
    if json:
        since = running.since.astimezone(zone).isoformat(timespec="seconds") if running else None
        print_json({"task": refer(running.number), "title": running.title, "since": since} if running else None)
    elif running is None:
        confirm(_("No timer of yours runs."))
    else:
        ran = length(minutes_of(running.since, now))
        print_rows([_("Task"), _("Ran"), _("Title")], [[refer(running.number), ran, running.title]])


def moment(desk: "Desk", text: str) -> "datetime | None":
    """The moment that has passed which a text means; None for none."""
    return read_past(text, zone_of(desk)) if text else None
