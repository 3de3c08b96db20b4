"""Handing work on the workload to another person or day: whose it is, and when somebody goes there, in one batch."""

from datetime import date, datetime, time, timedelta, tzinfo
from typing import Any

from sqlalchemy import select
from sqlmodel import col

from servicedesk_tui.locale import _
from servicedesk_tui.models import Person, Task, Visit
from servicedesk_tui.policy.capacity import free_spans
from servicedesk_tui.policy.permissions import Right
from servicedesk_tui.policy.working import Span, open_spans
from servicedesk_tui.vocabulary.enums import Category, VisitState
from servicedesk_tui.vocabulary.planning import ShiftWork
from servicedesk_tui.vocabulary.refs import ref
from servicedesk_tui.vocabulary.refusals import Invalid

from ..conflicts import refuse_conflicts
from ..registry import NOTHING, Told, handles
from ..work import Work, is_open
from ..worktimes import worktimes
from .ownership import give, owning_right
from .statuses import enter
from .visits import length_of, planned, warn_of_overlaps

MOST = 200
_STANDING = (VisitState.PLANNED, VisitState.ON_MY_WAY, VisitState.ARRIVED)


@handles(ShiftWork)
def shift(work: Work, command: ShiftWork) -> Told:
    """Give tasks to a person, and with a day put them on it."""
    person = work.person(command.person)
    tasks = [work.task(one) for one in dict.fromkeys(command.tasks)]
    if not tasks or len(tasks) > MOST:
        raise Invalid(_("From 1 to {most} tasks are moved at once.").format(most=MOST))
    if command.day is not None and command.day < work.now.astimezone(_zone(work, person)).date():
        raise Invalid(_("That day is over; choose today or a day to come."))
    for task in tasks:
        work.require(Right.CHANGE if task.owner_id == person.id else owning_right(work, task, person.id), task)
        if command.day is not None:
            work.require(Right.VISITS, task)
        if not is_open(task):
            raise Invalid(_("{task} is closed; reopen it first.").format(task=ref(task.number)))
        seen = command.base.get(task.id or 0, {})
        refuse_conflicts(work.session, task, _asked(work, person, command.day, seen.get("start")), seen)
    # What has a time of its own goes first: the others find what is free beside it.
    tasks.sort(key=lambda task: not planned(work, task))
    changed = [task for task in tasks if _shift(work, task, person, command.day)]
    if not changed:
        return NOTHING
    told = {"person": person.login, "day": command.day.isoformat() if command.day else None}
    return Told({**told, "task": changed[0].number} if len(changed) == 1 else told)


def _asked(work: Work, person: Person, day: date | None, start: datetime | None) -> dict[str, Any]:
    """What the move sets of a task whose next visit was seen to start at `start`, by the command's names."""
    if day is None:
        return {"owner": person.id}
    return {"owner": person.id, "start": _on(day, start, work, person) if start else day}


def _shift(work: Work, task: Task, person: Person, day: date | None) -> bool:
    """One task; True when anything changed."""
    before = task.owner_id
    visits = [visit for visit in planned(work, task) if visit.ends_at > work.now]
    mine = [visit for visit in visits if visit.person_id == before] or visits
    is_new = before != person.id
    if is_new:
        give(work, task, person)
        if task.category is Category.INBOX:
            enter(work, task, work.first_status(Category.READY))
    moved = _move_visits(work, task, mine, person, day)
    return is_new or moved


def _move_visits(work: Work, task: Task, visits: list[Visit], person: Person, day: date | None) -> bool:
    """The visits go with the task; with a day the next one goes there at its time of day, or one is planned."""
    assert person.id is not None
    changed = False
    for visit in visits:
        start = visit.starts_at
        if day is not None and visit is visits[0]:
            start = _on(day, visit.starts_at, work, person)
        if (start, person.id) != (visit.starts_at, visit.person_id):
            length = visit.ends_at - visit.starts_at
            visit.starts_at, visit.ends_at, visit.person_id = start, start + length, person.id
            visit.calendar_sequence += 1
            warn_of_overlaps(work, visit)
            changed = True
    if not visits and day is not None:
        _plan(work, task, person, day)
        changed = True
    if changed:
        times = [visit.starts_at for visit in planned(work, task)]
        task.planned_at = min(times, default=task.planned_at)
    return changed


def _on(day: date, start: datetime, work: Work, person: Person) -> datetime:
    """The same time of another day, in the person's zone."""
    here = _zone(work, person)
    return datetime.combine(day, start.astimezone(here).time(), here).astimezone(start.tzinfo)


def _zone(work: Work, person: Person) -> tzinfo:
    assert person.id is not None
    return worktimes(work.session, [person.id], work.now, work.now)[person.id].own_zone


def _plan(work: Work, task: Task, person: Person, day: date) -> None:
    """A visit in the first free time of the day; where there is none, after what is planned there, which is warned of."""
    assert task.id is not None
    assert person.id is not None
    start = _free(work, person, day, length_of(task))
    visit = Visit(task_id=task.id, person_id=person.id, starts_at=start, ends_at=start + length_of(task))
    work.session.add(visit)
    if task.category in (Category.INBOX, Category.READY):
        enter(work, task, work.first_status(Category.SCHEDULED))
    task.planned_at = min(start, task.planned_at or start)
    warn_of_overlaps(work, visit)


def _free(work: Work, person: Person, day: date, length: timedelta) -> datetime:
    assert person.id is not None
    here = _zone(work, person)
    begin = datetime.combine(day, time(), here)
    end = begin + timedelta(days=1)
    worktime = worktimes(work.session, [person.id], begin, end)[person.id]
    soon = _next_quarter(work.now)
    spans = list(open_spans(worktime.calendar, max(begin, soon), end))
    taken = select(Visit).where(
        col(Visit.person_id) == person.id, col(Visit.state).in_(_STANDING), col(Visit.starts_at) < end,
        col(Visit.ends_at) > begin,
    )  # fmt: skip
    touched = (one for one in (*work.session.new, *work.session.dirty) if isinstance(one, Visit))
    known = {id(one): one for one in (*work.all(taken), *touched)}.values()
    theirs = [one for one in known if one.person_id == person.id and one.state in _STANDING]
    visits = [Span(one.starts_at, one.ends_at) for one in theirs if one.starts_at < end and one.ends_at > begin]
    free = [span for span in free_spans(spans, [*visits, *worktime.away]) if span.length >= length]
    if free:
        return free[0].start
    first = spans[0].start if spans else begin.replace(hour=8).astimezone(work.now.tzinfo)
    after = max((visit.end for visit in visits), default=first)
    return max(first, after, soon) if max(after, soon) + length <= end else max(first, soon)


def _next_quarter(at: datetime) -> datetime:
    """The full quarter of an hour that is next, or now."""
    whole = at.replace(second=0, microsecond=0)
    whole += timedelta(minutes=1) if whole < at else timedelta()
    return whole + timedelta(minutes=-whole.minute % 15)
