"""Open tasks that nobody goes to yet, by what next (RULES 2): late, due within hours, due today, P1, then the rest by when
they are due. Within a bucket what is due first comes first. Each bucket is read from an index until there are enough."""

from datetime import datetime, time, timedelta
from typing import Any

from sqlalchemy import exists, or_, select

from servicedesk_tui.locale import _
from servicedesk_tui.locale.dates import moment
from servicedesk_tui.models import METADATA
from servicedesk_tui.store.search import Among
from servicedesk_tui.vocabulary.enums import Category, Priority
from servicedesk_tui.vocabulary.plans import Unplanned

from ..opened import Medians
from ..trips import STANDING
from .asking import Asking
from .cards import CUSTOMER, FROM, IS_OPEN, PERSON, TASK

_VISIT = METADATA.tables["visit"].c
SOON = timedelta(hours=4)
"""How near a deadline warns."""


def unplanned(asking: Asking, text: str, limit: int, medians: Medians) -> tuple[Unplanned, ...]:
    """The first of them. What waits or is put aside until later is not among them."""
    found: dict[int, Any] = {}
    ahead = exists().where(_VISIT.task_id == TASK.id, _VISIT.state.in_(STANDING), _VISIT.ends_at > asking.now)
    later = (TASK.category != Category.WAITING, or_(TASK.snoozed_until.is_(None), TASK.snoozed_until <= asking.now))
    query = (
        select(
            TASK.id, TASK.number, TASK.title, TASK.priority, PERSON.login, CUSTOMER.name, TASK.due_at, TASK.due_is_day,
            TASK.estimate_minutes, TASK.spent_minutes, TASK.team_id, TASK.kind,
        )
        .select_from(FROM)
        .where(IS_OPEN, ~ahead, *later, *_through(asking, text))
    )  # fmt: skip
    for bucket in _buckets(asking):
        if len(found) < limit:
            rows = asking.rows(bucket(query).limit(limit + len(found)))
            found |= {row.id: row for row in rows if row.id not in found}
    return tuple(_row(asking, row, medians) for row in list(found.values())[:limit])


def _through(asking: Asking, text: str) -> tuple[Any, ...]:
    if not text.strip():
        return ()
    from ..filtering import condition, filter_for  # the language is loaded with the first filter

    return (condition(filter_for(asking, text).where, asking.session, asking.now, Among.OPEN),)


def _buckets(asking: Asking) -> tuple[Any, ...]:
    """What each bucket adds to the query; what is dated comes in one go, as its order is that of the first buckets."""
    tonight = _tonight(asking)
    return (
        lambda query: query.where(TASK.due_at < max(tonight, asking.now + SOON)).order_by(TASK.due_at, TASK.number),
        lambda query: query.where(TASK.priority == Priority.P1).order_by(TASK.rank, TASK.number),
        lambda query: query.where(TASK.due_at.is_not(None)).order_by(TASK.due_at, TASK.number),
        lambda query: query.where(TASK.due_at.is_(None)).order_by(TASK.priority, TASK.rank, TASK.number),
    )


def _tonight(asking: Asking) -> datetime:
    today = asking.now.astimezone(asking.zone).date()
    return datetime.combine(today + timedelta(days=1), time(), asking.zone)


def _row(asking: Asking, row: Any, medians: Medians) -> Unplanned:
    minutes = max(1, (row.estimate_minutes or medians.of(row.team_id, row.kind.value)) - row.spent_minutes)
    return Unplanned(
        row.id, row.number, row.title, row.priority, row.login, row.name or "", row.due_at, row.due_is_day, minutes,
        _why(asking, row),
    )  # fmt: skip


def _why(asking: Asking, row: Any) -> str:
    """Why it stands where it does."""
    due = row.due_at
    if due is None:
        return _("urgent: P1") if row.priority is Priority.P1 else _("not due")
    when = moment(due, row.due_is_day, asking.now, asking.zone)
    if due < asking.now:
        return _("late since {when}").format(when=when)
    if due <= asking.now + SOON:
        return _("due soon: {when}").format(when=when)
    if due < _tonight(asking):
        return _("due today")
    return _("urgent: P1") if row.priority is Priority.P1 else _("due {when}").format(when=when)
