"""Whose a task is: exactly one owner past the inbox. Who had it helps on, wherever it changes hands."""

from datetime import timedelta
from typing import Any

from sqlalchemy import select

from servicedesk_tui.locale import _
from servicedesk_tui.models import Batch, Change, Note, Person, Task, TaskPerson, Team
from servicedesk_tui.policy.permissions import Right
from servicedesk_tui.vocabulary.commands import AssignTask, TakeTask, UnassignTask
from servicedesk_tui.vocabulary.enums import Category, NoteKind, Part

from ..conflicts import refuse_conflicts
from ..registry import NOTHING, Told, handles
from ..work import Work, is_open, names
from .mentions import tell_mentioned
from .offers import withdraw
from .passing import ahead, call_off, go_along, guard_going
from .statuses import enter
from .values import body

BOUNCE = timedelta(days=2)
"""A task handed back to whom it came from within this time has bounced."""


def owning_right(work: Work, task: Task, owner: int | None) -> Right:
    """The right it takes to make `owner` the owner: to take, to take over, or to give. What is mine already I may change."""
    if owner != work.my_id:
        return Right.GIVE
    if task.owner_id == owner:
        return Right.CHANGE
    return Right.TAKE if task.owner_id is None else Right.TAKE_OVER


def give(work: Work, task: Task, person: Person) -> None:
    """Make `person` the owner, and count hand-offs (A to B) and bounces (A to B to A). Who had it helps on; who has it now
    is no helper any more."""
    if task.owner_id == person.id:
        return
    withdraw(work, task)
    if task.owner_id is not None:
        task.hand_offs += 1
        if _came_from(work, task) == person.id:
            task.bounces += 1
    keep_as_helper(work, task)
    task.owner_id, task.escalated_at = person.id, None
    assert task.id is not None
    assert person.id is not None
    helped = work.collaborating(task.id).pop(person.id, None)
    if helped is not None:
        work.session.delete(helped)


def keep_as_helper(work: Work, task: Task) -> None:
    """Who has the task becomes a collaborator, unless they work here no longer."""
    owner = work.session.get(Person, task.owner_id) if task.owner_id is not None else None
    if owner is None or owner.id is None or task.id is None or not owner.active:
        return
    there = work.collaborating(task.id)
    if owner.id not in there:
        there[owner.id] = TaskPerson(task_id=task.id, person_id=owner.id, part=Part.COLLABORATOR)
        work.session.add(there[owner.id])


def let_go(work: Work, task: Task) -> dict[str, Any]:
    """Nobody is to have the task: who had it helps on, and their visits that have not begun are called off. Answers what is
    told of that; the owner is still to be taken off."""
    withdraw(work, task)
    keep_as_helper(work, task)
    return call_off(work, task, ahead(work, task))


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


def give_and_tell(work: Work, task: Task, person: Person) -> Told:
    """Make `person` the owner with what goes along, and answer what is told of it."""
    if task.owner_id == person.id and task.category is not Category.INBOX:
        return NOTHING
    visits = ahead(work, task)
    guard_going(work, task, person, visits)
    give(work, task, person)
    told: dict[str, Any] = {"owner": person.login, **go_along(work, person, visits)}
    if task.category is Category.INBOX:
        ready = work.first_status(Category.READY)
        enter(work, task, ready)
        told["status"] = dict(names(ready))
    return Told(told)


@handles(AssignTask)
def assign(work: Work, command: AssignTask) -> Told:
    """Give the task an owner."""
    task = work.task(command.task)
    person = work.person(command.owner)
    work.require(owning_right(work, task, person.id), task)
    refuse_conflicts(work.session, task, {"owner": person.id}, command.base)
    return give_and_tell(work, task, person)


@handles(TakeTask)
def take(work: Work, command: TakeTask) -> Told:
    """Make me the owner."""
    task = work.task(command.task)
    work.require(owning_right(work, task, work.my_id), task)
    refuse_conflicts(work.session, task, {"owner": work.my_id}, command.base)
    return give_and_tell(work, task, work.person(work.my_id))


@handles(UnassignTask)
def unassign(work: Work, command: UnassignTask) -> Told:
    """Take the owner off, and perhaps give the task to a team; an open one goes back to the inbox."""
    task = work.task(command.task)
    work.require(Right.GIVE, task)
    refuse_conflicts(work.session, task, {"owner": None}, command.base)
    told = _to_team(work, task, command)
    if task.owner_id is None:
        return Told(told) if told else NOTHING
    told |= let_go(work, task)
    if not is_open(task):
        task.owner_id = None
        return Told(told)
    inbox = work.first_status(Category.INBOX)
    if task.category is not Category.INBOX:
        enter(work, task, inbox)
    task.owner_id = None
    return Told({**told, "status": dict(names(inbox))})


def _to_team(work: Work, task: Task, command: UnassignTask) -> dict[str, Any]:
    """Give the task to a team's queue, with the note; answers what is told of that, nothing where it stands there already."""
    text = body(command.note)
    team = work.get(Team, command.team, _("team")) if command.team is not None else None
    if team is not None and team.id != task.team_id:
        work.require(Right.CHANGE, task)
        task.team_id = team.id
    elif task.owner_id is None and not text:
        return {}
    if text:
        assert task.id is not None
        kind = NoteKind.HANDOVER
        note = Note(task_id=task.id, author_id=work.my_id, kind=kind, body=text, created_at=work.now)
        work.session.add(note)
        tell_mentioned(work, note)
    if team is None:
        return {"team": ""} if text else {}
    return {"team": team.name}
