"""People's time: a person with hours, skills and absences; the working calendars; the settings of planning; holidays."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import func, select

from servicedesk_tui.locale import _
from servicedesk_tui.models import METADATA
from servicedesk_tui.vocabulary.planning import SETTINGS
from servicedesk_tui.vocabulary.refusals import Invalid, NotFound
from servicedesk_tui.vocabulary.staffing import (
    AbsenceRow,
    CalendarsQuestion,
    CalendarView,
    Holiday,
    HolidaysQuestion,
    PersonQuestion,
    PersonView,
    SettingsQuestion,
    SkillRow,
)

from ..registry import answers
from ..weeks import days_of, week_of
from ..worktimes import OFFICE, desk_zone
from .asking import Asking
from .cards import CUSTOMER, IS_OPEN, PERSON, TASK

_T = METADATA.tables
_TEAM, _SKILL, _ABSENCE = _T["team"].c, _T["person_skill"].c, _T["absence"].c
_CALENDAR, _SETTING = _T["calendar"].c, _T["setting"].c
NAMED = 12
"""How many customers of a calendar are named."""
OWN = ""
"""The key of the desk's own calendar."""


@answers(PersonQuestion)
def person(asking: Asking, question: PersonQuestion) -> PersonView:
    """A person in full."""
    query = (
        select(
            PERSON.id, PERSON.login, PERSON.name, PERSON.role, _TEAM.name.label("team"), PERSON.email, PERSON.phone,
            PERSON.zone, PERSON.language, PERSON.active, PERSON.weekly_minutes, PERSON.hours, PERSON.wip_cap,
            _TEAM.calendar_key,
        )
        .select_from(_T["person"].outerjoin(_T["team"], _TEAM.id == PERSON.team_id))
        .where(PERSON.id == question.person)
    )  # fmt: skip
    rows = asking.rows(query)
    if not rows:
        raise NotFound(_("There is no such {what}.").format(what=_("person")))
    row = rows[0]
    opened = select(func.count()).where(IS_OPEN, TASK.owner_id == row.id)
    skills = select(_SKILL.skill, _SKILL.level).where(_SKILL.person_id == row.id).order_by(_SKILL.level, _SKILL.skill)
    return PersonView(
        id=row.id, login=row.login, name=row.name, role=row.role, team=row.team, email=row.email, phone=row.phone,
        zone=row.zone, language=row.language, active=row.active, weekly_minutes=row.weekly_minutes,
        hours=week_of(row.hours or {}), calendar=row.calendar_key or OWN, wip_cap=row.wip_cap,
        open_tasks=int(asking.scalar(opened)), skills=tuple(SkillRow(*one) for one in asking.rows(skills)),
        absences=_absences(asking, row.id),
    )  # fmt: skip


def _absences(asking: Asking, person_id: int) -> tuple[AbsenceRow, ...]:
    query = (
        select(
            _ABSENCE.id, _ABSENCE.starts_at, _ABSENCE.ends_at, _ABSENCE.is_day, _ABSENCE.kind, _ABSENCE.substitute_id
        )
        .where(_ABSENCE.person_id == person_id, _ABSENCE.ends_at > asking.now)
        .order_by(_ABSENCE.starts_at)
    )
    logins = {row.id: row.login for row in asking.rows(select(PERSON.id, PERSON.login))}
    found = []
    for row in asking.rows(query):
        first = max(row.starts_at, asking.now)
        then = _stands_in(asking, row.substitute_id, first, first + timedelta(minutes=1))
        later = _stands_in(asking, row.substitute_id, first, row.ends_at) if then == row.substitute_id else None
        relief = logins.get(later) if later != then else None
        found.append(
            AbsenceRow(
                row.id, row.starts_at, row.ends_at, row.is_day, row.kind, logins.get(row.substitute_id), logins.get(then),
                relief,
            )
        )  # fmt: skip
    return tuple(found)


