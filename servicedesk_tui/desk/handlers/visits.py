"""Visits: a person at a task from a start to an end, planned, moved and called off."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlmodel import col

from servicedesk_tui.locale import _
from servicedesk_tui.models import Person, Task, Visit
from servicedesk_tui.policy.permissions import Right
from servicedesk_tui.policy.working import Span
from servicedesk_tui.vocabulary.commands import PlanVisit
from servicedesk_tui.vocabulary.enums import Category, VisitState
from servicedesk_tui.vocabulary.refs import ref
from servicedesk_tui.vocabulary.refusals import Invalid

from ..conflicts import refuse_conflicts
from ..registry import NOTHING, Told, handles
from ..work import Work, is_open, names
from .guarding import guard
from .ownership import give
from .statuses import enter
from .values import minutes, moment

USUAL = timedelta(hours=1)
"""How long a visit is planned for when there is no estimate."""


@handles(PlanVisit)
def plan(work: Work, command: PlanVisit) -> Told:
    """Plan a person's visit, move their next one, or call it off."""
    task = work.task(command.task)
    work.require(Right.VISITS, task)
    start = moment(command.start, "planned_at")
    if not is_open(task):
        raise Invalid(_("{task} is closed; reopen it first.").format(task=ref(task.number)))
    refuse_conflicts(work.session, task, {"start": start}, command.base)
    if start is None:
        return _call_off(work, task, command.person)
    owner = None if work.has_owner(task) else _new_owner(work, task, command.person)
    person = owner or work.person(command.person if command.person is not None else task.owner_id or 0)
    visit = next_visit(work, task, person)
    length = _length(task, visit, command.minutes)
    if visit is not None and (visit.starts_at, visit.ends_at) == (start, start + length):
        return NOTHING
    guard(work, task, person, Span(start, start + length), visit)
    told = {"person": person.login, "start": start.isoformat(), "moved": visit is not None}
    told |= _schedule(work, task, owner)
    _set(work, task, visit or _new_visit(work, task, person, start, length), start, length)
    return Told(told)


def _new_owner(work: Work, task: Task, person: int | None) -> Person:
    """A visit is somebody's, and so is its task: of one that nobody has the visitor becomes the owner."""
    if person is None:
        work.need_owner(task, "person")
    return work.person(person)


def _schedule(work: Work, task: Task, owner: Person | None) -> dict[str, Any]:
    if owner is not None:
        give(work, task, owner)
    if task.category not in (Category.INBOX, Category.READY):
        return {}
    status = work.first_status(Category.SCHEDULED)
    enter(work, task, status)
    return {"owner": owner.login if owner else None, "status": dict(names(status))}


def planned(work: Work, task: Task) -> list[Visit]:
    """The planned visits to a task, the first one first."""
    query = select(Visit).where(col(Visit.task_id) == task.id, col(Visit.state) == VisitState.PLANNED)
    return work.all(query.order_by(col(Visit.starts_at), col(Visit.id)))


def next_visit(work: Work, task: Task, person: Person | None) -> Visit | None:
    """The next planned visit, a person's or anybody's; a missed one where none is to come."""
    visits = [v for v in planned(work, task) if person is None or v.person_id == person.id]
    ahead = (v for v in visits if v.ends_at > work.now)
    return next(ahead, visits[-1] if visits else None)


def _length(task: Task, visit: Visit | None, asked: int | None) -> timedelta:
    wanted = minutes(asked, "visit")
    if wanted == 0:
        raise Invalid(_("A visit takes a minute at least."))
    if wanted:
        return timedelta(minutes=wanted)
    if visit is not None:
        return visit.ends_at - visit.starts_at
    return length_of(task)


def length_of(task: Task) -> timedelta:
    """How long a visit to a task takes, as far as is known."""
    return timedelta(minutes=task.estimate_minutes) if task.estimate_minutes else USUAL


def _new_visit(work: Work, task: Task, person: Person, start: datetime, length: timedelta) -> Visit:
    assert task.id is not None
    assert person.id is not None
    visit = Visit(task_id=task.id, person_id=person.id, starts_at=start, ends_at=start + length)
    work.session.add(visit)
    return visit


def _set(work: Work, task: Task, visit: Visit, start: datetime, length: timedelta) -> None:
    if visit.id is not None:
        visit.starts_at, visit.ends_at = start, start + length
        visit.calendar_sequence += 1
    others = (v.starts_at for v in planned(work, task) if v.id != visit.id)
    task.planned_at = min([start, *others])


def _call_off(work: Work, task: Task, who: int | None) -> Told:
    """Without a `who` the owner's next visit, else anybody's. A task that was scheduled by it alone is ready again."""
    asked = work.get(Person, who, _("person")) if who is not None else None
    owner = work.session.get(Person, task.owner_id) if task.owner_id is not None else None
    visit = next_visit(work, task, asked or owner) or (next_visit(work, task, None) if asked is None else None)
    if visit is None:
        return NOTHING
    visit.state = VisitState.CANCELLED
    others = [v.starts_at for v in planned(work, task) if v.id != visit.id]
    task.planned_at = min(others, default=None)
    told: dict[str, Any] = {"person": work.get(Person, visit.person_id, _("person")).login, "start": None}
    if task.category is Category.SCHEDULED and not others:
        ready = work.first_status(Category.READY)
        enter(work, task, ready)
        told["status"] = dict(names(ready))
    return Told(told)


def warn_of_overlaps(work: Work, visit: Visit) -> None:
    """Look at a visit as it was just planned or moved: what the settings block is refused, else warned of or let be."""
    person = work.get(Person, visit.person_id, _("person"))
    guard(work, work.task(visit.task_id), person, Span(visit.starts_at, visit.ends_at), visit)
