"""Visits as planning looks at them: who is where when, in the order they are made, and the way between."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlmodel import Session

from servicedesk_tui.models import METADATA
from servicedesk_tui.policy.capacity import WorkTime, midnight
from servicedesk_tui.policy.working import Span
from servicedesk_tui.store.ids import among
from servicedesk_tui.vocabulary.enums import Category, Priority, VisitState

from .conditions import IS_OPEN
from .terms import Place, Terms

_T = METADATA.tables
_VISIT, _TASK, _SITE = _T["visit"].c, _T["task"].c, _T["site"].c
STANDING = (VisitState.PLANNED, VisitState.ON_MY_WAY, VisitState.ARRIVED)
"""Visits that are still to be made or being made."""
LONGEST = timedelta(days=7)
"""How long a visit may take to be found by when it begins."""


@dataclass(frozen=True, slots=True)
class Trip:
    """A visit with what planning asks of its task."""

    visit: int
    task: int
    person: int
    start: datetime
    end: datetime
    state: VisitState
    number: int
    title: str
    priority: Priority
    category: Category
    due: datetime | None
    site: int | None
    customer: int | None
    zone: str | None

    @property
    def span(self) -> Span:
        """Its time."""
        return Span(self.start, self.end)

    @property
    def place(self) -> Place:
        """Where it is."""
        return Place(self.site, self.customer, self.zone or "")

    @property
    def is_standing(self) -> bool:
        """True for one that is still to be made, or being made, of an open task."""
        return self.state in STANDING and self.category.is_open


_COLUMNS = (
    _VISIT.id, _VISIT.task_id, _VISIT.person_id, _VISIT.starts_at, _VISIT.ends_at, _VISIT.state, _TASK.number, _TASK.title,
    _TASK.priority, _TASK.category, _TASK.due_at, _TASK.site_id, _TASK.customer_id, _SITE.zone,
)  # fmt: skip
_FROM = _T["visit"].join(_T["task"], _TASK.id == _VISIT.task_id).outerjoin(_T["site"], _SITE.id == _TASK.site_id)


def trips(
    session: Session, people: Iterable[int], start: datetime, end: datetime | None = None, *wanted: Any
) -> list[Trip]:
    """The visits of people from a moment on (to another), called-off ones and planned ones to closed tasks left out, by
    person and start."""
    query = (
        select(*_COLUMNS)
        .select_from(_FROM)
        .where(among(session, _VISIT.person_id, people), _VISIT.starts_at > start - LONGEST, _VISIT.ends_at > start)
        .where(_VISIT.state != VisitState.CANCELLED, (_VISIT.state == VisitState.LEFT) | IS_OPEN, *wanted)
    )
    if end is not None:
        query = query.where(_VISIT.starts_at < end)
    rows: Any = session.execute(query.order_by(_VISIT.person_id, _VISIT.starts_at, _VISIT.id))
    return [Trip(*row) for row in rows]


def by_person(found: Iterable[Trip]) -> dict[int, list[Trip]]:
    """Visits by who makes them."""
    grouped: dict[int, list[Trip]] = defaultdict(list)
    for trip in found:
        grouped[trip.person].append(trip)
    return grouped


def ways(found: Sequence[Trip], worktime: WorkTime, terms: Terms) -> list[int]:
    """The minutes on the way to each of a person's visits, which are in order: from the one before on the same day; to the
    first of a day one goes in one's own time."""
    zone, minutes = worktime.own_zone, []
    before: tuple[date, Place] | None = None
    for trip in found:
        day = trip.start.astimezone(zone).date()
        minutes.append(terms.way(before[1], trip.place) if before is not None and before[0] == day else 0)
        before = (day, trip.place)
    return minutes


def minutes_by_day(trip: Trip, worktime: WorkTime) -> list[tuple[date, int]]:
    """How long a visit takes on each day it touches, cut at midnight in the person's zone."""
    zone = worktime.own_zone
    day, last = trip.start.astimezone(zone).date(), trip.end.astimezone(zone).date()
    if day == last:
        return [(day, round((trip.end - trip.start).total_seconds() / 60))]
    found: list[tuple[date, int]] = []
    start = trip.start
    while start < trip.end:
        until = min(trip.end, midnight(day + timedelta(days=1), worktime))
        found.append((day, round((until - start).total_seconds() / 60)))
        start, day = until, day + timedelta(days=1)
    return found
