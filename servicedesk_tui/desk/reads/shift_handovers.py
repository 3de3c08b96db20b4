"""Hand-overs of shifts, as lists and in full."""

from typing import Any

from sqlalchemy import Integer, cast, func, or_, select

from servicedesk_tui.models import METADATA
from servicedesk_tui.vocabulary.enums import CLOSED, Priority, ShiftState
from servicedesk_tui.vocabulary.handing import (
    ShiftHandover,
    ShiftHandoverQuestion,
    ShiftLineRow,
    ShiftRow,
    ShiftsQuestion,
)

from ..registry import answers
from .asking import Asking

_T = METADATA.tables
_SHIFT, _LINE, _TASK, _TEAM = _T["shift"].c, _T["shift_line"].c, _T["task"].c, _T["team"].c
_WHOSE, _AUTHOR, _SIGNER = (_T["person"].alias(name) for name in ("whose", "author", "signer"))
_COUNTS = (
    select(
        _LINE.shift_id,
        func.count().label("lines"),
        func.sum(cast(_LINE.acknowledged_at.is_not(None), Integer)).label("acknowledged"),
    )
    .group_by(_LINE.shift_id)
    .subquery()
)
_ROWS = (
    select(
        _SHIFT.id, _SHIFT.state, _SHIFT.since, _SHIFT.created_at, _SHIFT.sent_at, _SHIFT.signed_at,
        _WHOSE.c.login.label("person"), _TEAM.name.label("team"), _AUTHOR.c.login.label("author"),
        _SIGNER.c.login.label("signer"), _COUNTS.c.lines, _COUNTS.c.acknowledged,
    )
    .select_from(
        _T["shift"]
        .outerjoin(_WHOSE, _WHOSE.c.id == _SHIFT.person_id)
        .outerjoin(_T["team"], _TEAM.id == _SHIFT.team_id)
        .join(_AUTHOR, _AUTHOR.c.id == _SHIFT.author_id)
        .outerjoin(_SIGNER, _SIGNER.c.id == _SHIFT.signed_by_id)
        .outerjoin(_COUNTS, _COUNTS.c.shift_id == _SHIFT.id)
    )
    .order_by(_SHIFT.id.desc())
)  # fmt: skip


@answers(ShiftsQuestion)
def shifts(asking: Asking, question: ShiftsQuestion) -> tuple[ShiftRow, ...]:
    """Latest first; those with a text in a line, or in whose they are, whatever its case."""
    query = _ROWS
    if question.text:
        said, login, team = (
            func.lower(column).contains(question.text.lower(), autoescape=True)
            for column in (_LINE.text, _WHOSE.c.login, _TEAM.name)
        )
        query = query.where(or_(_SHIFT.id.in_(select(_LINE.shift_id).where(said)), login, team))
    return tuple(_row(row) for row in asking.rows(query.limit(question.limit)))


def _row(row: Any) -> ShiftRow:
    return ShiftRow(
        row.id, row.team or row.person or "", row.author, row.state, row.since, row.sent_at or row.created_at,
        row.lines or 0, int(row.acknowledged or 0),
    )  # fmt: skip


@answers(ShiftHandoverQuestion)
def shift_handover(asking: Asking, question: ShiftHandoverQuestion) -> ShiftHandover | None:
    """One in full; without an id my draft, else the latest that was sent to my team."""
    shift = question.shift if question.shift is not None else _mine(asking)
    found = asking.rows(_ROWS.where(_SHIFT.id == shift)) if shift is not None else []
    if not found:
        return None
    row = found[0]
    return ShiftHandover(_row(row), _lines(asking, row.id), row.sent_at, row.signer, row.signed_at)


def _mine(asking: Asking) -> int | None:
    """My draft or my team's, else what was sent to my team, else what I wrote last. Who is in no team has no colleagues."""
    me = asking.me
    ours = (_SHIFT.team_id == me.team_id) & _SHIFT.team_id.is_not(None)
    colleagues = select(_WHOSE.c.id).where(_WHOSE.c.team_id == me.team_id, _WHOSE.c.id != me.id)
    drafted = (_SHIFT.state == ShiftState.DRAFT) & ((_SHIFT.author_id == me.id) | ours)
    waits = (_SHIFT.state == ShiftState.SENT) & (ours | _SHIFT.person_id.in_(colleagues))
    latest = select(_SHIFT.id).order_by(_SHIFT.id.desc()).limit(1)
    for which in (drafted, waits, _SHIFT.author_id == me.id):
        for row in asking.rows(latest.where(which)):
            return int(row.id)
    return None


def _lines(asking: Asking, shift: int) -> tuple[ShiftLineRow, ...]:
    taker = _T["person"].alias("taker")
    query = (
        select(
            _LINE.id, _LINE.kind, _LINE.text, _LINE.task_id, _TASK.number, _LINE.critical, _LINE.acknowledged_at,
            taker.c.login, _TASK.owner_id, _TASK.category, _TASK.priority,
        )
        .select_from(
            _T["shift_line"]
            .outerjoin(_T["task"], _TASK.id == _LINE.task_id)
            .outerjoin(taker, taker.c.id == _LINE.acknowledged_by_id)
        )
        .where(_LINE.shift_id == shift)
        .order_by(_LINE.position, _LINE.id)
    )  # fmt: skip
    return tuple(_line(row) for row in asking.rows(query))


def _line(row: Any) -> ShiftLineRow:
    is_unowned = row.task_id is not None and row.owner_id is None and row.category not in CLOSED
    critical = row.priority <= Priority.P2 if row.task_id is not None else row.critical
    return ShiftLineRow(
        row.id, row.kind, row.text, row.task_id, row.number, critical, is_unowned, row.login, row.acknowledged_at
    )
