"""When the scheduler has something to do next: the first row of each index of what is to come, however many there are."""

from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import func, literal_column, select

from servicedesk_tui.locale.dates import zone
from servicedesk_tui.models import METADATA
from servicedesk_tui.models.handing import UNCHASED
from servicedesk_tui.models.parts import UNTOLD_VISITS
from servicedesk_tui.models.reminding import UNDECIDED
from servicedesk_tui.models.tasks import UNTOLD
from servicedesk_tui.vocabulary.reminding import NextDue, NextDueQuestion

from ..handlers.raising import LOOKED_AFTER
from ..raising.moments import OVERDUE_DAY, lead, next_morning
from ..raising.others import FOLLOWED
from ..raising.unheard import unheard_of
from ..registry import answers
from ..terms import terms
from ..worktimes import desk_zone
from .asking import Asking

_T = METADATA.tables
_TASK, _VISIT, _HANDOVER = _T["task"].c, _T["visit"].c, _T["handover"].c
_REMINDER, _NOTICE, _COUNTER = _T["reminder"].c, _T["notification"].c, _T["counter"].c


@answers(NextDueQuestion)
def next_due(asking: Asking, question: NextDueQuestion) -> NextDue:
    """Whether something is due, and when the next thing will be."""
    counters = dict(_pairs(asking.rows(select(_COUNTER.name, _COUNTER.value))))
    moments = [at for at in _moments(asking, counters) if at is not None]
    undecided = asking.rows(select(_NOTICE.id).where(literal_column(UNDECIDED)).limit(1))
    latest = asking.scalar(select(func.coalesce(func.max(_T["batch"].c.id), 0)))
    soonest = min(moments, default=None)
    is_due = bool(undecided) or latest > counters.get(FOLLOWED, 0) or (soonest is not None and soonest <= asking.now)
    rings = asking.scalar(
        select(func.min(_NOTICE.ring_at)).where(
            *unheard_of(asking.me.id, question.channels), _NOTICE.ring_at.is_not(None)
        )
    )
    ran = counters.get(LOOKED_AFTER)
    return NextDue(is_due, soonest, rings, datetime.fromtimestamp(ran * 60, UTC) if ran else None, asking.now)


def _pairs(rows: list[Any]) -> list[tuple[str, int]]:
    return [(row[0], row[1]) for row in rows]


def _moments(asking: Asking, counters: dict[str, int]) -> list[datetime | None]:
    settings = terms(asking.session)
    found = [_first(asking, _TASK[column], where, -lead(name, settings)) for name, (column, where) in UNTOLD.items()]
    visit = timedelta(minutes=int(settings["remind_visit_minutes"]))
    stale = timedelta(hours=int(settings["handover_stale_hours"]))
    found += [
        _first(asking, _VISIT.starts_at, UNTOLD_VISITS, -visit),
        _first(asking, _HANDOVER.created_at, UNCHASED, stale),
        _first(asking, _REMINDER.next_at, "reminder.next_at IS NOT NULL"),
        _first(asking, _NOTICE.later_until, "later_until IS NOT NULL"),
    ]
    if settings["remind_overdue_daily"]:
        found.append(next_morning(asking.now, zone(desk_zone(asking.session)), counters.get(OVERDUE_DAY, 0)))
    return found


def _first(asking: Asking, column: Any, where: str, by: timedelta = timedelta()) -> datetime | None:
    found: datetime | None = asking.scalar(select(func.min(column)).where(literal_column(where)))
    return found + by if found is not None else None
