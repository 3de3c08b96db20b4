"""What of a person's open work is due by tonight, and what could be done next, in RULES 2's order with the reason in words.

Both come from three looks at indexes of whose a task is, each cut at a limit; the few found are put in order here.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import and_, func, or_, select

from servicedesk_tui.locale import _
from servicedesk_tui.locale.dates import moment, short_span
from servicedesk_tui.locale.words import word
from servicedesk_tui.models import METADATA
from servicedesk_tui.vocabulary.day import MOST, WARN, Bucket, DayTask
from servicedesk_tui.vocabulary.enums import Category, Kind, Priority

from ..conditions import HAS_BLOCKER
from .asking import Asking
from .cards import CUSTOMER, IS_OPEN, TASK

NEAR = timedelta(days=14)
"""What is due this soon comes by its date, the rest by its priority."""
_T = METADATA.tables
_TASKS = select(
    TASK.id, TASK.number, TASK.title, TASK.priority, TASK.kind, TASK.category, CUSTOMER.name, TASK.due_at,
    TASK.due_is_day, TASK.waiting_on, TASK.blocked_reason, TASK.rank, HAS_BLOCKER.label("is_blocked"),
).select_from(_T["task"].outerjoin(_T["customer"], CUSTOMER.id == TASK.customer_id))  # fmt: skip


def due_and_next(
    asking: Asking, person: int, tonight: datetime, limit: int
) -> tuple[tuple[DayTask, ...], int, tuple[DayTask, ...]]:
    """What is late or due by tonight, how much that is in all, and what could be done next."""
    mine = _TASKS.where(IS_OPEN, TASK.owner_id == person)
    is_due = TASK.due_at < tonight
    dated = asking.rows(mine.where(is_due).order_by(TASK.due_at, TASK.number).limit(limit + 1))
    count = len(dated)
    if count > limit:
        some = select(TASK.id).where(IS_OPEN, TASK.owner_id == person, is_due).limit(MOST + 1)
        count = int(asking.scalar(select(func.count()).select_from(some.subquery())))
    free = mine.where(
        TASK.category != Category.WAITING, TASK.blocked_reason == "", ~HAS_BLOCKER,
        or_(TASK.priority == Priority.P1, TASK.planned_at.is_(None), TASK.planned_at < tonight),
    )  # fmt: skip
    later = and_(TASK.due_at >= tonight, TASK.due_at < tonight + NEAR)
    soon = asking.rows(free.where(later).order_by(TASK.due_at, TASK.number).limit(limit))
    board = asking.rows(free.order_by(TASK.priority, TASK.rank, TASK.number).limit(limit))
    due = _ordered(asking, dated[:limit], tonight)
    following = _ordered(asking, [*dated[:limit], *soon, *board], tonight)
    return due, count, tuple(one for one in following if not one.held)[:limit]


def _ordered(asking: Asking, rows: Iterable[Any], tonight: datetime) -> tuple[DayTask, ...]:
    """Each once, the most pressing first, what is held up last; within a bucket what is due first, else in the board's
    order."""
    tasks = {row.id: (row, _task(asking, row, tonight)) for row in rows}
    near = tonight + NEAR

    def place(pair: tuple[Any, DayTask]) -> tuple[Any, ...]:
        row, task = pair
        by_date = task.bucket < Bucket.URGENT or (row.due_at is not None and row.due_at < near)
        when = row.due_at.timestamp() if by_date else 0.0
        return bool(task.held), task.bucket, not by_date, when, row.priority, row.rank, row.number

    return tuple(task for _row, task in sorted(tasks.values(), key=place))


def _task(asking: Asking, row: Any, tonight: datetime) -> DayTask:
    bucket = _bucket(asking.now, row, tonight)
    is_promised = row.kind is Kind.CUSTOMER and row.due_at is not None and row.due_at < tonight
    return DayTask(
        row.id, row.number, row.title, row.priority, bucket, _why(asking, row, bucket),
        row.name or "", row.due_at, row.due_is_day, is_promised, _held(row),
    )  # fmt: skip


def _bucket(now: datetime, row: Any, tonight: datetime) -> Bucket:
    due = row.due_at
    if due is not None and due < now:
        return Bucket.LATE
    if due is not None and due < now + WARN:
        return Bucket.SOON
    if due is not None and due < tonight and row.kind is Kind.CUSTOMER:
        return Bucket.PROMISED
    return Bucket.URGENT if row.priority is Priority.P1 else Bucket.REST


def _why(asking: Asking, row: Any, bucket: Bucket) -> str:
    """Why it stands where it does, short enough for a narrow screen."""
    due, now = row.due_at, asking.now
    if bucket is Bucket.LATE:
        return _("late by {span}").format(span=short_span(now - due))
    if bucket is Bucket.SOON:
        return _("due in {span}").format(span=short_span(due - now))
    if bucket is Bucket.PROMISED:
        return _("promised {when}").format(when=_when(asking, row))
    if bucket is Bucket.URGENT:
        return _("urgent: P1")
    return _("due {when}").format(when=_when(asking, row)) if due is not None else _("not due")


def _when(asking: Asking, row: Any) -> str:
    """The time alone of what is due today."""
    local = row.due_at.astimezone(asking.zone)
    if not row.due_is_day and local.date() == asking.now.astimezone(asking.zone).date():
        return f"{local:%H:%M}"
    return moment(row.due_at, row.due_is_day, asking.now, asking.zone)


def _held(row: Any) -> str:
    if row.category is Category.WAITING:
        return _("waits: {what}").format(what=word(row.waiting_on)) if row.waiting_on else _("waits")
    return _("blocked") if row.blocked_reason or row.is_blocked else ""
