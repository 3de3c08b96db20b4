"""Whose a task is: exactly one owner past the inbox."""

from datetime import timedelta

from sqlalchemy import select

from servicedesk_tui.locale import _
from servicedesk_tui.models import Batch, Change, Note, Person, Task, TaskPerson
from servicedesk_tui.policy.permissions import Right
from servicedesk_tui.vocabulary.commands import AssignTask, HandOver, TakeTask, UnassignTask
from servicedesk_tui.vocabulary.enums import Category, NoteKind, Part
from servicedesk_tui.vocabulary.refs import ref
from servicedesk_tui.vocabulary.refusals import Invalid

from ..conflicts import refuse_conflicts
from ..registry import NOTHING, Told, handles
from ..work import Work, is_open, names
from .links import find_part
from .statuses import enter
from .values import body

BOUNCE = timedelta(days=2)
"""A task handed back to whom it came from within this time has bounced."""


def give(work: Work, task: Task, person: Person) -> None:
    """Make `person` the owner, and count hand-offs (A to B) and bounces (A to B to A)."""
    if task.owner_id is not None and task.owner_id != person.id:
        task.hand_offs += 1
        if _came_from(work, task) == person.id:
            task.bounces += 1
    task.owner_id = person.id


def _came_from(work: Work, task: Task) -> int | None:
    """Who had the task before its owner, when that changed within the time a bounce counts in."""
    if task.hand_offs <= 1:
        return None
    rows = work.session.execute(
        select(Change.values)  # type: ignore[call-overload]
        .join(Batch, Batch.id == Change.batch_id)
        .where(
            Change.task_id == task.id,
            Change.entity == "task",
            Batch.at >= work.now - BOUNCE,
            Batch.reversed_by_id.is_(None),  # type: ignore[union-attr]
            (Batch.reversal.is_(None)) | (Batch.reversal == "redo"),  # type: ignore[union-attr]
        )
        .order_by(Change.id.desc())  # type: ignore[union-attr]
    ).scalars()
    for values in rows:
        if "owner_id" in values:
            before, after = values["owner_id"]
            return int(before) if before is not None and after == task.owner_id else None
    return None


def _give_and_tell(work: Work, task: Task, person: Person) -> Told:
    if task.owner_id == person.id and task.category is not Category.INBOX:
        return NOTHING
    give(work, task, person)
    told = {"owner": person.login}
    if task.category is Category.INBOX:
        ready = work.first_status(Category.READY)
        enter(work, task, ready)
        return Told({**told, "status": dict(names(ready))})
    return Told(told)


@handles(AssignTask)
def assign(work: Work, command: AssignTask) -> Told:
    """Give the task an owner."""
    task = work.task(command.task)
    person = work.person(command.owner)
    work.require(Right.TAKE if person.id == work.my_id else Right.CHANGE, task)
    refuse_conflicts(work.session, task, {"owner": person.id}, command.base)
    return _give_and_tell(work, task, person)


@handles(TakeTask)
def take(work: Work, command: TakeTask) -> Told:
    """Make me the owner."""
    task = work.task(command.task)
    work.require(Right.TAKE, task)
    refuse_conflicts(work.session, task, {"owner": work.my_id}, command.base)
    return _give_and_tell(work, task, work.person(work.my_id))


@handles(UnassignTask)
def unassign(work: Work, command: UnassignTask) -> Told:
    """Take the owner off; an open task goes back to the inbox."""
    task = work.task(command.task)
    work.require(Right.CHANGE, task)
    refuse_conflicts(work.session, task, {"owner": None}, command.base)
    if task.owner_id is None:
        return NOTHING
    if not is_open(task):
        task.owner_id = None
        return Told()
    inbox = work.first_status(Category.INBOX)
    if task.category is not Category.INBOX:
        enter(work, task, inbox)
    task.owner_id = None
    return Told({"status": dict(names(inbox))})


@handles(HandOver)
def hand_over(work: Work, command: HandOver) -> Told:
    """Give the task to another person, with a note; who had it stays as collaborator."""
    task, person = work.task(command.task), work.person(command.to)
    work.require(Right.TAKE if person.id == work.my_id else Right.CHANGE, task)
    refuse_conflicts(work.session, task, {"owner": person.id}, command.base)
    text, before = body(command.note), task.owner_id
    assert task.id is not None
    assert person.id is not None
    if before == person.id:
        if not text:
            return NOTHING
        raise Invalid(
            _("{task} is {name}'s already; write a note instead.").format(task=ref(task.number), name=person.login)
        )
    told = _give_and_tell(work, task, person)
    _swap_parts(work, task.id, before, person.id)
    if text:
        kind = NoteKind.HANDOVER
        work.session.add(Note(task_id=task.id, author_id=work.my_id, kind=kind, body=text, created_at=work.now))
    return told


def _swap_parts(work: Work, task: int, before: int | None, after: int) -> None:
    """Who had the task collaborates on it; who has it now does not any more."""
    if before is not None and find_part(work, task, before, Part.COLLABORATOR) is None:
        work.session.add(TaskPerson(task_id=task, person_id=before, part=Part.COLLABORATOR))
    found = find_part(work, task, after, Part.COLLABORATOR)
    if found is not None:
        work.session.delete(found)
