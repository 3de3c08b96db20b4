"""Visits for the world outside: a calendar file, and a day on paper."""

import sys
from datetime import timedelta
from typing import TYPE_CHECKING, Annotated

import typer

from servicedesk_tui.locale import _

from .asked import Misused
from .printing import is_read_by_a_person, print_text
from .program import Verb, make_app
from .service import opened

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from servicedesk_tui.desk import Desk
    from servicedesk_tui.exchange.daysheet import DaySheet, Stop
    from servicedesk_tui.vocabulary.plans import Bar, ScheduleView
    from servicedesk_tui.vocabulary.task_rows import TaskView

app = make_app()
BACK = timedelta(days=30)
"""How far back visits are written: what was called off lately must still be told."""


@app.command(
    "ics", cls=Verb, help=_("To a file or another program: servicedesk ics @bo > bo.ics. Export again to update it.")
)
def ics(
    person: Annotated[
        str, typer.Argument(metavar=_("@PERSON"), help=_("Whose visits, by login; “me” is you."), show_default=False)
    ] = "",
) -> None:
    """Visits as a calendar file."""
    from servicedesk_tui.clock import SystemClock
    from servicedesk_tui.exchange.calendar import calendar_file
    from servicedesk_tui.vocabulary.planning import VisitsQuestion

    from .people import find_login

    if is_read_by_a_person():
        raise Misused(_("This writes a calendar file; send it to one, as in servicedesk ics > visits.ics."))
    with opened() as desk:
        who = find_login(desk, person) if person else None
        events = desk.ask(VisitsQuestion(since=SystemClock().now() - BACK, person=who))
        name = f"{desk.me.desk_name} · {person.removeprefix('@')}" if person else desk.me.desk_name
        sys.stdout.flush()
        sys.stdout.buffer.write(calendar_file(events, name))


@app.command("daysheet", cls=Verb, help=_("In plain text, or as a page to print from a browser."))
def daysheet(
    person: Annotated[str, typer.Argument(metavar=_("@PERSON"), help=_("Whose day, by login; “me” is you."))],
    day: Annotated[
        str, typer.Argument(metavar=_("DATE"), help=_("today, tomorrow, fri, 1/12."), show_default=False)
    ] = "",
    html: Annotated[bool, typer.Option("--html", help=_("A page in HTML."))] = False,
) -> None:
    """A person's day on paper."""
    from servicedesk_tui.exchange.daysheet import as_page, as_text

    with opened() as desk:
        sheet = _sheet(desk, person, day)
    print_text(as_page(sheet) if html else as_text(sheet))


def _sheet(desk: "Desk", person: str, day: str) -> "DaySheet":
    from datetime import datetime, time

    from servicedesk_tui.exchange.daysheet import DaySheet
    from servicedesk_tui.locale.dates import in_full
    from servicedesk_tui.locale.dates import zone as zone_called
    from servicedesk_tui.locale.words import word
    from servicedesk_tui.vocabulary.planning import ScheduleQuestion
    from servicedesk_tui.vocabulary.staffing import PersonQuestion

    from .loading import read_day
    from .people import find_login

    who, on = find_login(desk, person), read_day(desk, day)
    zone = zone_called(desk.ask(PersonQuestion(person=who)).zone)
    found: ScheduleView = desk.ask(ScheduleQuestion(start=on, days=1, person=who, unplanned=0))
    if not found.rows:
        raise Misused(_("{login} makes no visits.").format(login=person))
    row = found.rows[0]
    hours = ", ".join(f"{s.start.astimezone(zone):%H:%M}–{s.end.astimezone(zone):%H:%M}" for s in row.hours)
    away = ", ".join(word(s.away) for s in row.absences if s.away)
    said = _("Hours: {hours}").format(hours=hours) if hours else _("No working hours that day.")
    said += f" · {_('away')}: {away}" if away else ""
    heading = f"{row.name} · {in_full(datetime.combine(on, time(), zone), True, zone)}"
    tasks = {bar.task: _task(desk, bar.task) for bar in row.bars}
    return DaySheet(heading, said, [_stop(bar, tasks[bar.task], zone) for bar in row.bars])


def _task(desk: "Desk", task: int) -> "TaskView":
    from servicedesk_tui.vocabulary.questions import TaskQuestion

    found: TaskView = desk.ask(TaskQuestion(id=task, history=1))
    return found


def _stop(bar: "Bar", task: "TaskView", zone: "ZoneInfo") -> "Stop":
    """A visit with what is needed there."""
    from servicedesk_tui.exchange.daysheet import Stop
    from servicedesk_tui.locale.dates import in_full
    from servicedesk_tui.vocabulary.refs import ref

    card, phone = task.card, task.contact_phone or task.customer_phone
    named = {
        "": ", ".join(dict.fromkeys(filter(None, (bar.customer, task.contact, phone)))),
        _("Place"): bar.place,
        _("Access"): task.site_access or "",
        _("Way"): _("{n} minutes").format(n=bar.travel) if bar.travel else "",
        _("Due"): in_full(card.due, card.due_is_day, zone) if card.due else "",
        _("Next"): task.next_step,
        _("Notes"): task.description,
    }
    lines = [f"{name}: {text}" if name else text for name, text in named.items() if text]
    lines += [f"[{'x' if item.done else ' '}] {item.text}" for item in task.checklist]
    time = f"{bar.start.astimezone(zone):%H:%M}–{bar.end.astimezone(zone):%H:%M}"
    return Stop(time, f"{ref(bar.number)} {bar.title}", lines, bar.conflicts)
