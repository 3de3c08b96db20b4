"""What handlers, undo and reads share about time spent: the sum of it, and when a working day ended."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlmodel import Session

from servicedesk_tui.models import METADATA
from servicedesk_tui.policy.capacity import shifts
from servicedesk_tui.store.ids import among
from servicedesk_tui.vocabulary.timing import minutes_of

from .worktimes import worktimes

_ENTRY = METADATA.tables["time_entry"].c
MINUTE = timedelta(minutes=1)


def spent_on(session: Session, tasks: Iterable[int]) -> dict[int, int]:
    """The minutes spent on tasks, of what has ended; those without any are left out."""
    query = select(_ENTRY.task_id, _ENTRY.started_at, _ENTRY.ended_at).where(
        among(session, _ENTRY.task_id, tasks), _ENTRY.ended_at.is_not(None)
    )
    found: dict[int, int] = defaultdict(int)
    for task, start, end in session.execute(query):
        found[task] += minutes_of(start, end)
    return dict(found)


def day_end(session: Session, person: int, at: datetime) -> datetime | None:
    """When the person's working day ends on which `at` is, where it is before that end; None on a day without work. A night
    shift belongs to the day it begins on."""
    start, end = at - timedelta(days=1), at + timedelta(days=2)
    worktime = worktimes(session, [person], start, end)[person]
    begun = {span: span.start.astimezone(worktime.own_zone).date() for span in shifts(worktime.calendar, start, end)}
    day = next((day for span, day in begun.items() if span.start <= at < span.end), None)
    day = day or at.astimezone(worktime.own_zone).date()
    last = max((span.end for span, began in begun.items() if began == day), default=None)
    return last if last is not None and last > at else None
