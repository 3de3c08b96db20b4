"""Tags: words in lower case that group tasks."""

from collections.abc import Iterable

from sqlalchemy import select

from servicedesk_tui.models import Tag, Task, TaskTag
from servicedesk_tui.policy.permissions import Right
from servicedesk_tui.vocabulary.commands import TagTask

from ..registry import NOTHING, Told, handles
from ..work import Work
from .values import tag


def find_tag(work: Work, name: str) -> Tag:
    """The tag by name, made when it is new."""
    found: Tag | None = work.one(select(Tag).where(Tag.name == name))  # type: ignore[arg-type]
    return found or work.add(Tag(name=name))


def put_tags(work: Work, task: Task, add: Iterable[str], remove: Iterable[str]) -> tuple[list[str], list[str]]:
    """Add and remove clean tag names; answers those that made a difference."""
    assert task.id is not None
    rows = work.session.execute(
        select(Tag.name, TaskTag).join(Tag, Tag.id == TaskTag.tag_id).where(TaskTag.task_id == task.id)  # type: ignore[call-overload]
    )
    has = dict(tuple(row) for row in rows)
    added = [name for name in dict.fromkeys(add) if name not in has]
    removed = [name for name in dict.fromkeys(remove) if name in has]
    for name in added:
        tag_id = find_tag(work, name).id
        assert tag_id is not None
        work.session.add(TaskTag(task_id=task.id, tag_id=tag_id))
    for name in removed:
        work.session.delete(has[name])
    return added, removed


@handles(TagTask)
def tag_task(work: Work, command: TagTask) -> Told:
    """Add and remove tags."""
    task = work.task(command.task)
    work.require(Right.CHANGE, task)
    add, remove = [tag(t) for t in command.add], [tag(t) for t in command.remove]
    work.flush()
    added, removed = put_tags(work, task, [t for t in add if t not in remove], remove)
    return Told({"added": added, "removed": removed}) if added or removed else NOTHING
