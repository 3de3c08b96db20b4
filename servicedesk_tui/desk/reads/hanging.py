"""What hangs on a task, for its page: checklist, visits, files, time, parts with what they come to, the hand-over."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from sqlalchemy import Integer, cast, func, literal, select

from servicedesk_tui.models import METADATA, Handover
from servicedesk_tui.vocabulary.checklists import RollUp, SubTask
from servicedesk_tui.vocabulary.enums import CLOSED, HandoverState, VisitState
from servicedesk_tui.vocabulary.files import FileRow
from servicedesk_tui.vocabulary.handing import HandoverRow
from servicedesk_tui.vocabulary.task_rows import ChecklistRow, Planned
from servicedesk_tui.vocabulary.timing import TimeRow

from .asking import Asking
from .statuses import statuses
from .untended import stale_hours

_T = METADATA.tables
_PERSON, _TASK, _VISIT, _ITEM = _T["person"].c, _T["task"].c, _T["visit"].c, _T["checklist_item"].c
_FILE, _BLOB, _TIME, _HANDOVER = _T["attachment"].c, _T["blob"].c, _T["time_entry"].c, _T["handover"].c
DEEPEST = 12
"""How far down parts of parts are counted."""


def checklist_of(asking: Asking, task: int) -> tuple[ChecklistRow, ...]:
    """The lines in their order."""
    other = _T["task"].alias("other")
    query = (
        select(_ITEM.id, _ITEM.text, _ITEM.done, _PERSON.login, _ITEM.due_at, other.c.number)
        .select_from(
            _T["checklist_item"]
            .outerjoin(_T["person"], _PERSON.id == _ITEM.assignee_id)
            .outerjoin(other, other.c.id == _ITEM.linked_id)
        )
        .where(_ITEM.task_id == task)
        .order_by(_ITEM.position, _ITEM.id)
    )
    return tuple(ChecklistRow(*row) for row in asking.rows(query))


def visits_of(asking: Asking, task: int) -> tuple[Planned, ...]:
    """The visits that are not called off, by time."""
    query = (
        select(_VISIT.id, _PERSON.login, _VISIT.starts_at, _VISIT.ends_at, _VISIT.state)
        .join_from(_T["visit"], _T["person"], _PERSON.id == _VISIT.person_id)
        .where(_VISIT.task_id == task, _VISIT.state != VisitState.CANCELLED)
        .order_by(_VISIT.starts_at, _VISIT.id)
    )
    return tuple(Planned(*row) for row in asking.rows(query))


def files_of(asking: Asking, task: int) -> tuple[FileRow, ...]:
    """The files, oldest first; their contents are not read."""
    query = (
        select(
            _FILE.id, _FILE.name, _BLOB.size, _FILE.media_type, _PERSON.login, _FILE.created_at, _FILE.url, _FILE.note_id
        )
        .select_from(
            _T["attachment"]
            .join(_T["person"], _PERSON.id == _FILE.created_by_id)
            .outerjoin(_T["blob"], _BLOB.id == _FILE.blob_id)
        )
        .where(_FILE.task_id == task)
        .order_by(_FILE.id)
    )  # fmt: skip
    return tuple(FileRow(*row) for row in asking.rows(query))


def times_of(asking: Asking, task: int) -> tuple[TimeRow, ...]:
    """Time spent, latest first."""
    query = (
        select(_TIME.id, _PERSON.login, _TIME.started_at, _TIME.ended_at, _TIME.note)
        .join_from(_T["time_entry"], _T["person"], _PERSON.id == _TIME.person_id)
        .where(_TIME.task_id == task)
        .order_by(_TIME.started_at.desc(), _TIME.id.desc())
    )
    return tuple(TimeRow(*row) for row in asking.rows(query))


def parts_of_task(asking: Asking, task: int) -> tuple[SubTask, ...]:
    """The tasks it was split into, open ones first."""
    names = {status.id: status.name for status in statuses(asking)}
    query = (
        select(
            _TASK.id, _TASK.number, _TASK.title, _TASK.status_id, _TASK.category, _PERSON.login, _TASK.estimate_minutes
        )
        .select_from(_T["task"].outerjoin(_T["person"], _PERSON.id == _TASK.owner_id))
        .where(_TASK.parent_id == task)
        .order_by(_TASK.number)
    )  # fmt: skip
    found = [
        SubTask(id_, number, title, names.get(status, ""), category not in CLOSED, login, minutes)
        for id_, number, title, status, category, login, minutes in asking.rows(query)
    ]
    return tuple(sorted(found, key=lambda part: not part.is_open))


def rollup_of(asking: Asking, task: int) -> RollUp | None:
    """What its parts, and theirs, come to; None without any."""
    first = select(_TASK.id.label("id"), literal(1).label("depth")).where(_TASK.parent_id == task)
    below = first.cte("below", recursive=True)
    further = _T["task"].alias("further")
    step = select(further.c.id, below.c.depth + 1).join_from(below, further, further.c.parent_id == below.c.id)
    below = below.union_all(step.where(below.c.depth < DEEPEST))
    done = func.sum(cast(_TASK.category.in_(CLOSED), Integer))
    query = select(
        func.count(),
        func.coalesce(done, 0),
        func.coalesce(func.sum(_TASK.estimate_minutes), 0),
        func.coalesce(func.sum(_TASK.spent_minutes), 0),
    ).where(_TASK.id.in_(select(below.c.id)))
    row = next(iter(asking.rows(query)))
    return RollUp(*(int(value) for value in row)) if row[0] else None


def handover_of(asking: Asking, task: int) -> HandoverRow | None:
    """The hand-over that is offered, else the last one."""
    before, to, by = (_T["person"].alias(name) for name in ("before", "receiver", "giver"))
    query = (
        select(
            _HANDOVER.id, before.c.login, to.c.login, by.c.login, _HANDOVER.state, _HANDOVER.created_at, _HANDOVER.why,
            _HANDOVER.done, _HANDOVER.next, _HANDOVER.watch, _HANDOVER.until, _HANDOVER.word, _HANDOVER.answered_at,
        )
        .select_from(
            Handover.__table__.outerjoin(before, before.c.id == _HANDOVER.from_id)  # type: ignore[attr-defined]
            .join(to, to.c.id == _HANDOVER.to_id)
            .join(by, by.c.id == _HANDOVER.given_by_id)
        )
        .where(_HANDOVER.task_id == task)
        .order_by((_HANDOVER.state != HandoverState.OFFERED), _HANDOVER.id.desc())
        .limit(1)
    )  # fmt: skip
    row: Any = next(iter(asking.rows(query)), None)
    if row is None:
        return None
    hours = stale_hours(asking)
    offered = row.state is HandoverState.OFFERED
    return replace(HandoverRow(*row), is_stale=offered and asking.now - row.created_at >= timedelta(hours=hours))