def _stands_in(asking: Asking, substitute: int | None, start: datetime, end: datetime) -> int | None:
    """Who is there in the end: the substitute, or theirs where they are away between two moments themselves. None where nobody
    stands in."""
    at, seen = substitute, set()
    while at is not None and at not in seen:
        seen.add(at)
        away = select(_ABSENCE.substitute_id).where(
            _ABSENCE.person_id == at, _ABSENCE.starts_at < end, _ABSENCE.ends_at > start
        )
        rows = asking.rows(away.order_by(_ABSENCE.starts_at).limit(1))
        if not rows or rows[0].substitute_id is None:
            return int(at)
        at = rows[0].substitute_id
    return int(at) if at is not None else None


@answers(CalendarsQuestion)
def calendars(asking: Asking, _question: CalendarsQuestion) -> tuple[CalendarView, ...]:
    """The newest version of every calendar, the desk's own first: as it came, with version 0, while nobody has set it."""
    newest = select(_CALENDAR.key, func.max(_CALENDAR.version).label("version")).group_by(_CALENDAR.key).subquery()
    query = select(
        _CALENDAR.key, _CALENDAR.name, _CALENDAR.zone, _CALENDAR.weekly, _CALENDAR.exceptions, _CALENDAR.version,
        _CALENDAR.valid_from,
    ).join(newest, (newest.c.key == _CALENDAR.key) & (newest.c.version == _CALENDAR.version))  # fmt: skip
    teams = {key: tuple(names) for key, names in _by_calendar(asking, _TEAM).items()}
    customers = {key: tuple(names[:NAMED]) for key, names in _by_calendar(asking, CUSTOMER).items()}
    found = tuple(
        CalendarView(
            row.key, row.name, row.zone, week_of(row.weekly), days_of(row.exceptions), row.version, row.valid_from,
            teams.get(row.key, ()), customers.get(row.key, ()),
        )
        for row in asking.rows(query.order_by(_CALENDAR.key))
    )  # fmt: skip
    if found and not found[0].key:
        return found
    office = {day: tuple((one.start, one.end) for one in hours) for day, hours in OFFICE.items()}
    return (CalendarView("", "", desk_zone(asking.session), office, {}, 0, asking.now), *found)


def _by_calendar(asking: Asking, table: Any) -> dict[str, list[str]]:
    """The names of those who have a calendar of their own, by its key; the desk's own is everybody's and names nobody."""
    found: dict[str, list[str]] = defaultdict(list)
    query = select(table.calendar_key, table.name).where(table.calendar_key.is_not(None))
    for key, name in asking.rows(query.order_by(func.lower(table.name))):
        found[key].append(name)
    return found


@answers(SettingsQuestion)
def settings(asking: Asking, _question: SettingsQuestion) -> Mapping[str, Any]:
    """The settings of planning."""
    found = {row.key: row.value.get("value") for row in asking.rows(select(_SETTING.key, _SETTING.value))}
    return {key: found.get(key, usual) for key, usual in SETTINGS.items()}


@answers(HolidaysQuestion)
def holidays(_asking: Asking, question: HolidaysQuestion) -> tuple[Holiday, ...]:
    """The public holidays of a country: of all of it, then those of its parts, marked."""
    from holidays import country_holidays  # large, and asked for once a year

    try:
        whole = country_holidays(question.country.upper(), years=question.year)
        parts = {
            part: country_holidays(question.country.upper(), subdiv=part, years=question.year)
            for part in whole.subdivisions
        }
    except NotImplementedError:
        raise Invalid(
            _("No holidays are known of {country}; write DK, SE or DE.").format(country=question.country)
        ) from None
    found = {day: Holiday(day, str(name)) for day, name in whole.items()}
    for regional in parts.values():
        for day, name in regional.items():
            found.setdefault(day, Holiday(day, str(name), regional=True))
    return tuple(found[day] for day in sorted(found))
