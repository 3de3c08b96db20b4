"""Single visits: a further one planned, one moved in time or to somebody else, one called off.

A task may have several visits, of one person or of several: each visit is one person's. The task's own `planned_at` is when
the first planned one begins.
"""

from datetime import datetime
from typing import Any

from servicedesk_tui.locale import _
from servicedesk_tui.locale.words import field_word
from servicedesk_tui.models import Person, Task, Visit
from servicedesk_tui.policy.permissions import Right
from servicedesk_tui.policy.working import Span
from servicedesk_tui.vocabulary.enums import Category, VisitState
from servicedesk_tui.vocabulary.planning import AddVisit, CallOffVisit, MoveVisit
from servicedesk_tui.vocabulary.refs import ref
from servicedesk_tui.vocabulary.refusals import Conflict, Invalid

from ..conflicts import refuse_conflicts, who_changed
from ..registry import NOTHING, Told, handles
from ..work import Work, is_open, names
from .guarding import guard
from .ownership import give
from .statuses import enter
from .values import moment
from .visits import planned

LONGEST_MINUTES = 7 * 24 * 60


@handles(AddVisit)
def add_visit(work: Work, command: AddVisit) -> Told:
    """Plan a further visit. The visitor becomes the owner of a task that nobody has."""
    task = _task(work, command.task)
    span = _span(command.start, command.end)
    refuse_conflicts(work.session, task, {"start": span.start}, command.base)
    is_new = not work.has_owner(task)
    if command.person is None and is_new:
        work.need_owner(task, "person")
    person = work.person(command.person if command.person is not None else task.owner_id or 0)
    guard(work, task, person, span)
    told: dict[str, Any] = {"person": person.login, "start": span.start.isoformat()}
    if is_new:
        give(work, task, person)
        told["owner"] = person.login
    if task.category in (Category.INBOX, Category.READY):
        scheduled = work.first_status(Category.SCHEDULED)
        enter(work, task, scheduled)
        told["status"] = dict(names(scheduled))
    assert task.id is not None
    assert person.id is not None
    visit = Visit(task_id=task.id, person_id=person.id, starts_at=span.start, ends_at=span.end)
    work.session.add(visit)
    _derive(work, task, visit)
    return Told(told)


@handles(MoveVisit)
def move_visit(work: Work, command: MoveVisit) -> Told:
    """Set a planned visit's start, end or person. Whose the task is stays."""
    visit = _visit(work, command.visit)
    task = _task(work, visit.task_id)
    start, end = moment(command.start, "starts"), moment(command.end, "ends")
    span = _span(start or visit.starts_at, end or visit.ends_at)
    person = work.get(Person, visit.person_id, _("person"))
    if command.person is not None and command.person != visit.person_id:
        person = work.person(command.person)
    _refuse_conflicts(work, task, visit, command)
    if (span.start, span.end, person.id) == (visit.starts_at, visit.ends_at, visit.person_id):
        return NOTHING
    guard(work, task, person, span, visit)
    assert person.id is not None
    told: dict[str, Any] = {"person": person.login, "start": span.start.isoformat(), "moved": True}
    if (span.start, person.id) == (visit.starts_at, visit.person_id):
        told["minutes"] = round((span.end - span.start).total_seconds() / 60)
    if person.id != visit.person_id:
        told["from"] = work.get(Person, visit.person_id, _("person")).login
    visit.starts_at, visit.ends_at, visit.person_id = span.start, span.end, person.id
    visit.calendar_sequence += 1
    _derive(work, task, visit)
    return Told(told)


@handles(CallOffVisit)
def call_off_visit(work: Work, command: CallOffVisit) -> Told:
    """A planned visit does not take place. A task that was scheduled by it alone is ready again."""
    visit = work.get(Visit, command.visit, _("visit"))
    task = work.task(visit.task_id)
    work.require(Right.VISITS, task)
    if visit.state is VisitState.CANCELLED:
        return NOTHING
    _visit(work, command.visit)
    visit.state = VisitState.CANCELLED
    visit.calendar_sequence += 1
    others = [one for one in planned(work, task) if one is not visit]
    task.planned_at = min((one.starts_at for one in others), default=None)
    told: dict[str, Any] = {"person": work.get(Person, visit.person_id, _("person")).login, "start": None}
    if task.category is Category.SCHEDULED and not others:
        ready = work.first_status(Category.READY)
        enter(work, task, ready)
        told["status"] = dict(names(ready))
    return Told(told)


def _task(work: Work, task_id: int) -> Task:
    """An open task whose visits I may plan."""
    task = work.task(task_id)
    work.require(Right.VISITS, task)
    if not is_open(task):
        raise Invalid(_("{task} is closed; reopen it first.").format(task=ref(task.number)))
    return task


def _visit(work: Work, visit_id: int) -> Visit:
    """A visit that is still to be made."""
    visit = work.get(Visit, visit_id, _("visit"))
    if visit.state is VisitState.CANCELLED:
        raise Invalid(_("The visit was called off."))
    if visit.state is not VisitState.PLANNED:
        raise Invalid(_("The visit is under way already, or over."))
    return visit


def _span(start: datetime | None, end: datetime | None) -> Span:
    start, end = moment(start, "starts"), moment(end, "ends")
    if start is None or end is None:
        raise Invalid(_("A visit has a start and an end."))
    minutes = (end - start).total_seconds() / 60
    if minutes < 1:
        raise Invalid(_("A visit takes a minute at least."))
    if minutes > LONGEST_MINUTES:
        raise Invalid(_("A visit takes a week at most; plan several."))
    return Span(start, end)


def _refuse_conflicts(work: Work, task: Task, visit: Visit, command: MoveVisit) -> None:
    """What somebody else changed since the sender saw it is neither theirs nor what is asked for."""
    if command.base is None:
        return
    fields = ("starts_at", "ends_at", "person_id")
    asked = (command.start, command.end, command.person)
    for name, base, mine in zip(fields, command.base, asked, strict=True):
        now = getattr(visit, name)
        if mine is None or now in (base, mine):
            continue
        who, when = _who(work, task, visit, name)
        raise Conflict(
            _("{who} changed {field} of {task} meanwhile.").format(
                who=who or _("Somebody"), field=field_word(name), task=ref(task.number)
            ),
            field=name.removesuffix("_at").removesuffix("_id"),
            mine=mine,
            theirs=now,
            base=base,
            who=who,
            when=when,
        )


def _who(work: Work, task: Task, visit: Visit, name: str) -> tuple[str, Any]:
    """Who changed a field of a visit; its changes are told under its task."""
    return who_changed(work.session, "visit", visit.id, name, task.id)


def _derive(work: Work, task: Task, visit: Visit) -> None:
    others = [one.starts_at for one in planned(work, task) if one is not visit]
    task.planned_at = min([visit.starts_at, *others])
