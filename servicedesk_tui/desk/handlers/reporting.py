"""Visits as they are reported from the field: on my way, arrived, left; and what follows for the task."""

from typing import Any

from servicedesk_tui.locale import _
from servicedesk_tui.locale.dates import moment as in_words
from servicedesk_tui.locale.dates import zone
from servicedesk_tui.locale.words import word
from servicedesk_tui.models import Person, Task, Visit
from servicedesk_tui.policy.permissions import Right
from servicedesk_tui.vocabulary.commands import FinishTask
from servicedesk_tui.vocabulary.day import ReportVisit
from servicedesk_tui.vocabulary.enums import Category, VisitState
from servicedesk_tui.vocabulary.refs import ref
from servicedesk_tui.vocabulary.refusals import Invalid, NotAllowed

from ..registry import HANDLERS, NOTHING, Told, handles
from ..work import Work, is_open, names
from .statuses import enter
from .visits import planned

_STEPS = (VisitState.PLANNED, VisitState.ON_MY_WAY, VisitState.ARRIVED, VisitState.LEFT)
"""The way a visit goes. A step may be left out: who forgot to say that they set out arrives all the same."""
_MOMENTS = {
    VisitState.ON_MY_WAY: "on_my_way_at",
    VisitState.ARRIVED: "arrived_at",
    VisitState.LEFT: "left_at",
}


@handles(ReportVisit)
def report(work: Work, command: ReportVisit) -> Told:
    """Set how far the visit has come, and when; to arrive begins the task, to finish ends it."""
    visit = work.get(Visit, command.visit, _("visit"))
    task = work.task(visit.task_id)
    _require(work, visit, task)
    if command.finish and command.state is not VisitState.LEFT:
        raise Invalid(_("Who is done there leaves."))
    is_new = _steps_forward(work, visit, task, command.state)
    finished = _finish(work, task, command)
    if not is_new and finished.nothing:
        return NOTHING
    told: dict[str, Any] = {"visit": command.state.value, **finished.params}
    if visit.person_id != work.my_id:
        told["person"] = work.get(Person, visit.person_id, _("person")).login
    if is_new:
        visit.state = command.state
        setattr(visit, _MOMENTS[command.state], work.now)
        task.planned_at = min((one.starts_at for one in planned(work, task) if one is not visit), default=None)
    if command.state is VisitState.ARRIVED and task.category in (Category.READY, Category.SCHEDULED):
        begun = work.first_status(Category.DOING)
        enter(work, task, begun)
        told["status"] = dict(names(begun))
    return Told(told)


def _require(work: Work, visit: Visit, task: Task) -> None:
    """Who makes the visit, whose the task is, or who may plan visits."""
    work.require(Right.NOTE, task)
    if work.my_id not in (visit.person_id, task.owner_id) and not work.may(Right.VISITS, task):
        who = work.get(Person, visit.person_id, _("person")).login
        raise NotAllowed(
            _("That is the visit of {who}: they, the task's owner or a dispatcher report it.").format(who=who)
        )


def _steps_forward(work: Work, visit: Visit, task: Task, to: VisitState) -> bool:
    """False where it is so already. Refuses what cannot be: a visit that was called off, a step back, a visit to what is
    closed, and to have left before it began."""
    if to not in _MOMENTS:
        raise Invalid(_("A visit is reported as on the way, arrived or left."))
    if visit.state is VisitState.CANCELLED:
        raise Invalid(_("The visit was called off."))
    if visit.state is to:
        return False
    if _STEPS.index(to) < _STEPS.index(visit.state):
        since = getattr(visit, _MOMENTS[visit.state])
        when = f" ({in_words(since, False, work.now, zone(work.me.zone))})" if since else ""
        raise Invalid(
            _("It is “{state}” already{when}; undo takes that back.").format(state=word(visit.state), when=when)
        )
    if to is not VisitState.LEFT and not is_open(task):
        raise Invalid(_("{task} is closed; reopen it first.").format(task=ref(task.number)))
    if to is VisitState.LEFT and visit.state is VisitState.PLANNED and visit.starts_at > work.now:
        when = in_words(visit.starts_at, False, work.now, zone(work.me.zone))
        raise Invalid(_("Nobody was there yet: the visit begins {when}.").format(when=when))
    return True


def _finish(work: Work, task: Task, command: ReportVisit) -> Told:
    """The task is done, by the rules of finishing one."""
    if not command.finish:
        return NOTHING
    assert task.id is not None
    told = HANDLERS[FinishTask](work, FinishTask(task=task.id, open_items=command.open_items))
    return NOTHING if told.nothing else Told({**told.params, "finished": True})
