"""What follows from what was asked: priority, category, version, counters. Recomputed in the same transaction, left out
of changes and conflict tests."""

from collections.abc import Iterable, Mapping

from sqlalchemy import select
from sqlmodel import Session, col

from servicedesk_tui.models import Batch, Change, Status, Task
from servicedesk_tui.policy.priority import ADDITIVE, Matrix, priority
from servicedesk_tui.vocabulary.enums import CLOSED, OPEN, Level, Priority, Reversal

from .recorder import from_plain
from .work import Work

_CHUNK = 500


def matrix(work: Work) -> Matrix:
    """The desk's priority table: `{"1,1": 1, …}` in its settings, else the additive one."""
    return read_matrix(work.setting("priority_matrix"))


def read_matrix(stored: Mapping[str, int] | None) -> Matrix:
    """The table that a setting holds."""
    if not stored:
        return ADDITIVE
    cells = ((key.split(","), value) for key, value in stored.items())
    return {(Level(int(i)), Level(int(u))): Priority(value) for (i, u), value in cells}


PRICED = frozenset({"impact", "urgency", "customer_id", "urgency_lift"})
"""What of a task its priority is made of, besides its customer's tier."""


def set_priority(work: Work, task: Task) -> None:
    """The task's priority from its impact, urgency, lift and customer's tier."""
    customer = work.customer_of(task)
    table = work.matrix or matrix(work)
    work.matrix = table
    found = priority(
        task.impact, task.urgency, customer.tier if customer else None, lift=task.urgency_lift, matrix=table
    )
    if task.priority is not found:
        task.priority = found


def reprice(work: Work, customer: int) -> None:
    """Another tier: the customer's open tasks get their priority anew. Closed ones keep theirs until they are reopened."""
    for task in work.all(select(Task).where(col(Task.customer_id) == customer, col(Task.category).in_(OPEN))):
        set_priority(work, task)
        work.topics.append(("task", task.id))


def touch(work: Work, task: Task) -> None:
    """A task that changed, or on which something changed, has a new version."""
    task.version += 1
    task.updated_at = work.now


def recount(session: Session, tasks: Iterable[Task]) -> None:
    """Count slips, hand-offs, bounces and reopenings from the history of batches that stand. The handlers count as they
    go; taking a batch back counts anew, and both must agree."""
    by_id = {t.id: t for t in tasks}
    ids = list(by_id)
    closed = set(session.execute(select(Status.id).where(Status.category.in_(CLOSED))).scalars())  # type: ignore[call-overload,attr-defined]
    for start in range(0, len(ids), _CHUNK):
        histories: dict[int, list[tuple[dict[str, list[object]], object]]] = {}
        rows = session.execute(
            select(Change.task_id, Change.values, Batch.at)  # type: ignore[call-overload]
            .join(Batch, Batch.id == Change.batch_id)
            .where(
                Change.task_id.in_(ids[start : start + _CHUNK]),  # type: ignore[union-attr]
                Change.entity == "task",
                Change.op == "update",
                Batch.reversed_by_id.is_(None),  # type: ignore[union-attr]
                (Batch.reversal.is_(None)) | (Batch.reversal == Reversal.REDO),  # type: ignore[union-attr]
            )
            .order_by(Change.id)
        )
        for task_id, changed, at in rows:
            histories.setdefault(task_id, []).append((changed, at))
        for task_id in ids[start : start + _CHUNK]:
            _count(by_id[task_id], histories.get(task_id or 0, []), closed)


def _count(task: Task, history: list[tuple[dict[str, list[object]], object]], closed: set[int]) -> None:
    from .handlers.ownership import BOUNCE

    slips = hand_offs = bounces = reopened = 0
    last_owner: tuple[object, object, object] | None = None
    for changed, at in history:
        if "due_at" in changed:
            before, after = (from_plain("task", "due_at", v) for v in changed["due_at"])
            slips += before is not None and after is not None and after > before
        if "status_id" in changed:
            before, after = changed["status_id"]
            reopened += before in closed and after not in closed
        if "owner_id" in changed:
            before, after = changed["owner_id"]
            if before is not None and after is not None:
                hand_offs += 1
                back = last_owner is not None and last_owner[:2] == (after, before)
                bounces += bool(back and last_owner and at - last_owner[2] <= BOUNCE)  # type: ignore[operator]
            last_owner = (before, after, at)
    for name, value in (("slips", slips), ("hand_offs", hand_offs), ("bounces", bounces), ("reopened", reopened)):
        if getattr(task, name) != value:
            setattr(task, name, value)
