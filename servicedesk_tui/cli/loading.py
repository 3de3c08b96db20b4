"""Who has how much to do, who could take a task, when somebody is free, who is where: workload, who, slots, schedule."""

from datetime import date, datetime
from typing import TYPE_CHECKING, Annotated

import typer

from servicedesk_tui.locale import _
from servicedesk_tui.vocabulary.planning import LoadBy

from .dating import read_due, read_minutes
from .plain import plain
from .printing import is_read_by_a_person, print_json, print_line, print_rows
from .program import Verb, make_app
from .service import Json, Ref, find_task, opened, zone_of

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from servicedesk_tui.desk import Desk
    from servicedesk_tui.vocabulary.plans import LoadCell, LoadRow, ScheduleView, WorkloadView

app = make_app()
Filter = Annotated[
    str, typer.Option("--filter", metavar=_("FILTER"), help=_("Only tasks that the filter lets through."))
]
Day = Annotated[
    str, typer.Option("--day", metavar=_("DATE"), help=_("The day: today, fri, 1/12; today when not said."))
]


@app.command("workload", cls=Verb, help=_("Booked and available hours a day; ! is more than there is time for."))
def workload(
    by: Annotated[LoadBy, typer.Option("--by", help=_("What a row stands for."))] = LoadBy.PERSON,
    start: Annotated[
        str, typer.Option("--start", metavar=_("DATE"), help=_("The first day; today when not said."))
    ] = "",
    days: Annotated[int, typer.Option("--days", min=1, max=62, metavar=_("N"), help=_("How many days, or weeks."))] = 5,
    weeks: Annotated[bool, typer.Option("--weeks", help=_("Weeks in place of days."))] = False,
    wanted: Filter = "",
    json: Json = False,
) -> None:
    """Who has how much to do."""
    from servicedesk_tui.locale.dates import day as day_in_words
    from servicedesk_tui.vocabulary.planning import WorkloadQuestion

    with opened() as desk:
        first = read_day(desk, start)
        view: WorkloadView = desk.ask(WorkloadQuestion(start=first, days=days, weeks=weeks, by=by, filter=wanted))
        if json:
            print_json(plain(view, zone_of(desk)))
            return
        headings = [_("Who"), *(day_in_words(day, view.today) for day in view.days), _("Sum"), _("Begun"), _("Days")]
        print_rows(headings, [_load_row(row) for row in (*view.rows, view.total)])


def _load_row(row: "LoadRow") -> list[str]:
    cap = f"{row.wip}/{row.cap}" if row.cap is not None else str(row.wip)
    clear = "–" if row.days_to_clear is None else f"{row.days_to_clear:.1f}"
    if row.a_week_ago is not None and row.days_to_clear is not None and is_read_by_a_person():
        clear += {1: " ▲", -1: " ▼"}.get(
            (row.days_to_clear > row.a_week_ago) - (row.days_to_clear < row.a_week_ago), ""
        )
    sums = f"{row.booked / 60:.1f}/{row.available / 60:.1f}"
    return [row.name, *(_load_cell(cell) for cell in row.cells), sums, cap, clear]


def _load_cell(cell: "LoadCell") -> str:
    from servicedesk_tui.locale.words import word

    if cell.away is not None and not cell.booked:
        return word(cell.away)
    return f"{cell.booked / 60:.1f}/{cell.available / 60:.1f}" + (" !" if cell.is_over else "")


@app.command("who", cls=Verb, help=_("Best first, with what speaks for them; then the others, with why not."))
def who(ref: Ref, json: Json = False) -> None:
    """Who could take a task."""
    from servicedesk_tui.vocabulary.planning import WhoQuestion

    with opened() as desk:
        found = desk.ask(WhoQuestion(task=find_task(desk, ref)))
        if json:
            print_json(plain(found, zone_of(desk)))
            return
        rows = [
            [one.login, _("no") if one.why_not else _("yes"), one.why_not or " · ".join(one.reasons)] for one in found
        ]
        print_rows([_("Login"), _("Could"), _("Why")], rows)


