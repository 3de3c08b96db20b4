"""Statuses: entering one, which is the one place where a task's status, its moment and what no longer holds are set; and
how they are called and limited."""

from collections.abc import Callable, Mapping
from typing import Any

from sqlalchemy import select

from servicedesk_tui.locale import _
from servicedesk_tui.models import Status, Task
from servicedesk_tui.policy.permissions import Right
from servicedesk_tui.vocabulary.desk_commands import EditStatus
from servicedesk_tui.vocabulary.enums import CLOSED, OWNERLESS, Category
from servicedesk_tui.vocabulary.refusals import Invalid

from ..conflicts import refuse_conflicts
from ..linked import follow
from ..registry import NOTHING, Told, handles
from ..work import Work, is_open, names
from .offers import withdraw
from .values import line

LIMIT_MAX = 9_999


def enter(work: Work, task: Task, status: Status) -> None:
    """Put the task in `status`, with what follows: when, from where, and what no longer holds."""
    was_open, was_done = is_open(task), task.category is Category.DONE
    if status.category in OWNERLESS:
        withdraw(work, task)
    if status.category in CLOSED:
        if was_open:
            task.status_before_id = task.status_id
        task.done_at = work.now
        task.blocked_reason = ""
    else:
        task.done_at = None
        if not was_open:
            task.reopened += 1
    task.close_reason = None
    if status.category is not Category.WAITING:
        task.waiting_on, task.waiting_until, task.waiting_until_is_day = None, None, False
    if status.category is Category.INBOX:
        task.owner_id = None
    else:
        task.snoozed_until = None
    assert status.id is not None
    task.status_id, task.category, task.status_since = status.id, status.category, work.now
    work.entered.add(status.id)
    if was_done is not (status.category is Category.DONE):
        follow(work, task)


def _limit(value: Any) -> int | None:
    if value is not None and (type(value) is not int or not 1 <= value <= LIMIT_MAX):
        raise Invalid(_("A limit is a number of tasks from 1 to {most}, or none.").format(most=LIMIT_MAX))
    return value


_FIELDS: Mapping[str, Callable[[Any], Any]] = {
    "name_en": lambda v: line(v, "name_en", most=60, empty=False),
    "name_da": lambda v: line(v, "name_da", most=60, empty=False),
    "wip_limit": _limit,
}


@handles(EditStatus)
def edit_status(work: Work, command: EditStatus) -> Told:
    """Set a status's names and its limit."""
    work.require(Right.SETTINGS)
    status = work.get(Status, command.status, _("status"))
    unknown = sorted(set(command.fields) - set(_FIELDS))
    if unknown:
        raise Invalid(
            _("A status has no field {field}; {known} can be set.").format(field=unknown[0], known=", ".join(_FIELDS))
        )
    read = {n: _FIELDS[n](v) for n, v in command.fields.items()}
    refuse_conflicts(work.session, status, read, command.base)
    read = {n: v for n, v in read.items() if getattr(status, n) != v}
    if not read:
        return NOTHING
    _refuse_namesake(work, status, read)
    for name, value in read.items():
        setattr(status, name, value)
    if read.get("wip_limit") is not None:
        work.entered.add(command.status)  # it may hold more than that already
    return Told({"status": dict(names(status)), "fields": sorted(read)})


def _refuse_namesake(work: Work, status: Status, read: Mapping[str, Any]) -> None:
    """Two columns of one name could not be told apart."""
    for name in read.keys() & {"name_en", "name_da"}:
        others = work.all(select(Status).where(Status.active, Status.id != status.id))  # type: ignore[arg-type]
        if any(getattr(other, name).casefold() == read[name].casefold() for other in others):
            raise Invalid(_("There is already a status called {name}.").format(name=read[name]))
