"""Visits as calendars outside are told of them.

A visit's uid is made of the desk's first moment and the visit's id, so that it is the same from every terminal and never
another's; one that was written to the row counts before it. Its sequence is how often the visit was changed, undo included,
and so only ever grows. Whose a visit was before is in the history: for them it is off. So is, for everybody, one whose
planning was taken back.
"""

from collections import Counter, defaultdict
from datetime import datetime
from typing import Any
from uuid import UUID, uuid5

from sqlalchemy import func, select

from servicedesk_tui.models import METADATA
from servicedesk_tui.store.ids import among
from servicedesk_tui.vocabulary.enums import VisitState
from servicedesk_tui.vocabulary.planning import VisitsQuestion
from servicedesk_tui.vocabulary.plans import VisitEvent

from ..conditions import IS_OPEN
from ..registry import answers
from .asking import Asking
from .cards import CUSTOMER, PERSON, TASK
from .undone_visits import undone_visits

_T = METADATA.tables
_VISIT, _SITE, _CHANGE, _BATCH = _T["visit"].c, _T["site"].c, _T["change"].c, _T["batch"].c
_SPACE = UUID("6f0c4c5e-7a1b-4f0e-9d43-1f0c5d5f2b11")


@answers(VisitsQuestion)
def visits(asking: Asking, question: VisitsQuestion) -> tuple[VisitEvent, ...]:
    """The visits, by when they begin."""
    listed = [*asking.rows(_query(question)), *undone_visits(asking, question)]
    rows = sorted(listed, key=lambda row: (row.starts_at, row.id))
    changed: Counter[int] = Counter()
    latest: dict[int, datetime] = {}
    former: dict[int, set[int]] = defaultdict(set)
    for visit, values, at in _changes(asking, {row.task_id for row in rows}):
        changed[visit] += 1
        latest[visit] = max(at, latest.get(visit, at))
        former[visit] |= {int(values["person_id"][0])} if isinstance(values.get("person_id"), list) else set()
    begun = asking.scalar(select(func.min(_BATCH.at))) or asking.now
    found = []
    for row in rows:
        if question.person not in (None, row.person_id, *former[row.id]):
            continue
        is_off = row.state is VisitState.CANCELLED or not row.takes_place
        is_off = is_off or question.person not in (None, row.person_id)
        uid = row.calendar_uid or f"{uuid5(_SPACE, f'{begun.isoformat()}/{row.id}')}@servicedesk"
        found.append(
            VisitEvent(
                row.id, uid, max(0, changed[row.id] - 1), latest.get(row.id, asking.now), row.number, row.title,
                row.login, row.starts_at, row.ends_at, is_off, row.customer or "",
                ", ".join(filter(None, (row.site, row.address))), row.access_notes or "", row.next_step,
            )
        )  # fmt: skip
    return tuple(found)


_TAKES_PLACE: Any = (_VISIT.state != VisitState.PLANNED) | IS_OPEN
"""A closed task is not gone to any more."""


def _query(question: VisitsQuestion) -> Any:
    return (
        select(
            _VISIT.id, _VISIT.task_id, _VISIT.person_id, _VISIT.state, _VISIT.calendar_uid, TASK.number, TASK.title,
            PERSON.login, _VISIT.starts_at, _VISIT.ends_at, CUSTOMER.name.label("customer"), _SITE.name.label("site"),
            _SITE.address, _SITE.access_notes, TASK.next_step,
            _TAKES_PLACE.label("takes_place"),
        )
        .select_from(
            _T["visit"]
            .join(_T["task"], TASK.id == _VISIT.task_id)
            .join(_T["person"], PERSON.id == _VISIT.person_id)
            .outerjoin(_T["customer"], CUSTOMER.id == TASK.customer_id)
            .outerjoin(_T["site"], _SITE.id == TASK.site_id)
        )
        .where(_VISIT.ends_at > question.since, *([_VISIT.id == question.visit] if question.visit is not None else []))
    )  # fmt: skip


def _changes(asking: Asking, tasks: set[int]) -> list[Any]:
    """What was changed of the visits to these tasks: (visit, values, when)."""
    query = (
        select(_CHANGE.row_id, _CHANGE["values"], _BATCH.at)
        .join_from(_T["change"], _T["batch"], _BATCH.id == _CHANGE.batch_id)
        .where(among(asking.session, _CHANGE.task_id, tasks), _CHANGE.entity == "visit")
        .order_by(_CHANGE.id)
    )
    return asking.rows(query) if tasks else []
