"""How tasks hang together, what blocks them, and who else has a part in them."""

from sqlalchemy import select
from sqlmodel import col

from servicedesk_tui.locale import _
from servicedesk_tui.models import Link, Person, Task, TaskPerson
from servicedesk_tui.policy.permissions import Right
from servicedesk_tui.vocabulary.commands import (
    BlockTask,
    InvolvePerson,
    LinkTask,
    ReleasePerson,
    UnblockTask,
    UnlinkTask,
)
from servicedesk_tui.vocabulary.enums import LinkKind, Part
from servicedesk_tui.vocabulary.refs import ref
from servicedesk_tui.vocabulary.refusals import Invalid, NotFound

from ..conflicts import refuse_conflicts
from ..registry import NOTHING, Told, handles
from ..work import Work, is_open
from .values import line

# A chain of these must have an end: nothing may wait for itself, however far round.
ACYCLIC = frozenset({LinkKind.BLOCKS, LinkKind.FOLLOWS, LinkKind.DUPLICATES})


def find_link(work: Work, first: int, second: int, kind: LinkKind) -> Link | None:
    """The link from `first` to `second`; relating is the same both ways."""
    ends = [(first, second)] + ([(second, first)] if kind is LinkKind.RELATES else [])
    for task, other in ends:
        query = select(Link).where(Link.task_id == task, Link.other_id == other, Link.kind == kind)  # type: ignore[arg-type]
        found: Link | None = work.one(query)
        if found is not None:
            return found
    return None


def refuse_cycle(work: Work, first: Task, second: Task, kind: LinkKind) -> None:
    """Refuse a link from `first` to `second` when `second` already leads to `first`, and show the path."""
    if first.id == second.id:
        raise Invalid(_("{task} cannot be linked to itself.").format(task=ref(first.number)))
    if kind not in ACYCLIC:
        return
    came_from: dict[int, int] = {}
    front = [second.id]
    while front:
        rows = work.session.execute(
            select(Link.task_id, Link.other_id).where(Link.kind == kind, Link.task_id.in_(front))  # type: ignore[call-overload,attr-defined]
        )
        steps = [(a, b) for a, b in rows if b not in came_from and b != second.id]
        came_from.update({b: a for a, b in steps})
        if first.id in came_from:
            _refuse_path(work, first, second, came_from)
        front = [b for _a, b in steps]


def _refuse_path(work: Work, first: Task, second: Task, came_from: dict[int, int]) -> None:
    path = [first]
    while path[-1].id != second.id:
        assert path[-1].id is not None
        path.append(work.task(came_from[path[-1].id]))
    shown = " → ".join(ref(t.number) for t in [first, *reversed(path)])
    raise Invalid(_("That would go in a circle: {path}.").format(path=shown))


def _link(work: Work, first: Task, second: Task, kind: LinkKind) -> bool:
    refuse_cycle(work, first, second, kind)
    assert first.id is not None
    assert second.id is not None
    if find_link(work, first.id, second.id, kind) is not None:
        return False
    work.session.add(Link(kind=kind, task_id=first.id, other_id=second.id))
    work.flush()
    work.topics.append(("task", second.id))
    return True


def _unlink(work: Work, first: Task, second: Task, kind: LinkKind) -> None:
    assert first.id is not None
    assert second.id is not None
    found = find_link(work, first.id, second.id, kind)
    if found is None:
        raise NotFound(
            _("{task} and {other} have no such link.").format(task=ref(first.number), other=ref(second.number))
        )
    work.session.delete(found)
    work.topics.append(("task", second.id))


@handles(LinkTask)
def link(work: Work, command: LinkTask) -> Told:
    """Link two tasks."""
    task, other = work.task(command.task), work.task(command.other)
    work.require(Right.CHANGE, task)
    if not _link(work, task, other, command.kind):
        return NOTHING
    return Told({"other": other.number, "kind": command.kind.value})


