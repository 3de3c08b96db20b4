"""Reminders that are pending: a person's, or those on a task."""

from typing import Any

from sqlalchemy import or_, select

from servicedesk_tui.locale import _
from servicedesk_tui.locale.dates import moment
from servicedesk_tui.locale.reminding import hung
from servicedesk_tui.models import METADATA
from servicedesk_tui.vocabulary.reminding import Anchor, ReminderRow, RemindersQuestion, ReminderState

from ..registry import answers
from .asking import Asking

_T = METADATA.tables
_REMINDER, _TASK = _T["reminder"].c, _T["task"].c
_PERSON, _SETTER = _T["person"].alias("whose"), _T["person"].alias("setter")


@answers(RemindersQuestion)
def reminders(asking: Asking, question: RemindersQuestion) -> tuple[ReminderRow, ...]:
    """Those that are still to come, or wait for what they hang on, next first."""
    query: Any = (
        select(
            _REMINDER.id, _PERSON.c.login, _REMINDER.text, _REMINDER.anchor, _REMINDER.next_at, _REMINDER.minutes_before,
            _REMINDER.working, _REMINDER.unless_changed, _REMINDER.every, _REMINDER.urgent, _REMINDER.task_id,
            _TASK.number, _TASK.title, _SETTER.c.login.label("setter"),
        )
        .select_from(
            _T["reminder"]
            .join(_PERSON, _PERSON.c.id == _REMINDER.person_id)
            .join(_SETTER, _SETTER.c.id == _REMINDER.created_by_id)
            .outerjoin(_T["task"], _TASK.id == _REMINDER.task_id)
        )
        .where(_REMINDER.state == ReminderState.PENDING)
        # One at a moment that was raised has nothing to come; the others wait for what they hang on.
        .where((_REMINDER.next_at.is_not(None)) | (_REMINDER.anchor != Anchor.AT))
        .order_by(_REMINDER.next_at.is_(None), _REMINDER.next_at, _REMINDER.id)
        .limit(question.limit)
    )  # fmt: skip
    if question.task is not None:
        query = query.where(_REMINDER.task_id == question.task)
    if question.task is None or question.person is not None:
        query = query.where(_REMINDER.person_id == (question.person or asking.me.id))
    # What others wrote down for themselves is theirs.
    query = query.where(or_(_REMINDER.person_id == asking.me.id, _REMINDER.created_by_id == asking.me.id))
    return tuple(_row(asking, row) for row in asking.rows(query))


def _row(asking: Asking, row: Any) -> ReminderRow:
    return ReminderRow(
        row.id,
        row.login,
        row.text,
        row.anchor,
        row.next_at,
        said(asking, row),
        row.every,
        row.urgent,
        row.task_id,
        row.number,
        row.title or "",
        row.setter,
    )


def said(asking: Asking, row: Any) -> str:
    """What it hangs on, in words: `tomorrow 09:00`, `1 h before it is due`."""
    when = moment(row.next_at, False, asking.now, asking.zone) if row.next_at else ""
    if row.anchor is Anchor.AT:
        words = when
    else:
        words = hung(row.anchor, row.minutes_before, working=row.working) + (f" ({when})" if when else "")
    if row.unless_changed:
        words = _("{when}, if nothing happens by then").format(when=words)
    return words
