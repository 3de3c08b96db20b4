"""Entering a status: the one place where a task's status, its moment and what no longer holds are set."""

from servicedesk_tui.models import Status, Task
from servicedesk_tui.vocabulary.enums import CLOSED, Category

from ..work import Work, is_open


def enter(work: Work, task: Task, status: Status) -> None:
    """Put the task in `status`, with what follows: when, from where, and what no longer holds."""
    was_open = is_open(task)
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
    assert status.id is not None
    task.status_id, task.category, task.status_since = status.id, status.category, work.now
    work.entered[status.id] += 1
