"""Checklists."""

from sqlalchemy import func, select

from servicedesk_tui.locale import _
from servicedesk_tui.models import ChecklistItem
from servicedesk_tui.policy.permissions import Right
from servicedesk_tui.vocabulary.commands import AddChecklistItem, TickChecklistItem
from servicedesk_tui.vocabulary.refs import ref
from servicedesk_tui.vocabulary.refusals import NotFound

from ..registry import NOTHING, Told, handles
from ..work import Work
from .values import line


@handles(AddChecklistItem)
def add_item(work: Work, command: AddChecklistItem) -> Told:
    """Add a line to the checklist."""
    task = work.task(command.task)
    work.require(Right.CHANGE, task)
    assert task.id is not None
    text = line(command.text, "body", empty=False)
    last = select(func.max(ChecklistItem.position)).where(ChecklistItem.task_id == task.id)  # type: ignore[arg-type]
    position = (work.session.execute(last).scalar_one() or 0) + 1
    work.add(ChecklistItem(task_id=task.id, text=text, position=position))
    return Told({"text": text})


@handles(TickChecklistItem)
def tick(work: Work, command: TickChecklistItem) -> Told:
    """Tick or untick a line."""
    task = work.task(command.task)
    work.require(Right.CHANGE, task)
    item = work.session.get(ChecklistItem, command.item)
    if item is None or item.task_id != task.id:
        raise NotFound(_("{task} has no such checklist item.").format(task=ref(task.number)))
    if item.done == command.done:
        return NOTHING
    item.done = command.done
    item.done_at = work.now if command.done else None
    item.done_by_id = work.my_id if command.done else None
    return Told({"text": item.text, "done": command.done})
