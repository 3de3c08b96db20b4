"""When people work: the one way from stored hours, calendars and absences to `WorkTime`, in four queries for however many.

A person's calendar is their own hours, else their team's calendar, else the desk's, of which they work as much as their
weekly minutes are of it. The desk's calendar has the key ""; without one it is Monday to Friday from 8 to 16 in the desk's
zone. Of a calendar's versions the one that is valid from the latest moment counts.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import select
from sqlmodel import Session

from servicedesk_tui.locale.dates import zone
from servicedesk_tui.models import METADATA
from servicedesk_tui.policy.capacity import WorkTime, share_of
from servicedesk_tui.policy.working import Hours, Span, WorkingCalendar
from servicedesk_tui.store.ids import among
from servicedesk_tui.vocabulary.enums import AbsenceKind

from .weeks import days_of, week_of

_T = METADATA.tables
_PERSON, _TEAM, _ABSENCE, _CUSTOMER = _T["person"].c, _T["team"].c, _T["absence"].c, _T["customer"].c
_CALENDAR, _SETTING = _T["calendar"].c, _T["setting"].c
OFFICE: Mapping[int, tuple[Hours, ...]] = {day: (Hours(480, 960),) for day in range(1, 6)}
"""The hours of a desk that has set none."""


class Host(NamedTuple):
    """A customer with hours of its own: visits are to be made within them."""

    name: str
    calendar: WorkingCalendar


def worktimes(session: Session, people: Iterable[int], start: datetime, end: datetime) -> dict[int, WorkTime]:
    """When each of `people` works, with their absences between two moments."""
    listed = list(people)
    known = calendars(session)
    away = _absences(session, listed, start, end)
    query = (
        select(_PERSON.id, _PERSON.zone, _PERSON.weekly_minutes, _PERSON.hours, _TEAM.calendar_key)
        .select_from(_T["person"].outerjoin(_T["team"], _TEAM.id == _PERSON.team_id))
        .where(among(session, _PERSON.id, listed))
    )
    return {row.id: _worktime(row, known, away.get(row.id, {})) for row in session.execute(query)}


def _worktime(row: Any, known: Mapping[str, WorkingCalendar], away: Mapping[Span, AbsenceKind]) -> WorkTime:
    here = zone(row.zone)
    spans = tuple(sorted(away))
    if row.hours:
        return WorkTime(WorkingCalendar(here, _week(row.hours)), 1.0, spans, here, away)
    calendar = known.get(row.calendar_key or "") or known[""]
    return WorkTime(calendar, share_of(row.weekly_minutes, calendar), spans, here, away)


def calendars(session: Session) -> dict[str, WorkingCalendar]:
    """The calendars in force by key; the desk's own, with the key "", is always there."""
    found = {"": WorkingCalendar(zone(desk_zone(session)), OFFICE)}
    query = select(_CALENDAR.key, _CALENDAR.zone, _CALENDAR.weekly, _CALENDAR.exceptions)
    for row in session.execute(query.order_by(_CALENDAR.valid_from, _CALENDAR.version)):
        exceptions = {day: tuple(Hours(*one) for one in hours) for day, hours in days_of(row.exceptions or {}).items()}
        found[row.key] = WorkingCalendar(zone(row.zone), _week(row.weekly), exceptions)
    return found


def desk_zone(session: Session) -> str:
    """The name of the desk's zone, whoever looks at it from wherever."""
    desk = session.execute(select(_SETTING.value).where(_SETTING.key == "zone")).scalar_one_or_none()
    return str((desk or {}).get("value", "UTC"))


def hosts(session: Session, customers: Iterable[int]) -> dict[int, Host]:
    """Those of `customers` that have hours of their own."""
    query = select(_CUSTOMER.id, _CUSTOMER.name, _CUSTOMER.calendar_key).where(
        among(session, _CUSTOMER.id, customers), _CUSTOMER.calendar_key.is_not(None)
    )
    rows: Any = session.execute(query).all()
    known = calendars(session) if rows else {}
    return {row.id: Host(row.name, known[row.calendar_key]) for row in rows if row.calendar_key in known}


def _week(stored: Mapping[str, Any]) -> dict[int, tuple[Hours, ...]]:
    return {day: tuple(Hours(*one) for one in hours) for day, hours in week_of(stored).items()}


def _absences(
    session: Session, people: list[int], start: datetime, end: datetime
) -> dict[int, dict[Span, AbsenceKind]]:
    query = select(_ABSENCE.person_id, _ABSENCE.starts_at, _ABSENCE.ends_at, _ABSENCE.kind).where(
        among(session, _ABSENCE.person_id, people), _ABSENCE.starts_at < end, _ABSENCE.ends_at > start
    )
    found: dict[int, dict[Span, AbsenceKind]] = defaultdict(dict)
    for person, starts, ends, kind in session.execute(query):
        found[person][Span(starts, ends)] = kind
    return found