@app.command("slots", cls=Verb, help=_("Before the deadline first; in everybody's hours, with the way there and back."))
def slots(
    ref: Ref,
    length: Annotated[str, typer.Option("--for", metavar="90m|1.5h", help=_("How long it takes."))] = "",
    person: Annotated[str, typer.Option("--person", metavar=_("LOGIN"), help=_("Only this person's."))] = "",
    limit: Annotated[int, typer.Option("--limit", min=1, max=50, metavar=_("N"), help=_("How many."))] = 8,
    json: Json = False,
) -> None:
    """Free times for a visit to a task."""
    from servicedesk_tui.vocabulary.planning import SlotsQuestion

    from .people import find_login

    with opened() as desk:
        zone = zone_of(desk)
        minutes = read_minutes(length) if length else None
        who_asked = find_login(desk, person) if person else None
        question = SlotsQuestion(task=find_task(desk, ref), minutes=minutes, person=who_asked, limit=limit)
        found = desk.ask(question)
        if json:
            print_json(plain(found, zone))
            return
        rows = [
            [one.login, _span(one.start, one.end, zone),
             " · ".join(one.reasons)]
            for one in found
        ]  # fmt: skip
        print_rows([_("Login"), _("When"), _("Why")], rows)


@app.command("schedule", cls=Verb, help=_("Visits by person; ! says what is wrong. Without @WHO everybody's."))
def schedule(
    person: Annotated[str, typer.Argument(metavar=_("@WHO"), help=_("A person, by login; “me” is you."))] = "",
    day: Day = "",
    week: Annotated[bool, typer.Option("--week", help=_("The seven days from then on."))] = False,
    wanted: Filter = "",
    json: Json = False,
) -> None:
    """Who is where when."""
    from servicedesk_tui.vocabulary.planning import ScheduleQuestion

    from .people import find_login

    with opened() as desk:
        zone = zone_of(desk)
        found: ScheduleView = desk.ask(
            ScheduleQuestion(
                start=read_day(desk, day),
                days=7 if week else 1,
                filter=wanted,
                person=find_login(desk, person) if person else None,
            )
        )
        if json:
            print_json(plain(found, zone))
            return
        print_rows([_("Login"), _("When"), _("Task"), _("Visit"), _("Title")], _visits(found, zone))
        if is_read_by_a_person() and found.unplanned:
            print_line()
            print_line(_("Not planned:"))
            from servicedesk_tui.vocabulary.refs import ref

            print_rows(
                [_("Task"), _("Owner"), _("Why"), _("Title")],
                [[ref(one.number), one.owner or "", one.why, one.title] for one in found.unplanned[:20]],
            )


def _visits(found: "ScheduleView", zone: "ZoneInfo") -> list[list[str]]:
    from servicedesk_tui.vocabulary.refs import ref

    return [
        [
            row.login,
            _span(bar.start, bar.end, zone),
            ref(bar.number),
            str(bar.visit),
            " · ".join(filter(None, (bar.title, bar.customer, *(f"! {conflict}" for conflict in bar.conflicts)))),
        ]
        for row in found.rows
        for bar in row.bars
    ]


def _span(start: datetime, end: datetime, zone: "ZoneInfo") -> str:
    """From when to when, in words."""
    from servicedesk_tui.clock import SystemClock
    from servicedesk_tui.locale.dates import moment

    return f"{moment(start, False, SystemClock().now(), zone)}–{end.astimezone(zone):%H:%M}"


def read_day(desk: "Desk", text: str) -> date:
    """The day a word means, where the person sits; today when nothing is said."""
    from servicedesk_tui.clock import SystemClock

    zone = zone_of(desk)
    if not text:
        return SystemClock().now().astimezone(zone).date()
    return read_due(text, zone)[0].astimezone(zone).date()