@handles(UnlinkTask)
def unlink(work: Work, command: UnlinkTask) -> Told:
    """Take a link away."""
    task, other = work.task(command.task), work.task(command.other)
    work.require(Right.CHANGE, task)
    _unlink(work, task, other, command.kind)
    return Told({"other": other.number, "kind": command.kind.value})


@handles(BlockTask)
def block(work: Work, command: BlockTask) -> Told:
    """Say that a task cannot go on."""
    task = work.task(command.task)
    work.require(Right.CHANGE, task)
    reason = line(command.reason, "blocked_reason")
    if not reason and command.by is None:
        raise Invalid(_("Say what blocks {task}: a reason, or another task.").format(task=ref(task.number)))
    refuse_conflicts(work.session, task, {"blocked_reason": reason} if reason else {}, command.base)
    by = work.task(command.by) if command.by is not None else None
    linked = _link(work, by, task, LinkKind.BLOCKS) if by else False
    if not linked and (not reason or reason == task.blocked_reason):
        return NOTHING
    task.blocked_reason = reason or task.blocked_reason
    return Told({"reason": reason, "by": by.number if by else None})


@handles(UnblockTask)
def unblock(work: Work, command: UnblockTask) -> Told:
    """Take a block away."""
    task = work.task(command.task)
    work.require(Right.CHANGE, task)
    if command.by is not None:
        by = work.task(command.by)
        _unlink(work, by, task, LinkKind.BLOCKS)
        return Told({"by": by.number})
    refuse_conflicts(work.session, task, {"blocked_reason": ""}, command.base)
    blockers = _blockers(work, task) if command.everything else []
    for by in blockers:
        _unlink(work, by, task, LinkKind.BLOCKS)
    if not task.blocked_reason and not blockers:
        return NOTHING
    task.blocked_reason = ""
    return Told({"by": [by.number for by in blockers]} if blockers else {})


def _blockers(work: Work, task: Task) -> list[Task]:
    """The open tasks that block a task."""
    links = work.all(select(Link).where(col(Link.other_id) == task.id, col(Link.kind) == LinkKind.BLOCKS))
    return [one for one in (work.task(link.task_id) for link in links) if is_open(one)]


def find_part(work: Work, task: int, person: int, part: Part) -> TaskPerson | None:
    """A person's part in a task."""
    query = select(TaskPerson).where(
        col(TaskPerson.task_id) == task, col(TaskPerson.person_id) == person, col(TaskPerson.part) == part
    )
    found: TaskPerson | None = work.one(query)
    return found


def _require_part(work: Work, task: Task, person: Person, part: Part) -> None:
    """Watching is one's own affair; making someone a collaborator changes the task."""
    mine = part is Part.WATCHER and person.id == work.my_id
    work.require(Right.NOTE if mine else Right.CHANGE, task)


@handles(InvolvePerson)
def involve(work: Work, command: InvolvePerson) -> Told:
    """Make a person watcher or collaborator."""
    task = work.task(command.task)
    person = work.person(command.person if command.person is not None else work.my_id)
    _require_part(work, task, person, command.part)
    assert task.id is not None
    assert person.id is not None
    if find_part(work, task.id, person.id, command.part) is not None:
        return NOTHING
    work.session.add(TaskPerson(task_id=task.id, person_id=person.id, part=command.part))
    return Told({"person": person.login, "part": command.part.value, "self": person.id == work.my_id})


@handles(ReleasePerson)
def release(work: Work, command: ReleasePerson) -> Told:
    """End a person's part."""
    task = work.task(command.task)
    person = work.get(Person, command.person if command.person is not None else work.my_id, _("person"))
    _require_part(work, task, person, command.part)
    assert task.id is not None
    assert person.id is not None
    found = find_part(work, task.id, person.id, command.part)
    if found is None:
        return NOTHING
    work.session.delete(found)
    return Told({"person": person.login, "part": command.part.value, "self": person.id == work.my_id})
