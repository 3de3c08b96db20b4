"""What a person has seen of the tasks that concern them: those they own, work along on, or watch.

A task is unread when somebody else changed it in a batch after what its person saw of it. Who never looked has seen it up to
their own last change of it; a closed task they never changed is news to nobody.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Set
from typing import Any

from sqlalchemy import func, select
from sqlmodel import Session

from servicedesk_tui.models import METADATA
from servicedesk_tui.store.ids import among
from servicedesk_tui.vocabulary.enums import Part

_T = METADATA.tables
_TASK, _PART, _SEEN, _BATCH, _CHANGE = _T["task"].c, _T["task_person"].c, _T["seen"].c, _T["batch"].c, _T["change"].c
_CAUSE = _T["batch"].alias("cause")
# What a rule did because of somebody is theirs.
_WHO = func.coalesce(_CAUSE.c.person_id, _BATCH.person_id)
_BY_PERSON = (
    select(_CHANGE.task_id, _WHO, func.max(_CHANGE.batch_id))
    .join(_T["batch"], _BATCH.id == _CHANGE.batch_id)
    .outerjoin(_CAUSE, _CAUSE.c.id == _BATCH.cause_id)
    .where(_BATCH.command != "ReorderTask")  # another place in a column is no news
    .group_by(_CHANGE.task_id, _WHO)
)
_LAST = select(_CHANGE.batch_id).where(_CHANGE.task_id == _TASK.id).order_by(_CHANGE.id.desc()).limit(1)


def parts_of(session: Session, me: int, tasks: Collection[int]) -> dict[int, set[Part]]:
    """A person's parts in tasks beside owning them."""
    found: dict[int, set[Part]] = defaultdict(set)
    if tasks:
        query = select(_PART.task_id, _PART.part).where(among(session, _PART.task_id, tasks), _PART.person_id == me)
        for task, part in session.execute(query):
            found[task].add(part)
    return found


def unread_of(session: Session, me: int, concerning: Collection[int], closed: Set[int]) -> set[int]:
    """The unread ones of tasks that concern a person; `closed` are those of them that are."""
    if not concerning:
        return set()
    theirs = select(_SEEN.task_id, _SEEN.batch_id).where(_SEEN.person_id == me)
    seen = dict(_rows(session, theirs.where(among(session, _SEEN.task_id, concerning))))
    changed = [task for task, batch in _last_batches(session, concerning) if (batch or 0) > seen.get(task, 0)]
    if not changed:
        return set()
    mine: dict[int, int] = {}
    others: dict[int, int] = {}
    for task, who, batch in _rows(session, _BY_PERSON.where(among(session, _CHANGE.task_id, changed))):
        latest = mine if who == me else others
        latest[task] = max(batch, latest.get(task, 0))
    return {
        task
        for task, batch in others.items()
        if batch > (seen.get(task) or mine.get(task, batch if task in closed else 0))
    }


def _last_batches(session: Session, tasks: Collection[int]) -> Iterator[Any]:
    """The last batch that touched each task: most have been seen, and nothing more needs to be looked at."""
    last = _LAST.correlate(_T["task"]).scalar_subquery()
    return _rows(session, select(_TASK.id, last).where(among(session, _TASK.id, tasks)))


def _rows(session: Session, query: Any) -> Iterator[Any]:
    return (tuple(row) for row in session.execute(query))
