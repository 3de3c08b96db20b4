"""Where a task stands: moving, waiting, snoozing, finishing, closing, reopening, and what each implies."""

from datetime import datetime
from typing import Any

from servicedesk_tui.locale import _
from servicedesk_tui.locale.dates import zone
from servicedesk_tui.locale.words import word
from servicedesk_tui.models import Status, Task
from servicedesk_tui.policy.calendar import open_day
from servicedesk_tui.policy.permissions import Right
from servicedesk_tui.vocabulary.commands import (
    CloseTask,
    FinishTask,
    MoveTask,
    ReopenTask,
    SnoozeTask,
    TaskCommand,
    WaitTask,
)
from servicedesk_tui.vocabulary.enums import CLOSED, Category, CloseReason, OpenItems, WaitingOn
from servicedesk_tui.vocabulary.refs import ref
from servicedesk_tui.vocabulary.refusals import Choice, Invalid, Needs

from ..conflicts import refuse_conflicts
from ..registry import NOTHING, Told, handles
from ..work import Work, is_open, names
from .checklists import left_open, settle_open_items
from .ownership import give, let_go, owning_right
from .statuses import enter
from .values import moment


def _own(work: Work, task: Task, status: Status, owner: int | None) -> str | None:
    """Past the inbox a task has an owner: the one given, or the question. Answers the new owner's login."""
    if not status.category.needs_owner or work.has_owner(task):
        return None
    if owner is None:
        work.need_owner(task)
    person = work.person(owner)
    work.require(owning_right(work, task, person.id), task)
    give(work, task, person)
    return person.login


def _check(work: Work, task: Task, command: TaskCommand, status: Status) -> None:
    work.require(Right.CHANGE, task)
    refuse_conflicts(work.session, task, {"status": status.id}, _base(work, command))


def _base(work: Work, command: TaskCommand) -> dict[str, Any]:
    """What the sender saw, with a status by its id, whichever way it was named."""
    base = dict(command.base)
    if isinstance(base.get("status"), str):
        base["status"] = work.status(base["status"]).id
    return base


@handles(MoveTask)
def move(work: Work, command: MoveTask) -> Told:
    """Set the status."""
    return _move(work, command, work.status(command.status))


def _move(work: Work, command: MoveTask, status: Status) -> Told:
    task = work.task(command.task)
    _check(work, task, command, status)
    waits = (command.waiting_on, moment(command.until, "waiting_until"), command.until_is_day)
    if status.id == task.status_id and (status.category is not Category.WAITING or command.waiting_on is None):
        return NOTHING
    if status.category is Category.DONE:
        return _finish(work, task, status, command.open_items)
    if status.category is Category.CANCELLED:
        return _close(work, task, status, command.reason)
    if status.category is Category.WAITING and command.waiting_on is None:
        raise Needs(
            "waiting_on",
            _("What does {task} wait for?").format(task=ref(task.number)),
            [Choice(w, word(w)) for w in WaitingOn],
        )
    owner = _own(work, task, status, command.owner)
    told: dict[str, Any] = {"status": dict(names(status)), "owner": owner}
    if status.category is Category.INBOX and task.owner_id is not None:
        work.require(Right.GIVE, task)
        told |= let_go(work, task)
    if status.id != task.status_id:
        enter(work, task, status)
    if status.category is Category.WAITING:
        task.waiting_on, task.waiting_until, task.waiting_until_is_day = waits
        told |= waiting_params(*waits)
    return Told(told)


def waiting_params(on: WaitingOn | None, until: datetime | None, is_day: bool) -> dict[str, Any]:
    """What a sentence says of waiting."""
    return {
        "waiting_on": on.value if on else None,
        "until": until.isoformat() if until else None,
        "until_is_day": is_day,
    }


@handles(WaitTask)
def wait(work: Work, command: WaitTask) -> Told:
    """Move to the first waiting status."""
    status = work.first_status(Category.WAITING)
    task = work.task(command.task)
    if task.category is Category.WAITING:
        status = work.status_by_id(task.status_id)
    return _move(
        work,
        MoveTask(
            task=command.task,
            base=command.base,
            status=status.key,
            owner=command.owner,
            waiting_on=command.waiting_on,
            until=command.until,
            until_is_day=command.until_is_day,
        ),
        status,
    )


@handles(SnoozeTask)
def snooze(work: Work, command: SnoozeTask) -> Told:
    """Put an inbox task aside until a moment, or wake it."""
    task = work.task(command.task)
    work.require(Right.CHANGE, task)
    until = moment(command.until, "snoozed_until")
    if until is not None and command.is_day:
        here = zone(work.me.zone)
        until = open_day(until.astimezone(here).date(), here)
    if task.category is not Category.INBOX:
        raise Invalid(
            _("{task} is not in the inbox; past it a task waits for somebody or something.").format(
                task=ref(task.number)
            )
        )
    if until is not None and until <= work.now:
        raise Invalid(_("A task is snoozed until a moment that is still to come."))
    refuse_conflicts(work.session, task, {"until": until}, command.base)
    if task.snoozed_until == until:
        return NOTHING
    task.snoozed_until = until
    return Told({"snoozed": until.isoformat() if until else None})


@handles(FinishTask)
def finish(work: Work, command: FinishTask) -> Told:
    """Move to the first done status."""
    task = work.task(command.task)
    status = work.first_status(Category.DONE)
    _check(work, task, command, status)
    if task.category is Category.DONE:
        return NOTHING
    return _finish(work, task, status, command.open_items)


def _finish(work: Work, task: Task, status: Status, open_items: OpenItems | None) -> Told:
    settled = settle_open_items(work, task, open_items)
    enter(work, task, status)
    return Told({"status": dict(names(status)), **settled})


@handles(CloseTask)
def close(work: Work, command: CloseTask) -> Told:
    """Close without doing it."""
    task = work.task(command.task)
    status = work.first_status(Category.CANCELLED)
    _check(work, task, command, status)
    if task.category is Category.CANCELLED and command.reason in (None, task.close_reason):
        return NOTHING
    return _close(work, task, status, command.reason)


def _close(work: Work, task: Task, status: Status, reason: CloseReason | None) -> Told:
    if reason is None:
        raise Needs(
            "reason",
            _("Why is {task} closed without being done?").format(task=ref(task.number)),
            [Choice(r, word(r)) for r in CloseReason],
        )
    left = left_open(work, task)
    enter(work, task, status)
    task.close_reason = reason
    return Told({"status": dict(names(status)), "reason": reason.value, **left})


@handles(ReopenTask)
def reopen(work: Work, command: ReopenTask) -> Told:
    """Back to where it was before it was done or closed; to the inbox when nobody is left to do it."""
    task = work.task(command.task)
    work.require(Right.CHANGE, task)
    if is_open(task):
        raise Invalid(_("{task} is already open.").format(task=ref(task.number)))
    before = work.status_by_id(task.status_before_id) if task.status_before_id else work.first_status(Category.READY)
    if not work.has_owner(task):
        before = work.first_status(Category.INBOX)
    elif before.category in (Category.INBOX, *CLOSED) or not before.active:
        before = work.first_status(Category.READY)
    refuse_conflicts(work.session, task, {"status": before.id}, _base(work, command))
    enter(work, task, before)
    told: dict[str, Any] = {"status": dict(names(before))}
    if before.category is Category.WAITING:
        task.waiting_on = WaitingOn.OTHER
        told |= waiting_params(task.waiting_on, None, False)
    return Told(told)
