"""Teams, as an administrator sees them."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from servicedesk_tui.locale import _

from .asked import Misused
from .naming import find_named, is_none
from .people import find_login
from .printing import print_json, print_rows
from .program import Verb, make_app
from .service import Json, carry_out, opened

if TYPE_CHECKING:
    from collections.abc import Sequence

    from servicedesk_tui.desk import Desk
    from servicedesk_tui.vocabulary.staffing import TeamRow

app = make_app("team")
TeamName = Annotated[str, typer.Argument(metavar=_("TEAM"), help=_("The team's name, or how it begins."))]
Lead = Annotated[str | None, typer.Option("--lead", metavar=_("LOGIN"), help=_("Who leads it, or “none”."))]
CalendarKey = Annotated[
    str | None,
    typer.Option("--calendar", metavar=_("CALENDAR"), help=_("The calendar it works by; - for the desk's own.")),
]


def find_team(desk: "Desk", name: str) -> "TeamRow":
    """The one team called, or beginning with, `name`. Raises `NotFound` with those it could be."""
    from servicedesk_tui.vocabulary.staffing import TeamsQuestion

    rows: Sequence[TeamRow] = desk.ask(TeamsQuestion())
    return find_named(
        name,
        rows,
        several=_("Several teams could be “{name}”: {names}."),
        none=_("There is no team called “{name}”."),
    )


@app.command("add", cls=Verb, help=_("Add a team."))
def add(
    name: Annotated[str, typer.Argument(metavar=_("NAME"), help=_("The team's name."))],
    lead: Lead = None,
    calendar: CalendarKey = None,
) -> None:
    """Add a team."""
    from servicedesk_tui.vocabulary.staffing import AddTeam

    with opened() as desk:
        carry_out(desk, AddTeam(name=name, **_read(desk, None, lead, calendar)))


@app.command("edit", cls=Verb, help=_("Set a team's fields; only what is given is set."))
def edit(
    name: TeamName,
    new_name: Annotated[str | None, typer.Option("--name", metavar=_("NAME"), help=_("A new name."))] = None,
    lead: Lead = None,
    calendar: CalendarKey = None,
) -> None:
    """Set a team's fields."""
    from servicedesk_tui.vocabulary.staffing import EditTeam

    with opened() as desk:
        fields = _read(desk, new_name, lead, calendar)
        if not fields:
            raise Misused(_("Say what to set, for instance --lead; see servicedesk team edit --help."))
        carry_out(desk, EditTeam(team=find_team(desk, name).id, fields=fields))


def _read(desk: "Desk", name: str | None, lead: str | None, calendar: str | None) -> dict[str, Any]:
    fields: dict[str, Any] = {} if name is None else {"name": name}
    if lead is not None:
        fields["lead"] = None if is_none(lead) else find_login(desk, lead)
    if calendar is not None:
        fields["calendar_key"] = None if calendar == "-" else calendar
    return fields


@app.command("list", cls=Verb, help=_("List teams, with how much is theirs and what of it nobody has."))
def list_teams(json: Json = False) -> None:
    """List teams."""
    from servicedesk_tui.vocabulary.staffing import TeamsQuestion

    with opened() as desk:
        teams: Sequence[TeamRow] = desk.ask(TeamsQuestion())
    if json:
        names = ("name", "lead", "calendar_key", "people", "open_tasks", "unowned")
        print_json([{name: getattr(team, name) for name in names} for team in teams])
        return
    headings = [_("Team"), _("Lead"), _("Calendar"), _("People"), _("Open"), _("Unowned")]
    print_rows(
        headings,
        [
            [t.name, t.lead or "", t.calendar_key or _("desk"), str(t.people), str(t.open_tasks), str(t.unowned)]
            for t in teams
        ],
    )
