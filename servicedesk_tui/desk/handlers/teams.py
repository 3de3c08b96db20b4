"""Teams: what they are called, who leads them, and by which calendar they work."""

from collections.abc import Callable, Mapping
from typing import Any

from servicedesk_tui.locale import _
from servicedesk_tui.models import Team
from servicedesk_tui.policy.permissions import Right
from servicedesk_tui.vocabulary.refusals import Invalid
from servicedesk_tui.vocabulary.staffing import AddTeam, EditTeam

from ..conflicts import refuse_conflicts
from ..registry import NOTHING, Told, handles
from ..work import Work
from . import values
from .customers import known_calendar
from .people import team_called


def _name(_work: Work, value: Any) -> str:
    return values.line(value, "name", most=100, empty=False)


def _lead(work: Work, value: Any) -> int | None:
    return None if value is None else work.person(value).id


_FIELDS: Mapping[str, Callable[[Work, Any], Any]] = {"name": _name, "lead": _lead, "calendar_key": known_calendar}
_COLUMNS = {"lead": "lead_id"}


def _refuse_namesake(work: Work, name: str, mine: int | None = None) -> None:
    found = team_called(work, name)
    if found is not None and found.id != mine:
        raise Invalid(_("There is already a team called {name}.").format(name=name))


@handles(AddTeam)
def add_team(work: Work, command: AddTeam) -> Told:
    """Add a team."""
    work.require(Right.PEOPLE)
    name = _name(work, command.name)
    _refuse_namesake(work, name)
    lead, calendar = _lead(work, command.lead), known_calendar(work, command.calendar_key)
    work.created = work.add(Team(name=name, lead_id=lead, calendar_key=calendar)).id
    return Told({"team": name})


@handles(EditTeam)
def edit_team(work: Work, command: EditTeam) -> Told:
    """Set a team's fields."""
    work.require(Right.PEOPLE)
    team = work.get(Team, command.team, _("team"))
    unknown = sorted(set(command.fields) - set(_FIELDS))
    if unknown:
        raise Invalid(
            _("A team has no field {field}; {known} can be set.").format(field=unknown[0], known=", ".join(_FIELDS))
        )
    read = {_COLUMNS.get(n, n): _FIELDS[n](work, v) for n, v in command.fields.items()}
    refuse_conflicts(work.session, team, read, {_COLUMNS.get(n, n): v for n, v in command.base.items()})
    read = {n: v for n, v in read.items() if getattr(team, n) != v}
    if not read:
        return NOTHING
    if "name" in read:
        _refuse_namesake(work, read["name"], team.id)
    for name, value in read.items():
        setattr(team, name, value)
    return Told({"team": team.name, "fields": sorted(n.removesuffix("_id") for n in read)})
