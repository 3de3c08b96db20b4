"""What a person has seen of the tasks that concern them: those they own, work along on, or watch.

A task is unread when somebody else changed it in a batch after what its person saw of it. Who never looked has seen it up to
their own last change of it; a closed task they never changed is news to nobody.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence, Set
from typing import Any

from sqlalchemy import func, select
from sqlmodel import Session

from servicedesk_tui.models import METADATA
from servicedesk_tui.vocabulary.enums import Part

CHUNK = 500
_PART, _SEEN = METADATA.tables["task_person"].c, METADATA.tables["seen"].c
_BATCH, _CHANGE = METADATA.tables["batch"].c, METADATA.tables["change"].c
_CAUSE = METADATA.tables["batch"].alias("cause")
# What a rule did because of somebody is theirs.
_WHO = func.coalesce(_CAUSE.c.person_id, _BATCH.person_id)
_LATEST = (
    select(_CHANGE.task_id, _WHO.label("who"), func.max(_CHANGE.batch_id).label("batch"))
    .join(METADATA.tables["batch"], _BATCH.id == _CHANGE.batch_id)
    .outerjoin(_CAUSE, _CAUSE.c.id == _BATCH.cause_id)
    .where(_BATCH.command != "ReorderTask")  # another place in a column is no news
    .group_by(_CHANGE.task_id, _WHO)
)


def parts_of(session: Session, me: int, tasks: Sequence[int]) -> dict[int, set[Part]]:
    """A person's parts in tasks beside owning them."""
    found: dict[int, set[Part]] = defaultdict(set)
    for some in _chunks(tasks):
        query = select(_PART.task_id, _PART.part).where(_PART.task_id.in_(some), _PART.person_id == me)
        for task, part in session.execute(query):
            found[task].add(part)
    return found


def unread_of(session: Session, me: int, concerning: Iterable[int], closed: Set[int]) -> set[int]:
    """The unread ones of tasks that concern a person; `closed` are those of them that are."""
    found: set[int] = set()
    for some in _chunks(list(concerning)):
        seen = dict(
            _rows(session, select(_SEEN.task_id, _SEEN.batch_id), _SEEN.person_id == me, _SEEN.task_id.in_(some))
        )
        mine: dict[int, int] = {}
        others: dict[int, int] = {}
        for task, who, batch in _rows(session, _LATEST, _CHANGE.task_id.in_(some)):
            latest = mine if who == me else others
            latest[task] = max(batch, latest.get(task, 0))
        for task, batch in others.items():
            known = seen.get(task) or mine.get(task, batch if task in closed else 0)
            found |= {task} if batch > known else set()
    return found


def _rows(session: Session, query: Any, *where: Any) -> Iterator[Any]:
    return (tuple(row) for row in session.execute(query.where(*where)))


def _chunks(ids: Sequence[int]) -> Iterable[Sequence[int]]:
    return (ids[start : start + CHUNK] for start in range(0, len(ids), CHUNK))
