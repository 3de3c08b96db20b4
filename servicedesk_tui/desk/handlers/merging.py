"""Two tasks of one, and one of two: closing a task as the same as another, and making a task of a note."""

from typing import Any

from sqlalchemy import select
from sqlmodel import col

from servicedesk_tui.locale import _
from servicedesk_tui.models import Attachment, Link, Note, Task, TaskPerson
from servicedesk_tui.policy.permissions import Right
from servicedesk_tui.vocabulary.checklists import CloseAsDuplicate, SplitNote
from servicedesk_tui.vocabulary.enums import Category, CloseReason, LinkKind, Part
from servicedesk_tui.vocabulary.refs import ref
from servicedesk_tui.vocabulary.refusals import NotFound

from ..conflicts import refuse_conflicts
from ..registry import NOTHING, Told, handles
from ..work import Work, is_open, names
from . import values
from .checklists import left_open
from .links import find_link, refuse_cycle
from .mentions import move_mentions
from .policies import give_at_once
from .statuses import enter


@handles(CloseAsDuplicate)
def close_as_duplicate(work: Work, command: CloseAsDuplicate) -> Told:
    """Close a task as the same as another, to which goes what was said of it and who has a part in it."""
    work.flush()  # where a chain of duplicates leads may change meanwhile: not without the lock
    task, of = work.task(command.task), work.task(command.of)
    work.require(Right.CHANGE, task)
    work.require(Right.NOTE, of)
    assert task.id is not None
    assert of.id is not None
    refuse_cycle(work, task, of, LinkKind.DUPLICATES)
    status = work.first_status(Category.CANCELLED)
    refuse_conflicts(work.session, task, {"status": status.id}, command.base)
    linked = find_link(work, task.id, of.id, LinkKind.DUPLICATES) is not None
    if linked and task.close_reason is CloseReason.DUPLICATE:
        return NOTHING
    left = left_open(work, task)
    if task.category is not Category.CANCELLED:
        enter(work, task, status)
    task.close_reason = CloseReason.DUPLICATE
    if not linked:
        work.session.add(Link(kind=LinkKind.DUPLICATES, task_id=task.id, other_id=of.id))
    work.topics.append(("task", of.id))
    if not is_open(of):
        said = _("{other} is closed itself: {status}.")
        work.warnings.append(
            said.format(other=ref(of.number), status=work.status_name(work.status_by_id(of.status_id)))
        )
    went = {"notes": _bring(work, Note, task, of), "files": _bring(work, Attachment, task, of)}
    return Told(
        {"status": dict(names(status)), "other": of.number, **went, "people": _bring_people(work, task, of), **left}
    )


def _bring(work: Work, kind: type[Note | Attachment], task: Task, of: Task) -> int:
    rows: list[Any] = work.all(select(kind).where(col(kind.task_id) == task.id).order_by(col(kind.id)))
    assert of.id is not None
    for row in rows:
        if isinstance(row, Note):
            move_mentions(work, row, of.id)
        row.task_id = of.id
    return len(rows)


def _bring_people(work: Work, task: Task, of: Task) -> int:
    """Watchers and collaborators, none of them twice: whoever is there already only goes from here, and its owner needs no
    part beside."""
    assert task.id is not None
    assert of.id is not None
    there = select(TaskPerson).where(col(TaskPerson.task_id).in_((task.id, of.id))).order_by(col(TaskPerson.id))
    everybody: list[TaskPerson] = work.all(there)
    known = {(one.person_id, one.part) for one in everybody if one.task_id == of.id}
    known.add((of.owner_id or 0, Part.COLLABORATOR))
    came = 0
    for one in everybody:
        if one.task_id == of.id:
            continue
        if (one.person_id, one.part) in known:
            work.session.delete(one)
        else:
            one.task_id = of.id
            came += 1
    return came


@handles(SplitNote)
def split_note(work: Work, command: SplitNote) -> Told:
    """Make a task of a note: in the inbox, for the same customer; it follows from the note's task."""
    work.require(Right.ADD)
    task = work.task(command.task)
    work.require(Right.NOTE, task)
    note = work.session.get(Note, command.note)
    if note is None or note.task_id != task.id:
        raise NotFound(_("{task} has no such note.").format(task=ref(task.number)))
    assert task.id is not None
    title = values.title(command.title)
    status = work.first_status(Category.INBOX)
    assert status.id is not None
    made = Task(
        number=work.next_numbers(1)[0],
        title=title,
        description=note.body,
        kind=task.kind,
        customer_id=task.customer_id,
        contact_id=task.contact_id,
        site_id=task.site_id,
        team_id=task.team_id,
        status_id=status.id,
        category=status.category,
        impact=task.impact,
        urgency=task.urgency,
        rank=values.rank_of(None),
        status_since=work.now,
        created_at=work.now,
        created_by_id=work.my_id,
        updated_at=work.now,
    )
    work.add(made)
    assert made.id is not None
    work.entered.add(status.id)
    work.created = made.id
    work.add(Link(kind=LinkKind.FOLLOWS, task_id=made.id, other_id=task.id))
    work.topics.append(("task", task.id))
    return Told({"task": made.number, "other": task.number, "text": title, **give_at_once(work, made)})
