"""When what is in inboxes makes itself heard: decided once for each notification, by how its person wants to be told."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from sqlalchemy import literal_column, select, update
from sqlmodel import col

from servicedesk_tui.models import METADATA, Notification
from servicedesk_tui.models.reminding import UNDECIDED
from servicedesk_tui.policy.reminding import channels_of, heard_at
from servicedesk_tui.vocabulary.reminding import kind_of

from ..worktimes import worktimes
from .telling import Inboxes

_NOTIFICATION = METADATA.tables["notification"].c
_AHEAD = timedelta(days=70)


def wake_put_off(inboxes: Inboxes, most: int) -> None:
    """What was put off until now is there again, and to be heard anew."""
    work = inboxes.work
    later: Any = literal_column("later_until IS NOT NULL")
    query = select(_NOTIFICATION.id, _NOTIFICATION.person_id).where(later, _NOTIFICATION.later_until <= work.now)
    rows = work.session.execute(query.order_by(_NOTIFICATION.later_until).limit(most)).all()
    if rows:
        again = {
            "later_until": None,
            "ring_at": None,
            "rung_at": None,
            "read_at": None,
            "lease": "",
            "lease_until": None,
        }
        which = col(Notification.id).in_([row[0] for row in rows])
        work.session.execute(update(Notification).where(which).values(**again))
        inboxes.told |= {row[1] for row in rows}
        inboxes.raised += len(rows)


def decide(inboxes: Inboxes, most: int) -> None:
    """Of what is not decided yet: when it is heard, and how; what is not to be heard counts as if it had been."""
    work = inboxes.work
    waiting = select(
        _NOTIFICATION.id, _NOTIFICATION.person_id, _NOTIFICATION.task_id, _NOTIFICATION.kind, _NOTIFICATION.urgent
    ).where(literal_column(UNDECIDED))
    rows: Sequence[Any] = work.session.execute(waiting.order_by(_NOTIFICATION.id).limit(most)).all()
    if not rows:
        return
    times = worktimes(work.session, {row.person_id for row in rows}, work.now, work.now + _AHEAD)
    muted = inboxes.muted([(row.person_id, row.task_id) for row in rows])
    for row in rows:
        kind, wants = kind_of(row.kind), inboxes.preferences(row.person_id)
        channels = channels_of(kind, wants, muted=(row.person_id, row.task_id) in muted)
        if channels and row.person_id in inboxes.people:
            at = heard_at(kind, wants, times[row.person_id], work.now, urgent=row.urgent)
            fields: dict[str, Any] = {"ring_at": at, "channels": [channel.value for channel in channels]}
        else:
            fields = {"ring_at": work.now, "rung_at": work.now, "channels": []}
        work.session.execute(update(Notification).where(col(Notification.id) == row.id).values(**fields))
        inboxes.told.add(row.person_id)
