"""Visits as planning looks at them: who is where when, in the order they are made, and the way between."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import select
from sqlmodel import Session

from servicedesk_tui.models import METADATA
from servicedesk_tui.policy.capacity import WorkTime, midnight
from servicedesk_tui.policy.working import Span
from servicedesk_tui.store.ids import among
from servicedesk_tui.vocabulary.enums import Category, Priority, VisitState

from .conditions import IS_OPEN
from .opened import Left
from .terms import Place, Terms

_T = METADATA.tables
_VISIT, _TASK, _SITE = _T["visit"].c, _T["task"].c, _T["site"].c
STANDING = (VisitState.PLANNED, VisitState.ON_MY_WAY, VisitState.ARRIVED)
"""Visits that are still to be made or being made."""
LONGEST = timedelta(days=7)
"""How long a visit may take to be found by when it begins."""


class Trip(NamedTuple):
    """A visit with where its task is and whether that is open. What a schedule shows of the task is only read for one."""

    visit: int
    task: int
    person: int
    start: datetime
    end: datetime
    state: VisitState
    is_open: bool
    place: Place
    number: int = 0
    title: str = ""
    priority: Priority = Priority.P4
    category: Category = Category.READY

    @property
    def span(self) -> Span:
        """Its time."""
        return Span(self.start, self.end)

    @property
    def is_standing(self) -> bool:
        """True for one that is still to be made, or being made, of an open task."""
        return self.is_open and self.state in STANDING


_OF_VISIT = (_VISIT.id, _VISIT.task_id, _VISIT.person_id, _VISIT.starts_at, _VISIT.ends_at, _VISIT.state)
_OF_TASK = (
    _TASK.site_id, _TASK.customer_id, _SITE.zone, _TASK.number, _TASK.title, _TASK.priority, _TASK.category,
)  # fmt: skip
_TASKS = _T["task"].outerjoin(_T["site"], _SITE.id == _TASK.site_id)
_FROM = _T["visit"].join(_T["task"], _TASK.id == _VISIT.task_id).outerjoin(_T["site"], _SITE.id == _TASK.site_id)
_ORDER = (_VISIT.person_id, _VISIT.starts_at, _VISIT.id)


def in_order(trip: Trip) -> tuple[datetime, int]:
    """The order in which a person makes visits."""
    return trip.start, trip.visit


def _made(query: Any, start: datetime, *wanted: Any) -> Any:
    """The visits that are wanted from a moment on, called-off ones left out, by person and start."""
    return query.where(
        *wanted, _VISIT.starts_at > start - LONGEST, _VISIT.ends_at > start, _VISIT.state != VisitState.CANCELLED
    ).order_by(*_ORDER)


def trips(session: Session, people: Iterable[int], start: datetime, end: datetime) -> list[Trip]:
    """The visits of people between two moments with what a schedule shows of them; called-off ones and those still to be
    made to closed tasks left out, by person and start."""
    query = _made(select(*_OF_VISIT, *_OF_TASK).select_from(_FROM), start, among(session, _VISIT.person_id, people))
    query = query.where((_VISIT.state == VisitState.LEFT) | IS_OPEN, _VISIT.starts_at < end)
    rows: Any = session.execute(query)
    return [_trip(row, (row.category.is_open, Place(row[6], row[7], row[8] or ""), *row[9:])) for row in rows]


def _trip(row: Any, rest: tuple[Any, ...]) -> Trip:
    made: Trip = Trip(*row[:6], *rest)
    return made


def bare_trips(session: Session, people: Iterable[int], start: datetime, left: Mapping[int, Left]) -> list[Trip]:
    """The same from a moment on without what is shown; what is `left` says where every open task is, so that only the few
    closed ones are looked up."""
    return _bare(session, left, _made(select(*_OF_VISIT), start, among(session, _VISIT.person_id, people)))


def bare_trips_to(session: Session, tasks: Iterable[int], start: datetime, left: Mapping[int, Left]) -> list[Trip]:
    """The same of everybody to some tasks."""
    return _bare(session, left, _made(select(*_OF_VISIT), start, among(session, _VISIT.task_id, tasks)))


def _bare(session: Session, left: Mapping[int, Left], query: Any) -> list[Trip]:
    rows: Any = session.execute(query).all()
    zones = _zones(session, {left[row[1]].site for row in rows if row[1] in left})
    closed = {row[1] for row in rows if row[1] not in left and row[5] is VisitState.LEFT}
    query = select(_TASK.id, *_OF_TASK[:3]).select_from(_TASKS).where(among(session, _TASK.id, closed))
    found_done = session.execute(query) if closed else ()
    done = {task: Place(site, customer, zone or "") for task, site, customer, zone in found_done}
    places: dict[tuple[int | None, int | None], Place] = {}
    found = []
    for row in rows:
        task = left.get(row[1])
        if task is not None:
            here = task.site, task.customer
            place = places.get(here)
            if place is None:
                place = places[here] = Place(*here, zones.get(task.site) or "")
            found.append(_trip(row, (True, place)))
        elif row[1] in done:
            found.append(_trip(row, (False, done[row[1]])))
    return found


def _zones(session: Session, sites: Collection[int | None]) -> dict[int | None, str]:
    query = select(_SITE.id, _SITE.zone).where(among(session, _SITE.id, (site for site in sites if site is not None)))
    rows: Any = session.execute(query)
    return dict(tuple(row) for row in rows) if sites else {}


def by_person(found: Iterable[Trip]) -> dict[int, list[Trip]]:
    """Visits by who makes them."""
    grouped: dict[int, list[Trip]] = defaultdict(list)
    for trip in found:
        grouped[trip.person].append(trip)
    return grouped


def ways(found: Sequence[Trip], worktime: WorkTime, terms: Terms) -> list[int]:
    """The minutes on the way to each of a person's visits, which are in order: from the one before on the same day; to the
    first of a day one goes in one's own time."""
    return [way for _trip, _days, way in courses(found, worktime, terms)]


Course = tuple[Trip, Sequence[tuple[date, int]], int]
"""A visit, its minutes on each day it touches, and the minutes on the way to it."""


def courses(found: Sequence[Trip], worktime: WorkTime, terms: Terms) -> list[Course]:
    """A person's visits, which are in order, with how long they take on each day, cut at midnight in the person's zone, and
    the way to each."""
    zone = worktime.own_zone
    made: list[Course] = []
    before: Trip | None = None
    day, day_end = date.min, datetime.min.replace(tzinfo=UTC)
    for trip in found:
        way = 0
        if before is None or trip.start >= day_end:
            day = trip.start.astimezone(zone).date()
            day_end = midnight(day + timedelta(days=1), worktime)
        else:
            way = terms.way(before.place, trip.place)
        if trip.end <= day_end:
            days = [(day, round((trip.end - trip.start).total_seconds() / 60))]
        else:
            days = _cut(trip, day, worktime)
        made.append((trip, days, way))
        before = trip
    return made


def _cut(trip: Trip, day: date, worktime: WorkTime) -> list[tuple[date, int]]:
    found: list[tuple[date, int]] = []
    start = trip.start
    while start < trip.end:
        until = min(trip.end, midnight(day + timedelta(days=1), worktime))
        found.append((day, round((until - start).total_seconds() / 60)))
        start, day = until, day + timedelta(days=1)
    return found
