"""My timer, if it runs."""

from sqlalchemy import select

from servicedesk_tui.models import METADATA
from servicedesk_tui.vocabulary.timing import Running, TimerQuestion

from ..registry import answers
from ..timers import day_end
from .asking import Asking

_T = METADATA.tables
_TIME, _TASK = _T["time_entry"].c, _T["task"].c


@answers(TimerQuestion)
def timer(asking: Asking, _question: TimerQuestion) -> Running | None:
    """The task it runs for, since when, and when that working day ended."""
    return running_of(asking, asking.me.id)


def running_of(asking: Asking, person: int) -> Running | None:
    """A person's timer, if it runs."""
    query = (
        select(_TASK.id, _TASK.number, _TASK.title, _TIME.started_at)
        .join_from(_T["time_entry"], _T["task"], _TASK.id == _TIME.task_id)
        .where(_TIME.person_id == person, _TIME.ended_at.is_(None))
    )
    row = next(iter(asking.rows(query)), None)
    if row is None:
        return None
    end = day_end(asking.session, person, row.started_at)
    day_ended = end if end is not None and end <= asking.now else None
    return Running(row.id, row.number, row.title, row.started_at, day_ended)
