"""Tags: words in lower case that group tasks."""

from collections.abc import Iterable

from servicedesk_tui.models import Task, TaskTag
from servicedesk_tui.policy.permissions import Right
from servicedesk_tui.vocabulary.commands import TagTask

from ..registry import NOTHING, Told, handles
from ..work import Work
from .values import tag


def put_tags(work: Work, task: Task, add: Iterable[str], remove: Iterable[str]) -> tuple[list[str], list[str]]:
    """Add and remove clean tag names; answers those that made a difference."""
    assert task.id is not None
    has = work.tags_on(task.id)
    added = [name for name in dict.fromkeys(add) if name not in has]
    removed = [name for name in dict.fromkeys(remove) if name in has]
    for name in added:
        has[name] = TaskTag(task_id=task.id, tag=work.tag(name))
        work.session.add(has[name])
    for name in removed:
        work.session.delete(has.pop(name))
    return added, removed


@handles(TagTask)
def tag_task(work: Work, command: TagTask) -> Told:
    """Add and remove tags."""
    task = work.task(command.task)
    work.require(Right.CHANGE, task)
    add, remove = [tag(t) for t in command.add], [tag(t) for t in command.remove]
    added, removed = put_tags(work, task, [t for t in add if t not in remove], remove)
    return Told({"added": added, "removed": removed}) if added or removed else NOTHING
