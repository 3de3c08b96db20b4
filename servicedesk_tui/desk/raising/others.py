"""What others did: a task became somebody's, or something of theirs was changed.

Batches are followed by their ids, which never come out of order, up to a number kept in the store: each is looked at once, by
whichever program gets to it, and commands pay nothing for it.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import delete, func, select, update
from sqlmodel import col

from servicedesk_tui.models import METADATA, Notification
from servicedesk_tui.store.ids import among
from servicedesk_tui.vocabulary.enums import Op, Part, Priority, Reversal
from servicedesk_tui.vocabulary.reminding import NoticeKind

from .moments import counter_of
from .telling import Inboxes, Telling

_T = METADATA.tables
_BATCH, _CHANGE, _TASK, _PART = _T["batch"].c, _T["change"].c, _T["task"].c, _T["task_person"].c
_NOTIFICATION = _T["notification"].c
FOLLOWED = "raised_batch"
NO_NEWS = frozenset({"ReorderTask", "InitDesk"})
SEVERAL = 5
"""Tasks of one batch from which on a person is told of all of them at once."""


@dataclass(frozen=True, slots=True)
class _Passed:
    """What a batch did to a task that it touched: whose it `was` and `then` became, where it was `given`; whether it made it."""

    given: bool = False
    was: int | None = None
    then: int | None = None
    made: bool = False


def raise_what_others_did(inboxes: Inboxes, most: int) -> None:
    """Tell of the batches since the last look."""
    work = inboxes.work
    counter = counter_of(work, FOLLOWED)
    cause = _T["batch"].alias("cause")
    query = (
        select(
            _BATCH.id, _BATCH.at, func.coalesce(cause.c.person_id, _BATCH.person_id), _BATCH.command, _BATCH.reversal,
            _BATCH.reversed_by_id, _BATCH.params,
        )
        .select_from(_T["batch"].outerjoin(cause, cause.c.id == _BATCH.cause_id))
        .where(_BATCH.id > counter.value)
        .order_by(_BATCH.id)
        .limit(most)
    )  # fmt: skip
    batches = work.session.execute(query).all()
    for batch in batches:
        if batch[4] is Reversal.UNDO:
            _take_back(inboxes, batch[0])
        if batch[5] is None and not _is_no_news(batch[3], batch[6]):
            _tell_of(inboxes, batch)
    if batches:
        counter.value = batches[-1][0]


def _is_no_news(command: str, params: Mapping[str, Any]) -> bool:
    return command in NO_NEWS or params.get("part") == Part.WATCHER.value


def _take_back(inboxes: Inboxes, undo: int) -> None:
    """Whoever has not read of what was taken back need not; what stands for earlier changes too counts one less."""
    session = inboxes.work.session
    gone = select(_BATCH.id).where(_BATCH.reversed_by_id == undo).scalar_subquery()
    which = (_NOTIFICATION.batch_id.in_(gone)) & _NOTIFICATION.read_at.is_(None)
    stands = which & (_NOTIFICATION.count > 1) & _NOTIFICATION.task_id.is_not(None)
    session.execute(update(Notification).where(stands).values(count=_NOTIFICATION.count - 1, batch_id=undo))
    rows = session.execute(delete(Notification).where(which).returning(col(Notification.person_id)))
    inboxes.told |= set(rows.scalars())


def _tell_of(inboxes: Inboxes, batch: Any) -> None:
    number, at, actor = batch[:3]
    passed = _passed(inboxes, number)
    if not passed:
        return
    concerned = _concerned(inboxes, passed)
    known = _told_already(inboxes, at, passed)
    found: dict[tuple[int, NoticeKind], list[int]] = defaultdict(list)
    for task, (owner, others, _priority) in concerned.items():
        did = passed[task]
        is_assigned = did.given and owner == did.then and owner != actor
        if is_assigned and owner is not None:
            found[owner, NoticeKind.ASSIGNED].append(task)
        if did.made:
            continue  # it came to be: that is news to nobody else
        people = {*others, *(one for one in (owner, did.was) if one is not None)}
        for person in people - {actor} - ({owner} if is_assigned else set()):
            found[person, NoticeKind.CHANGED].append(task)
    telling: list[Telling] = []
    for (person, kind), tasks in found.items():
        fresh = [task for task in tasks if (person, task) not in known]
        if len(fresh) > SEVERAL:
            telling.append(Telling(person, f"batch:{number}:{kind}", kind, moment=at, batch=number, count=len(fresh)))
            continue
        urgent = {task for task in fresh if concerned[task][2] is Priority.P1 and kind is NoticeKind.ASSIGNED}
        telling += [
            Telling(person, f"batch:{number}:{task}", kind, task, at, batch=number, urgent=task in urgent)
            for task in fresh
        ]
    inboxes.tell(_beside_what_waits(inboxes, telling))


def _passed(inboxes: Inboxes, batch: int) -> dict[int, _Passed]:
    """What a batch did to each task that it touched."""
    query = (
        select(_CHANGE.task_id, _CHANGE.entity, _CHANGE.op, _CHANGE["values"])
        .where(_CHANGE.batch_id == batch, _CHANGE.task_id.is_not(None))
        .order_by(_CHANGE.id)
    )
    found: dict[int, _Passed] = {}
    made = []
    for task, entity, op, values in inboxes.work.session.execute(query):
        found.setdefault(task, _Passed())
        if entity == "task" and op is Op.INSERT:
            made.append(task)
        elif entity == "task" and op is Op.UPDATE and "owner_id" in values:
            found[task] = _Passed(True, *values["owner_id"])
    for task, owner in _owners_at_first(inboxes, batch, made).items():
        found[task] = _Passed(True, None, owner, made=True)
    return found


def _owners_at_first(inboxes: Inboxes, batch: int, made: list[int]) -> dict[int, int | None]:
    """Whose tasks were when a batch made them: what the first change of that says, else whose they are."""
    session = inboxes.work.session
    owners = select(_TASK.id, _TASK.owner_id).where(among(session, _TASK.id, made))
    found: dict[int, int | None] = {row[0]: row[1] for row in session.execute(owners)} if made else {}
    later = select(_CHANGE.task_id, _CHANGE["values"]).where(
        among(session, _CHANGE.task_id, made), _CHANGE.batch_id > batch, _CHANGE.entity == "task"
    )
    for task, values in session.execute(later.order_by(_CHANGE.id.desc())) if made else ():
        if "owner_id" in values:
            found[task] = values["owner_id"][0]
    return found


def _concerned(inboxes: Inboxes, tasks: Collection[int]) -> Mapping[int, tuple[int | None, set[int], Priority]]:
    """Whose tasks are, who works along on or watches them (where the desk tells those), and how urgent they are."""
    session, settings = inboxes.work.session, inboxes.settings
    query = select(_TASK.id, _TASK.owner_id, _TASK.priority).where(among(session, _TASK.id, tasks))
    found: dict[int, tuple[int | None, set[int], Priority]] = {
        task: (owner, set(), priority) for task, owner, priority in session.execute(query)
    }
    parts = [
        part
        for part, name in ((Part.WATCHER, "notify_watchers"), (Part.COLLABORATOR, "notify_collaborators"))
        if settings[name]
    ]
    along = select(_PART.task_id, _PART.person_id).where(among(session, _PART.task_id, tasks), _PART.part.in_(parts))
    for task, person in session.execute(along) if parts else ():
        if task in found:
            found[task][1].add(person)
    return found


def _told_already(inboxes: Inboxes, at: Any, tasks: Iterable[int]) -> set[tuple[int, int]]:
    """Who was told by the command itself, in words of its own (a hand-over, a mention): not twice of one thing."""
    session = inboxes.work.session
    own = _NOTIFICATION.key.is_(None) & (_NOTIFICATION.at == at)
    query = select(_NOTIFICATION.person_id, _NOTIFICATION.task_id)
    rows = session.execute(query.where(own, among(session, _NOTIFICATION.task_id, tasks)))
    return {(person, task) for person, task in rows}


def _beside_what_waits(inboxes: Inboxes, telling: list[Telling]) -> list[Telling]:
    """Who has not yet read that a task was changed is told of its latest change instead, not once more; answers the rest."""
    session = inboxes.work.session
    changes = {
        (one.person, one.task): one for one in telling if one.kind is NoticeKind.CHANGED and one.task is not None
    }
    waiting = select(_NOTIFICATION.id, _NOTIFICATION.person_id, _NOTIFICATION.task_id).where(
        _NOTIFICATION.kind == NoticeKind.CHANGED.value,
        _NOTIFICATION.read_at.is_(None),
        among(session, _NOTIFICATION.task_id, {task for _person, task in changes if task is not None}),
    )
    for row, person, task in session.execute(waiting).all() if changes else ():
        one = changes.pop((person, task), None)
        if one is not None:
            told = {"key": one.key, "batch_id": one.batch, "at": inboxes.work.now, "occurrence": one.moment}
            session.execute(
                update(Notification).where(col(Notification.id) == row).values(**told, count=_NOTIFICATION.count + 1)
            )
            inboxes.told.add(person)
    return [
        one
        for one in telling
        if one.kind is not NoticeKind.CHANGED or one.task is None or (one.person, one.task) in changes
    ]
